import type { SkillDocument } from '../document/skillDocument.ts';
import { lengthOf } from '../fields.ts';
import { descriptionLimit, nameLimit } from '../limits.ts';
import type { SkillContext } from '../skillContext.ts';

/** A name for a skill that has none: its folder's, else one made of its title. */
export function suggestedName(document: SkillDocument, context: SkillContext): string {
  const { folderName } = context;
  if (folderName !== null && isValidName(folderName)) {
    return folderName;
  }
  return slug(folderName ?? '') || slug(titleOf(document) ?? '') || 'my-skill';
}

/** A description for a skill that has none: its own first paragraph, else a sentence that the author has to replace. */
export function suggestedDescription(
  document: SkillDocument,
  name: string,
): { readonly text: string; readonly isOwn: boolean } {
  const paragraph = firstParagraph(document);
  if (paragraph !== null) {
    return { text: paragraph, isOwn: true };
  }
  return { text: `Describe what ${name} does. Use when the user asks for it.`, isOwn: false };
}

function titleOf(document: SkillDocument): string | null {
  return /^#[ \t]+(\S.{0,100})/m.exec(bodyStartOf(document))?.[1]?.trim() ?? null;
}

function firstParagraph(document: SkillDocument): string | null {
  for (const block of bodyStartOf(document).split(/(?:\r?\n){2,}/)) {
    const text = block.replace(/\s+/g, ' ').trim();
    const isProse = /^[A-Z][^#|<>`[\]*_]{20,}[.!]$/.test(text);
    if (isProse && lengthOf(text) <= descriptionLimit) {
      return text;
    }
  }
  return null;
}

/** The beginning of the body is enough to look at. */
function bodyStartOf(document: SkillDocument): string {
  return document.text.slice(document.bodyStart, Math.min(document.seenEnd, document.bodyStart + 5000));
}

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
