/** What a judge said of a sentence. */
export interface SaidOfSentence {
  readonly passed: boolean;
  readonly evidence: string;
}

/** What a judge said of two answers. */
export interface SaidOfPair {
  readonly better: 'first' | 'second' | 'same';
  readonly evidence: string;
}

/** Reads a judge's reply about a sentence; null when it is not what was asked for. */
export function readSentenceReply(text: string): SaidOfSentence | null {
  const said = readObject(text);
  return said && typeof said.passed === 'boolean' && typeof said.evidence === 'string'
    ? { passed: said.passed, evidence: said.evidence.trim() }
    : null;
}

/** Reads a judge's reply about two answers; null when it is not what was asked for. */
export function readPairReply(text: string): SaidOfPair | null {
  const said = readObject(text);
  const better = said?.better;
  return said &&
    (better === 'first' || better === 'second' || better === 'same') &&
    typeof said.evidence === 'string'
    ? { better, evidence: said.evidence.trim() }
    : null;
}

/**
 * Whether a passage stands in one of these texts. Blanks, letter case, quotation marks and Markdown's marks may differ,
 * and `…` may stand for what was left out in between; nothing else may. A few letters count only as words of their own: a
 * letter stands in every text, and shows nothing.
 */
export function isQuotation(passage: string, texts: readonly string[]): boolean {
  const parts = passage
    .split(/\[?(?:…|\.{3})\]?/)
    .map(bare)
    .filter(part => part !== '');
  if (!parts.some(part => /[^\p{P}\s]/u.test(part))) {
    return false;
  }
  return texts.some(text => {
    const whole = bare(text);
    let from = 0;
    return parts.every(part => {
      const at = placeOf(part, whole, from);
      from = at + part.length;
      return at !== -1;
    });
  });
}

/** From this many letters on, a passage may begin and end within words, as where it was cut. */
const minCutLength = 4;

/** Where a passage stands in a text from a place on; -1 for nowhere. */
function placeOf(part: string, whole: string, from: number): number {
  let at = whole.indexOf(part, from);
  while (at !== -1 && part.length < minCutLength && isWithinWord(whole, at, at + part.length)) {
    at = whole.indexOf(part, at + 1);
  }
  return at;
}

/** Whether letters go on before or after; in scripts that put no blanks between words, nobody can tell. */
function isWithinWord(text: string, start: number, end: number): boolean {
  const goesOn = (at: number) => wordParts.test(text.slice(at - 1, at + 1));
  return goesOn(start) || goesOn(end);
}

/** Two characters of one word, of a script that puts blanks between words. */
const wordParts =
  /^[[\p{L}\p{N}]--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}]]{2}$/v;

/** The one JSON object of a reply, with or without a code fence around it. */
function readObject(text: string): Readonly<Record<string, unknown>> | null {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  if (start === -1 || end < start) {
    return null;
  }
  try {
    const value: unknown = JSON.parse(text.slice(start, end + 1));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}

/** What is left of a text without the things that a copy may change. */
function bare(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[“”„‟«»]/g, '"')
    .replaceAll(/[‘’‚‛]/g, "'")
    .replaceAll(/[‐‑‒–—]/g, '-')
    .replaceAll(/[*_`#>|]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/^["']+|["']+$/g, '')
    .toLowerCase();
}
