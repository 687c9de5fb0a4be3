/** Where is looked, and how far: four places of 4 KB. */
const places = 4;
const placeBytes = 4_096;

/** Bits per byte. Text has 4 to 6, machine code 6 to 7; what is compressed or encrypted has 7.9 and more. */
const entropyLimit = 7.8;

/**
 * Whether deflating a file is worth the time: a guess from the frequencies of the bytes in a few places. It depends on
 * the content alone, so that the same content always makes the same zip.
 */
export function isCompressible(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  const counts = new Uint32Array(256);
  const step = Math.floor(Math.max(0, bytes.length - placeBytes) / (places - 1));
  const starts = step < placeBytes ? [0] : Array.from({ length: places }, (_, place) => place * step);
  const length = starts.length === 1 ? Math.min(bytes.length, places * placeBytes) : placeBytes;
  for (const start of starts) {
    for (const byte of bytes.subarray(start, start + length)) counts[byte] = (counts[byte] ?? 0) + 1;
  }
  const total = starts.length * length;
  // Few bytes cannot show all values, so that even noise looks orderly: small files are always deflated.
  return total < placeBytes || entropy(counts, total) < entropyLimit;
}

function entropy(counts: Uint32Array, total: number): number {
  let bits = 0;
  for (const count of counts) if (count > 0) bits -= (count / total) * Math.log2(count / total);
  return bits;
}
