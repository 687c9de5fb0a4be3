import { type Hole, isHole, isList, type Value } from './calls.ts';

/** How a language writes a value. */
export interface Notation {
  readonly name: (name: string) => string;
  readonly text: (text: string) => string;
  readonly hole: (hole: Hole) => string;
  readonly indent: string;
}

/** A value over as many lines as it has parts; the first line is not indented. */
export function valueText(value: Value, notation: Notation, depth: number): string {
  if (typeof value === 'string') {
    return notation.text(value);
  }
  if (typeof value === 'number') {
    return String(value);
  }
  if (isHole(value)) {
    return notation.hole(value);
  }
  const inner = notation.indent.repeat(depth + 1);
  const end = `\n${notation.indent.repeat(depth)}`;
  if (isList(value)) {
    const items = value.map(item => `${inner}${valueText(item, notation, depth + 1)},`);
    return `[\n${items.join('\n')}${end}]`;
  }
  const fields = Object.entries(value).map(
    ([name, field]) => `${inner}${notation.name(name)}${valueText(field, notation, depth + 1)},`,
  );
  return `{\n${fields.join('\n')}${end}}`;
}

/** A quoted text that JSON and TypeScript read alike, in ASCII: no character of an id can hide or turn the code around it. */
export function jsonText(text: string): string {
  return JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The same for Python, where a character is not two halves. */
export function pythonText(text: string): string {
  return escaped(text, code =>
    code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`,
  );
}

/** The same for Ruby, which also reads `#{…}` in quotes. */
export function rubyText(text: string): string {
  return escaped(text, code => `\\u{${code.toString(16)}}`).replaceAll('#', '\\#');
}

/** Halves of characters, which no text of these languages holds, become the sign for them. */
function escaped(text: string, write: (code: number) => string): string {
  return JSON.stringify(text.toWellFormed()).replace(/[^\x20-\x7e]/gu, character =>
    write(character.codePointAt(0) ?? 0),
  );
}
