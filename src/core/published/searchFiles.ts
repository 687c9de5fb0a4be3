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
