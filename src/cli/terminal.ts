import type { Interface } from 'node:readline/promises';
import { visibleText } from '../core/text/plainText.ts';

/**
 * The one door to the terminal: the linter and `npm run check` let nothing else write there. What comes from folders,
 * files and registries cannot act on the terminal, reorder what stands beside it, or hide; nor is it a command to the
 * service that runs a job of CI and reads along, as GitHub's `::error::…` and Azure's `##vso[…]` are.
 */

/** Prints one line for a person on stdout. A line break in it comes from outside, and is made visible. */
export function printLine(line: string, tone: Tone | null = null): void {
  console.log(painted(inOneLine(line), tone));
}

/**
 * Prints lines for a person on stdout; whatever they quote was put into one line by whoever made them. At a terminal a
 * line has the colour that it is given.
 */
export function printText(text: string, toneOf: (line: string) => Tone | null = () => null): void {
  const lines = inertLines(text).split('\n');
  console.log(lines.map(line => painted(line, toneOf(line))).join('\n'));
}

/** The colour of a line. */
export type Tone = keyof typeof tones;

/** As terminals number them. */
const tones = { red: 31, green: 32, yellow: 33, cyan: 36 } as const;

/** Coloured where a person looks at it who has nothing against it (no-color.org). */
function painted(line: string, tone: Tone | null): string {
  const { NO_COLOR: noColour, TERM: kind } = process.env;
  const isColoured = process.stdout.isTTY && !noColour && kind !== 'dumb';
  return tone !== null && isColoured ? `\u001b[${tones[tone]}m${line}\u001b[39m` : line;
}

/** Prints lines that are commands to GitHub's runner; what they quote was escaped by whoever made them. */
export function sayCommands(text: string): void {
  console.log(visibleText(text));
}

/** Prints lines for a person on stderr. */
export function complain(text: string): void {
  // In the place of how far something is.
  showProgress('');
  console.error(inertLines(text));
}

/** Lines in which nothing acts, neither on a terminal nor on a service that reads along. */
export function inertLines(text: string): string {
  return visibleText(text)
    .replace(/^(\s*):(?=:)/gm, '$1⟨U+003A⟩')
    .replace(serviceCommand, '#⟨U+0023⟩');
}

/** How a command to Azure, TeamCity or an older runner of GitHub's begins, wherever in a line it stands. */
const serviceCommand = /##(?=\w*\[)/g;

/**
 * Says how far long work is, in one line on stderr that the next one replaces, and an empty one clears. Only where a
 * person looks at it: a log has nothing of it.
 */
export function showProgress(text: string): void {
  if (isWatched()) {
    process.stderr.write(`\r${inertLines(text)}\u001b[K`);
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

/** A document for a program that is JSON already; its lines are its own. */
export function sayDocument(text: string): void {
  console.log(inertJson(text));
}

/** The same that is XML. */
export function sayXml(text: string): void {
  const reference = (character: string) => `&#${character.codePointAt(0)};`;
  console.log(text.replace(acting, reference).replace(serviceCommand, '#&#35;'));
}

/**
 * Whoever reads may have read enough, as `head` does. That ends the process, and is no failure of ours; where nothing
 * can be written, as on a full disk, that is told, and the exit code is 2. A command that acts goes on to its end all
 * the same, unheard.
 */
export function heedReader({ goesOn }: { readonly goesOn: boolean }): void {
  for (const stream of [process.stdout, process.stderr]) {
    let isLost = false;
    stream.on('error', (error: NodeJS.ErrnoException) => {
      const isRead = error.code === 'EPIPE';
      if (!isRead && !isLost) {
        isLost = true;
        complain(`What is printed cannot be written (${error.code}): make room, or print it elsewhere.`);
        process.on('exit', () => {
          process.exitCode = 2;
        });
      }
      if (!goesOn) {
        process.exit(isRead ? (process.exitCode ?? 0) : 2);
      }
    });
  }
}

/** Whether a person looks at what is said on stderr. */
export function isWatched(): boolean {
  return process.stderr.isTTY;
}

/** Whether there is a person to be asked. */
export function isInteractive(): boolean {
  return process.stdin.isTTY && process.stdout.isTTY;
}

/** Asks that person. */
export async function askYesOrNo(question: string): Promise<boolean> {
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await isYes(terminal, question);
  } finally {
    terminal.close();
  }
}

/** Ctrl+C and the end of input are a no. */
export async function isYes(terminal: Interface, question: string): Promise<boolean> {
  try {
    return /^y(es)?$/i.test((await terminal.question(question)).trim());
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'AbortError') {
      throw error;
    }
    printLine('');
    return false;
  }
}

/** Prints one document for a program. What would act on a terminal is escaped as JSON has it, so the value stays. */
export function sayJson(value: unknown): void {
  console.log(plainJson(value));
}

/** JSON in which no character acts on a terminal or turns the direction of writing. */
export function plainJson(value: unknown): string {
  return inertJson(JSON.stringify(value, null, 2));
}

function inertJson(json: string): string {
  return json.replace(acting, escaped).replace(serviceCommand, '#\\u0023');
}

function inOneLine(line: string): string {
  return inertLines(line.replaceAll('\n', '⟨U+000A⟩'));
}

/** Controls that JSON leaves as they are, and marks that hide or reorder. Line breaks are JSON's own. */
const acting =
  /[\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map(unit => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
