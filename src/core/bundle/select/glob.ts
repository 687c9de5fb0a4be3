/** A pattern for one name, without `/`: the whole name where it has no wildcard, or its tokens. */
export type Glob = string | readonly GlobToken[];

/** One character of whatever kind is `any`, a run of them `run`; an expression fits one character. */
type GlobToken =
  | { readonly kind: 'any' | 'run' }
  | { readonly kind: 'one'; readonly expression: RegExp }
  | string;

/** The named classes, ASCII as in Git. */
const namedClasses: ReadonlyMap<string, string> = new Map([
  ['alnum', '0-9A-Za-z'],
  ['alpha', 'A-Za-z'],
  ['blank', ' \\t'],
  ['cntrl', '\\x00-\\x1f\\x7f'],
  ['digit', '0-9'],
  ['graph', '\\x21-\\x7e'],
  ['lower', 'a-z'],
  ['print', '\\x20-\\x7e'],
  ['punct', '\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e'],
  ['space', '\\t\\n\\r '],
  ['upper', 'A-Z'],
  ['xdigit', '0-9A-Fa-f'],
]);

/** Reads a pattern of `*`, `?`, `[…]` and `\`. `never` for one that Git lets fit nothing: a `[` or `\` without end. */
export function parseGlob(pattern: string): Glob | 'never' {
  const tokens: GlobToken[] = [];
  const characters = [...pattern];
  let isPlain = true;
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? '';
    if (character === '\\') {
      const escaped = characters[++at];
      if (escaped === undefined) {
        return 'never';
      }
      tokens.push(escaped);
      continue;
    }
    if (character !== '*' && character !== '?' && character !== '[') {
      tokens.push(character);
      continue;
    }
    isPlain = false;
    if (character === '[') {
      const bracket = parseBracket(characters, at);
      if (bracket === null) {
        return 'never';
      }
      tokens.push({ kind: 'one', expression: bracket.expression });
      at = bracket.end;
    } else {
      tokens.push({ kind: character === '*' ? 'run' : 'any' });
    }
  }
  return isPlain ? tokens.join('') : tokens;
}

/** Whether a pattern fits a whole name. Takes time in proportion to the two lengths multiplied, at most. */
export function matchGlob(glob: Glob, name: string): boolean {
  if (typeof glob === 'string') {
    return glob === name;
  }
  if (!mayFit(glob, name)) {
    return false;
  }
  const characters = [...name];
  let token = 0;
  let at = 0;
  let retryToken = -1;
  let retryAt = 0;
  while (at < characters.length) {
    const expected = glob[token];
    if (typeof expected === 'object' && expected.kind === 'run') {
      retryToken = ++token;
      retryAt = at;
    } else if (expected !== undefined && fitsOne(expected, characters[at] ?? '')) {
      token++;
      at++;
    } else if (retryToken >= 0) {
      token = retryToken;
      at = ++retryAt;
    } else {
      return false;
    }
  }
  return glob.slice(token).every(rest => typeof rest === 'object' && rest.kind === 'run');
}

/** By the first and the last character, which is where most names differ. */
function mayFit(glob: readonly GlobToken[], name: string): boolean {
  const first = glob[0];
  const last = glob.at(-1);
  return (
    (typeof first !== 'string' || name.startsWith(first)) && (typeof last !== 'string' || name.endsWith(last))
  );
}

function fitsOne(token: GlobToken, character: string): boolean {
  if (typeof token === 'string') {
    return token === character;
  }
  return token.kind === 'one' ? token.expression.test(character) : token.kind === 'any';
}

/** A bracket expression, with the index of its `]`; null when it has none or names an unknown class. */
function parseBracket(
  characters: readonly string[],
  start: number,
): { readonly expression: RegExp; readonly end: number } | null {
  let at = start + 1;
  const isNegative = characters[at] === '!' || characters[at] === '^';
  if (isNegative) {
    at++;
  }
  let body = '';
  // A `]` in the first place is a member.
  for (let isFirst = true; isFirst || characters[at] !== ']'; isFirst = false) {
    const member = parseMember(characters, at);
    if (member === null) {
      return null;
    }
    body += member.source;
    at = member.end;
  }
  // An empty class fits nothing, and its negation everything.
  return { expression: new RegExp(`^[${isNegative ? '^' : ''}${body}]$`, 'u'), end: at };
}

/** A member of a bracket expression as the source of one, with the index behind it. */
function parseMember(
  characters: readonly string[],
  start: number,
): { readonly source: string; readonly end: number } | null {
  const name = /^\[:([a-z]*):\]/.exec(characters.slice(start, start + 12).join(''))?.[1];
  if (name !== undefined) {
    const source = namedClasses.get(name);
    return source === undefined ? null : { source, end: start + name.length + 4 };
  }
  const first = readMember(characters, start);
  if (first === null) {
    return null;
  }
  const isRange = characters[first.end] === '-' && characters[first.end + 1] !== ']';
  if (!isRange) {
    return { source: escapeMember(first.character), end: first.end };
  }
  const last = readMember(characters, first.end + 1);
  if (last === null) {
    return null;
  }
  const [from, to] = [escapeMember(first.character), escapeMember(last.character)];
  const isOrdered = (first.character.codePointAt(0) ?? 0) <= (last.character.codePointAt(0) ?? 0);
  return { source: isOrdered ? `${from}-${to}` : from, end: last.end };
}

function readMember(
  characters: readonly string[],
  at: number,
): { readonly character: string; readonly end: number } | null {
  const isEscaped = characters[at] === '\\';
  const character = characters[isEscaped ? at + 1 : at];
  return character === undefined ? null : { character, end: at + (isEscaped ? 2 : 1) };
}

function escapeMember(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
