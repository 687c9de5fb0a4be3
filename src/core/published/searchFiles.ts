/** A file to search; `text` null where it is not text. */
export interface SearchedFile {
  readonly path: string;
  readonly text: string | null;
}

/** Where a search text stands. Lines and columns count from 0. */
export interface SearchHit {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  /** The line, from a little before the hit. */
  readonly excerpt: string;
}

/** Characters of a line that are shown before and after the hit. */
const before = 30;
const after = 120;

/** Finds a text in files, in any letter case, up to `limit` times; once a line. */
export function searchFiles(
  files: readonly SearchedFile[],
  query: string,
  limit = 200,
): readonly SearchHit[] {
  const hits: SearchHit[] = [];
  if (query === '') {
    return hits;
  }
  // Not by lower case: that of some letters is longer, and places behind them would be wrong.
  const sought = new RegExp(query.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'iu');
  for (const { path, text } of files) {
    if (text === null) {
      continue;
    }
    for (const [line, content] of text.split('\n').entries()) {
      const found = sought.exec(content);
      if (!found) {
        continue;
      }
      const column = found.index;
      hits.push({ path, line, column, length: found[0].length, excerpt: excerptOf(content, column) });
      if (hits.length === limit) {
        return hits;
      }
    }
  }
  return hits;
}

function excerptOf(line: string, column: number): string {
  const start = column > before ? column - before : 0;
  const text = line.slice(start, column + after).trim();
  return start > 0 ? `…${text}` : text;
}

/** A place in a text where a file is named, with or without a line. Offsets in UTF-16 code units. */
interface FileMention {
  readonly path: string;
  /** Counted from 1; null when none is said. */
  readonly line: number | null;
  readonly start: number;
  readonly end: number;
}

/** Finds the files of a list in a text, where they stand alone or as `path:12`. The longest name wins. */
export function findFileMentions(text: string, paths: readonly string[]): readonly FileMention[] {
  const found: FileMention[] = [];
  const taken = new Uint8Array(text.length);
  for (const path of paths.toSorted((left, right) => right.length - left.length)) {
    for (let start = text.indexOf(path); start !== -1; start = text.indexOf(path, start + path.length)) {
      const nameEnd = start + path.length;
      const line = /^:(\d{1,9})/.exec(text.slice(nameEnd, nameEnd + 12));
      const end = nameEnd + (line?.[0].length ?? 0);
      const isAlone = isBoundary(text[start - 1]) && isBoundary(text[end]);
      if (!isAlone || taken.subarray(start, end).includes(1)) {
        continue;
      }
      taken.fill(1, start, end);
      found.push({ path, line: line ? Number(line[1]) : null, start, end });
    }
  }
  return found.sort((left, right) => left.start - right.start);
}

function isBoundary(character: string | undefined): boolean {
  return character === undefined || /[\s,]/.test(character);
}
