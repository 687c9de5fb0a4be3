/** A place in a text where a file is named, with or without a line. Offsets in UTF-16 code units. */
export interface FileMention {
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
