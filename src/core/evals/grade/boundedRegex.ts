import { createContext, Script } from 'node:vm';

/** Some expressions take for ever on some texts; nobody's takes longer on purpose. In ms. */
const maxRegexMs = 250;

/** Matches beyond this are not counted. */
const maxMatches = 10_000;

/** Characters of a text that are searched. */
const maxSearched = 1_000_000;

/** What a search found. `isEnded` is false when it took too long, and then nothing else is known. */
export interface RegexMatches {
  readonly isEnded: boolean;
  readonly count: number;
  /** Where the first match is; null without one. */
  readonly first: { readonly start: number; readonly end: number } | null;
}

/**
 * Runs on a context of its own, since only a script that is run there can be ended while it searches: an expression
 * such as `(a+)+$` takes longer than anybody waits on thirty letters. The context has nothing in it but these values.
 */
const search = new Script(`
  (() => {
    const expression = new RegExp(pattern, flags);
    let count = 0;
    let first = null;
    if (!expression.global) {
      const match = expression.exec(text);
      return JSON.stringify({ count: match ? 1 : 0, first: match && [match.index, match.index + match[0].length] });
    }
    for (const match of text.matchAll(expression)) {
      first ??= [match.index, match.index + match[0].length];
      count++;
      if (count >= most) {
        break;
      }
    }
    return JSON.stringify({ count, first });
  })()
`);

/** Searches a text; all matches are counted. The expression has to compile. */
export function findMatches(pattern: string, flags: string, text: string): RegexMatches {
  const searched = text.slice(0, maxSearched);
  const isSticky = flags.includes('y');
  const allFlags = isSticky || flags.includes('g') ? flags : `${flags}g`;
  const context = createContext(
    { pattern, flags: allFlags, text: searched, most: maxMatches },
    { codeGeneration: { strings: false, wasm: false } },
  );
  try {
    const found: unknown = search.runInContext(context, { timeout: maxRegexMs });
    const { count, first } = JSON.parse(String(found)) as { count: number; first: [number, number] | null };
    return { isEnded: true, count, first: first && { start: first[0], end: first[1] } };
  } catch {
    // Out of time, or out of stack. What is thrown there is of the context's own classes.
    return { isEnded: false, count: 0, first: null };
  }
}
