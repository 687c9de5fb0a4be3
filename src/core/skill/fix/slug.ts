import { nameLimit } from '../limits.ts';

/** A valid name made of any text: `PDF Forms (v2)` becomes `pdf-forms-v2`. Empty when nothing is left. */
export function slug(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.split(/[^a-z0-9]+/).filter(word => word !== '');
  let name = '';
  for (const word of words) {
    const longer = name === '' ? word : `${name}-${word}`;
    if (longer.length > nameLimit) {
      return name === '' ? word.slice(0, nameLimit) : name;
    }
    name = longer;
  }
  return name;
}

/** The specification's rule for a name. */
export function isValidName(name: string): boolean {
  return name.length <= nameLimit && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name);
}
