/** Finds the line, counted from 1, of offsets that are asked for in rising order. */
export function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let end = endOfLine(text, 0);
  return offset => {
    while (end < offset) {
      line++;
      end = endOfLine(text, end + 1);
    }
    return line;
  };
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}

/** One line of at most `length` characters. */
export function excerpt(text: string, length = 160): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}
