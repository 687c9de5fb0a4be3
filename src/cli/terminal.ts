import type { Interface } from 'node:readline/promises';
import { visibleText } from '../core/text/plainText.ts';

/**
 * The one door to the terminal: the linter and `npm run check` let nothing else write there. What comes from folders,
 * files and registries cannot act on the terminal, reorder what stands beside it, or hide.
 */

/** Prints one line for a person on stdout. A line break in it comes from outside, and is made visible. */
export function printLine(line: string): void {
  console.log(inOneLine(line));
}

/** Prints lines for a person on stdout; whatever they quote was put into one line by whoever made them. */
export function printText(text: string): void {
  console.log(visibleText(text));
}

/** Prints lines for a person on stderr. */
export function complain(text: string): void {
  console.error(visibleText(text));
}

/**
 * Says how far long work is, in one line on stderr that the next one replaces, and an empty one clears. Only where a
 * person looks at it: a log has nothing of it.
 */
export function showProgress(text: string): void {
  if (process.stderr.isTTY) {
    process.stderr.write(`\r${visibleText(text)}\u001b[K`);
  }
}

/** How a command says no: a sentence on stderr and, with `--json`, a document on stdout. Gives back the exit code. */
export function refuser(isJson: boolean): (why: string, code?: number) => number {
  return (why, code = 2) => {
    complain(why);
    if (isJson) {
      sayJson({ ok: false, error: why });
    }
    return code;
  };
}

/** Says what went wrong inside, with where it happened. */
export function reportBug(error: unknown): void {
  complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

/** A document for a program that is text of its own, such as JSON or XML; its lines are its own. */
export function sayDocument(text: string): void {
  console.log(text.replace(acting, escaped));
}

/**
 * Whoever reads may have read enough, as `head` does. That ends the process, and is no failure of ours; a command that
 * acts goes on to its end all the same, unheard.
 */
export function heedReader({ goesOn }: { readonly goesOn: boolean }): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') {
        throw error;
      }
      if (!goesOn) {
        process.exit(process.exitCode ?? 0);
      }
    });
  }
}

/** Whether there is a person to be asked. */
export function isInteractive(): boolean {
  return process.stdin.isTTY && process.stdout.isTTY;
}

/** To ask that person; to be closed. */
export async function openPrompt(): Promise<Interface> {
  const { createInterface } = await import('node:readline/promises');
  return createInterface({ input: process.stdin, output: process.stdout });
}

/** Prints one document for a program. What would act on a terminal is escaped as JSON has it, so the value stays. */
export function sayJson(value: unknown): void {
  console.log(plainJson(value));
}

/** JSON in which no character acts on a terminal or turns the direction of writing. */
export function plainJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(acting, escaped);
}

function inOneLine(line: string): string {
  return visibleText(line.replaceAll('\n', '⟨U+000A⟩'));
}

/** Controls that JSON leaves as they are, and marks that hide or reorder. Line breaks are JSON's own. */
const acting = /[\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
