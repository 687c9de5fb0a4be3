/**
 * The word among `words` that was probably meant: at most two letters away, one in words of under eight letters, none
 * in words of under four. Null where there is none, or where the word itself is among them.
 */
export function nearestWord(word: string, words: readonly string[]): string | null {
  if (words.includes(word)) {
    return null;
  }
  const lower = word.toLowerCase();
  const most = lower.length >= 8 ? 2 : lower.length >= 4 ? 1 : 0;
  return most === 0 ? null : (words.find(known => editDistance(lower, known, most) <= most) ?? null);
}

/** How many letters to add, drop, replace or swap with their neighbour; anything above `most` is `most` + 1. */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) {
    return most + 1;
  }
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) {
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      }
      next.push(least);
    }
    if (Math.min(...next) > most) {
      return most + 1;
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? most + 1;
}
