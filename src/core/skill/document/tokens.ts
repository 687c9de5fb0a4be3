import { estimateTokenCount } from 'tokenx';

const punctuation = '.,!?;(){}[]<>:/\\|@#$%^&*+=`~_"-';
const word = 0;
const space = 1;
const mark = 2;
const foreign = 3;

/** The kind of each ASCII character. */
const kinds: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code === 32 || (code >= 9 && code <= 13)) {
    return space;
  }
  return punctuation.includes(String.fromCharCode(code)) ? mark : word;
});

/**
 * Roughly how many tokens a model counts; always shown with "≈". The figure is tokenx's. Plain ASCII, which is nearly
 * all of a SKILL.md, is counted here by the same rules in a fraction of the time, since this runs on every keystroke.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  let isAfterWord = false;
  for (let start = 0; start < text.length; ) {
    const kind = kindAt(text, start);
    let end = start + 1;
    while (end < text.length && kindAt(text, end) === kind) {
      end++;
    }
    if (kind === word) {
      tokens += wordTokens(text, start, end);
    } else if (kind === mark) {
      tokens += costOf(end - start, 6);
    } else if (kind === foreign) {
      tokens += estimateTokenCount(text.slice(start, end));
    } else {
      tokens += spaceTokens(text, start, end, isAfterWord);
    }
    isAfterWord = kind !== mark;
    start = end;
  }
  return tokens;
}

function kindAt(text: string, index: number): number {
  return kinds[text.charCodeAt(index)] ?? foreign;
}

function costOf(length: number, charactersPerToken: number): number {
  return length <= 3 ? 1 : Math.ceil(length / charactersPerToken);
}

/** A line break counts where it carries structure: before an indentation or a blank line, or after a word. */
function spaceTokens(text: string, start: number, end: number, isAfterWord: boolean): number {
  for (let i = start; i < end; i++) {
    if (text.charCodeAt(i) === 10) {
      return isAfterWord || i < end - 1 ? 1 : 0;
    }
  }
  return 0;
}

function wordTokens(text: string, start: number, end: number): number {
  let digits = 0;
  let lowercase = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) {
      digits++;
    } else if (code >= 97 && code <= 122) {
      lowercase++;
    }
  }
  const length = end - start;
  if (digits === length) {
    return Math.ceil(length / 3);
  }
  return length <= 8 && lowercase === length ? 1 : costOf(length, 7);
}
