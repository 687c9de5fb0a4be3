import type { SkillDocument, Span } from './skillDocument.ts';

/** A character that cannot be seen, or not be told from a plain space. */
export interface Invisible extends Span {
  readonly name: string;
  /** It stands where YAML wants a key, a blank or nothing, so the line is not what it looks like. */
  readonly isStructural: boolean;
  /** What to write in its place. */
  readonly plain: string;
}

const names: Readonly<Record<number, string>> = {
  133: 'next-line character',
  160: 'no-break space',
  173: 'soft hyphen',
  8203: 'zero-width space',
  8204: 'zero-width non-joiner',
  8205: 'zero-width joiner',
  8206: 'left-to-right mark',
  8207: 'right-to-left mark',
  8232: 'line separator',
  8233: 'paragraph separator',
  8239: 'narrow no-break space',
  8288: 'word joiner',
  12288: 'ideographic space',
  65279: 'byte order mark',
};

const hidden = /[\u0085\u00a0\u00ad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]/;
/** Three hyphens on a line with something that cannot be seen. */
const odd = `${hidden.source.slice(0, -1)} \\t]`;
const almostDelimiter = new RegExp(`^${odd}{0,20}---${odd}{0,20}$`, 'gm');
const almostFirst = new RegExp(`^${odd}{0,20}---${odd}{0,20}(?=\\r?$)`, 'my');
const maxFrontMatter = 70_000;

/** Nobody writes more of them, nor longer keys; the rest is not looked at, which takes too long. In characters. */
const maxFound = 500;
const maxBefore = 200;

/** What YAML allows nowhere, not even in a comment: PyYAML and js-yaml refuse the whole. */
const isControl = /(?![\t\n\r\u0085])\p{Cc}/u;

const invisible: RegExp = new RegExp(`${hidden.source}|${isControl.source}`, 'gu');

const isSpace = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/;

/** Harmless in a value, or right there: spaces of other scripts, and what joins or turns letters in some. */
const isAtHomeInText = /[\u00a0\u1680\u2000-\u200a\u200c-\u200f\u061c\u202f\u205f\u3000]/;

/** "no-break space (U+00A0)". */
export function invisibleName(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const point = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const kind = isControl.test(character)
    ? 'control character'
    : code >= 0x202a && code <= 0x206f
      ? 'direction mark'
      : 'space';
  return `${names[code] ?? kind} (${point})`;
}

/** Those that matter in the front matter's keys, blanks and values. */
export function invisibleInFrontMatter(document: SkillDocument): readonly Invisible[] {
  const { text, frontMatter } = document;
  if (!frontMatter) {
    return [];
  }
  const { start, end } = frontMatter.source;
  const source = text.slice(start, end);
  const found: Invisible[] = [];
  let lineStart = 0;
  for (const { 0: character, index } of source.matchAll(invisible)) {
    if (found.length === maxFound) {
      break;
    }
    for (let end = source.indexOf('\n', lineStart); end !== -1 && end < index; ) {
      lineStart = end + 1;
      end = source.indexOf('\n', lineStart);
    }
    const isNear = index - lineStart <= maxBefore;
    const line = source.slice(isNear ? lineStart : index - maxBefore, index);
    if (isControl.test(character)) {
      found.push(toInvisible(character, start + index, true, ''));
      continue;
    }
    const rest = source.slice(index, index + 100);
    const isStructural = isNear && isInKey(line, rest) && !isInText(document, start + index);
    const isComment = /(?:^|\s)#/.test(withoutInvisible(line));
    if ((isStructural || !isAtHomeInText.test(character)) && !isComment) {
      found.push(toInvisible(character, start + index, isStructural, plainFor(character, rest)));
    }
  }
  return found;
}

/** What somebody sees there: a blank, nothing, or between two keys the end of a line. */
function plainFor(character: string, rest: string): string {
  if (/[\u0085\u2028\u2029]/.test(character)) {
    return /^.[\w-]+:(?:\s|$)/su.test(rest) ? '\n' : ' ';
  }
  return isSpace.test(character) && !/^.\s*:/su.test(rest) ? ' ' : '';
}

/** The text without what cannot be seen in it. */
export function withoutInvisible(text: string): string {
  return text.replace(invisible, '');
}

/** Whether a place is before, in or right behind a key; `line` is what is before it, `rest` what follows. */
function isInKey(line: string, rest: string): boolean {
  const before = line.replace(invisible, '');
  const isBehind = /^[\s-]*[\w.-]+:\s*$/.test(before);
  return (
    isBehind ||
    (/^[\s-]*[\w.-]*$/.test(before) && /^[\w.-]*:(?:\s|$)/.test(rest.replace(invisible, '').trimStart()))
  );
}

/** In a value whose text may hold anything: in quotes, or in lines of their own. */
function isInText({ frontMatter }: SkillDocument, offset: number): boolean {
  return (frontMatter?.entries ?? []).some(
    ({ value, span }) =>
      value.kind === 'string' && value.style !== 'plain' && offset > value.span.start && offset < span.end,
  );
}

/**
 * Those on a line that looks like a `---` and is not, because of them: the first line, or where the front matter is
 * opened and not closed, the line that would close it.
 */
export function hiddenInDelimiter({ text, frontMatter }: SkillDocument): readonly Invisible[] {
  if (frontMatter?.close) {
    return [];
  }
  const from = frontMatter?.source.start ?? 0;
  const pattern = frontMatter ? almostDelimiter : almostFirst;
  pattern.lastIndex = from;
  const line = pattern.exec(text.slice(0, from + maxFrontMatter));
  if (!line) {
    return [];
  }
  // A byte order mark at the very start has a rule of its own.
  const skipped = line.index === 0 && line[0].startsWith('\ufeff') ? 1 : 0;
  const found = line[0].slice(skipped).matchAll(new RegExp(hidden, 'g'));
  return [...found].map(({ 0: character, index }) =>
    toInvisible(character, line.index + skipped + index, true, ''),
  );
}

function toInvisible(character: string, at: number, isStructural: boolean, plain: string): Invisible {
  return { start: at, end: at + 1, name: invisibleName(character), isStructural, plain };
}
