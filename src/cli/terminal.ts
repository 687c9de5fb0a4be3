import { visibleText } from '../core/text/plainText.ts';

/** Prints a line for a person on stdout. Whatever it quotes cannot act on the terminal, reorder the line, or hide. */
export function printLine(line: string): void {
  console.log(visibleText(line));
}

/** Prints a line for a person on stderr, made plain like `printLine`. */
export function complain(line: string): void {
  console.error(visibleText(line));
}

/** Prints one document for a program. What would act on a terminal is escaped as JSON has it, so the value stays. */
export function sayJson(value: unknown): void {
  console.log(plainJson(value));
}

/** JSON in which no character acts on a terminal or turns the direction of writing. */
export function plainJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(acting, escaped);
}

/** Controls that JSON leaves as they are, and marks that hide or reorder. Line breaks are JSON's own. */
const acting = /[\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
