import type { ManifestEntry, ManifestNode, Span } from '../skillDocument.ts';

/** What stands before a key, the key, and the text behind it. */
const entryLine = /^( *)([a-z_][\w-]{0,99}):(?: +(\S.*))?$/i;

/** In quotes, with neither such quotes nor escapes in it. */
const quotedText = /^(?:"[^"\\]*"|'[^']*')$/;

/** It begins like a word, has nothing in it that would end it, and is none of the words that mean something else. */
const wordText = /^(?!(?:true|false|null)$)[\p{L}(](?!.*(?:: | #|[: ]$))/iu;

interface Line {
  readonly start: number;
  readonly key: string;
  readonly keySpan: Span;
  /** Null where there is nothing behind the key. */
  readonly value: ManifestNode | null;
}

/**
 * The entries of YAML that is nothing but lines of `key: text`, which may be below a key; null for all else. The parser
 * says the same in many times the time, and most front matters are so. `shift` is where the source begins in the whole
 * text.
 */
export function plainEntries(source: string, shift: number): readonly ManifestEntry[] | null {
  const lines: Line[] = [];
  let start = shift;
  for (const line of source.replace(/\n$/, '').split('\n')) {
    const [, indent = '', key = '', text = ''] = entryLine.exec(line) ?? [];
    const at = start + indent.length;
    const value = text === '' ? null : textNode(text, start + line.length);
    // Tabs and other controls are for the parser, as is whatever is no such line.
    if (key === '' || value === undefined || /[^ -\uffff]/.test(line)) {
      return null;
    }
    lines.push({ start, key, keySpan: { start: at, end: at + key.length }, value });
    start += line.length + 1;
  }
  const entries = takeEntries(lines, shift + source.length);
  return entries?.[0]?.keySpan.start === shift && lines.length === 0 ? entries : null;
}

/** Takes the lines that are as far in as the first, with those below them; null where one has nothing. */
function takeEntries(lines: Line[], sourceEnd: number): ManifestEntry[] | null {
  const entries: ManifestEntry[] = [];
  const depth = depthOf(lines[0]);
  while (depthOf(lines[0]) === depth) {
    const line = lines.shift();
    const value = line && (line.value ?? takeMap(lines, depth, sourceEnd));
    if (!value) {
      return null;
    }
    const { key, keySpan } = line;
    entries.push({ key, keySpan, value, span: { start: keySpan.start, end: value.span.end } });
  }
  return entries;
}

/** What is below a key, which to the parser ends where the next line begins. */
function takeMap(lines: Line[], depth: number, sourceEnd: number): ManifestNode | null {
  const [first] = lines;
  const entries = depthOf(first) > depth ? takeEntries(lines, sourceEnd) : null;
  const end = lines[0]?.start ?? sourceEnd;
  return first && entries ? { kind: 'map', entries, span: { start: first.keySpan.start, end } } : null;
}

function depthOf(line: Line | undefined): number {
  return line === undefined ? -1 : line.keySpan.start - line.start;
}

/** Undefined for what may be something else. */
function textNode(text: string, end: number): ManifestNode | undefined {
  const span = { start: end - text.length, end };
  return quotedText.test(text)
    ? { kind: 'string', value: text.slice(1, -1), style: 'quoted', span }
    : wordText.test(text)
      ? { kind: 'string', value: text, style: 'plain', span }
      : undefined;
}
