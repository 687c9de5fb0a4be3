import fc, { type StringConstraints } from 'fast-check';

/** Where the halves of pairs are, which are no characters, and how many code points there are besides. */
const halves = { first: 0xd800, count: 0x800 };
const characters = 0x11_0000 - halves.count;

/** Any character of Unicode. */
const character = fc
  .nat({ max: characters - 1 })
  .map(at => String.fromCodePoint(at < halves.first ? at : at + halves.count), placeOf);

/**
 * Texts of any characters: what `fc.string({ unit: 'binary' })` makes as well, but it first makes a table of all the
 * million that there are, which takes seconds.
 */
export function anyText(constraints: Omit<StringConstraints, 'unit'> = {}): fc.Arbitrary<string> {
  return fc.string({ ...constraints, unit: character });
}

/** Throws for what is not one character: so fast-check finds out which of its own strange texts can be made of them. */
function placeOf(value: unknown): number {
  const code = typeof value === 'string' ? value.codePointAt(0) : undefined;
  if (code === undefined || String.fromCodePoint(code) !== value) {
    throw new Error('It is not one character.');
  }
  return code < halves.first ? code : code - halves.count;
}
