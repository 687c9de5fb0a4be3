import { lineAt, rangeOf, spanOf } from '../document/positions.ts';
import type { FrontMatter, ManifestEntry, SkillDocument, Span } from '../document/skillDocument.ts';
import type { Fix, Problem, TextEdit } from '../problem.ts';

/** How the line above an offset ends, and of the first line how that does: a file may have both kinds. */
export function lineBreakOf({ text }: SkillDocument, offset: number): string {
  const above = offset === 0 ? -1 : text.lastIndexOf('\n', offset - 1);
  const end = above === -1 ? text.indexOf('\n') : above;
  return text[end - 1] === '\r' ? '\r\n' : '\n';
}

export function replaceSpan(document: SkillDocument, span: Span, text: string): TextEdit {
  return { range: rangeOf(document, span), text };
}

export function insertAt(document: SkillDocument, offset: number, text: string): TextEdit {
  return replaceSpan(document, { start: offset, end: offset }, text);
}

export function preferred(title: string, ...edits: readonly TextEdit[]): Fix {
  return { title, edits, isPreferred: true };
}

/** A way out that a person has to choose. */
export function possible(title: string, ...edits: readonly TextEdit[]): Fix {
  return { title, edits, isPreferred: false };
}

/** As YAML would write it on one line: plain where that is safe, else in double quotes. */
export function yamlScalar(text: string): string {
  const isPlain =
    /^[A-Za-z0-9(][^\r\n]*$/.test(text) &&
    !/: |:$| #|\s$/.test(text) &&
    !/^(?:true|false|null|yes|no|on|off|[-+.\d][\d._eE+-]*|0x[0-9a-f]+|0o[0-7]+)$/i.test(text);
  return isPlain ? text : yamlQuoted(text);
}

export function yamlQuoted(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t');
  return `"${escaped}"`;
}

/** Gives a key another value, which is text of one line. */
export function setValue(document: SkillDocument, entry: ManifestEntry, value: string): TextEdit {
  const { text } = document;
  const { span } = entry.value;
  const colon = /^[ \t]*:/.exec(text.slice(entry.keySpan.end, entry.keySpan.end + 50));
  if (!colon) {
    return insertAt(document, entry.keySpan.end, `: ${value}`);
  }
  const afterColon = entry.keySpan.end + colon[0].length;
  if (span.end <= afterColon || text.slice(span.start, span.end).trim() === '') {
    return insertAt(document, afterColon, ` ${value}`);
  }
  const lineBreak = /(?:\r\n|\n|\r)$/.exec(text.slice(span.start, span.end))?.[0] ?? '';
  return replaceSpan(document, span, value + lineBreak);
}

/** What the front matter's own keys are indented by; nearly always nothing. */
export function topIndent(document: SkillDocument): string {
  const first = document.frontMatter?.entries[0];
  if (!first) {
    return '';
  }
  const lineStart = document.lineStarts[lineAt(document, first.keySpan.start)] ?? 0;
  const indent = document.text.slice(lineStart, first.keySpan.start);
  return /^ *$/.test(indent) ? indent : '';
}

/** Where another key can be added before the first; the start when there is none. */
export function firstKeyStart(document: SkillDocument, frontMatter: FrontMatter): number {
  const first = frontMatter.entries[0];
  return first ? (document.lineStarts[lineAt(document, first.keySpan.start)] ?? 0) : frontMatter.source.start;
}

/** Adds lines at the end of the front matter. */
export function appendLines(
  document: SkillDocument,
  frontMatter: FrontMatter,
  lines: readonly string[],
): TextEdit {
  const { start, end } = frontMatter.source;
  const lineBreak = lineBreakOf(document, end);
  const isOnOwnLine = end === start || /[\r\n]$/.test(document.text.slice(start, end));
  const indent = topIndent(document);
  const added = lines.map(line => indent + line + lineBreak).join('');
  return insertAt(document, end, isOnOwnLine ? added : lineBreak + added);
}

/** The lines that an entry takes up, up to the next line's start. */
export function linesOf(document: SkillDocument, span: Span): Span {
  const first = lineAt(document, span.start);
  const last = lineAt(document, Math.max(span.start, span.end - 1));
  const { lineStarts, seenEnd } = document;
  return { start: lineStarts[first] ?? 0, end: lineStarts[last + 1] ?? seenEnd };
}

/** A text that the problem's data carries; '' when it has none of this name. */
export function dataText(problem: Problem, key: string): string {
  const value = problem.data?.[key];
  return typeof value === 'string' ? value : '';
}

/** The one stretch of `before` whose replacement by `text` gives `after`, as short as can be; null when they are equal. */
export function replacedPart(
  before: string,
  after: string,
): { readonly span: Span; readonly text: string } | null {
  if (before === after) {
    return null;
  }
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) {
    start++;
  }
  // Never between the halves of a character or of a line break.
  while (start > 0 && (isInside(before, start) || isInside(after, start))) {
    start--;
  }
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) {
    tail++;
  }
  while (tail > 0 && (isInside(before, before.length - tail) || isInside(after, after.length - tail))) {
    tail--;
  }
  return {
    span: { start, end: before.length - tail },
    text: after.slice(start, after.length - tail),
  };
}

function isInside(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  return (code >= 0xdc00 && code < 0xe000) || (code === 10 && text.charCodeAt(offset - 1) === 13);
}

/** The text after all edits; null when two of them touch the same place. */
export function applyEdits(document: SkillDocument, edits: readonly TextEdit[]): string | null {
  const spans = edits.map(({ range, text }) => ({ ...spanOf(document, range), text }));
  spans.sort((a, b) => a.start - b.start || a.end - b.end);
  const parts: string[] = [];
  let done = 0;
  for (const [index, { start, end, text }] of spans.entries()) {
    if (start < done || (index > 0 && start === spans[index - 1]?.start)) {
      return null;
    }
    parts.push(document.text.slice(done, start), text);
    done = end;
  }
  return parts.join('') + document.text.slice(done);
}

/** Makes a file that is asked for; a document starts with a title. None for what is no file or has no ending. */
export function newFileFix(path: string): readonly Fix[] {
  const name = /([^/]+)\.(\w{1,10})$/.exec(path);
  if (!name?.[1] || !name[2] || !textEndings.has(name[2].toLowerCase())) {
    return [];
  }
  const words = name[1].replace(/[-_]+/g, ' ').trim();
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  const content = /^md$/i.test(name[2]) ? `# ${title}\n` : '';
  return [{ title: `Create ${path}`, edits: [], newFile: { path, content }, isPreferred: false }];
}

/** What is text, and may start empty. */
const textEndings: ReadonlySet<string> = new Set(
  'md txt py sh bash zsh js mjs cjs ts mts rb pl php ps1 bat cmd json jsonc yaml yml toml csv tsv html css xml sql ini cfg'.split(
    ' ',
  ),
);
