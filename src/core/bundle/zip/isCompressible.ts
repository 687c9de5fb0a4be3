/** Where is looked, and how far: four places of 1 KB, from the beginning to the end. */
const places = 4;
const placeBytes = 1_024;

/** Bits per byte. Text has 4 to 6, machine code 6 to 7; what is compressed or encrypted shows 7.9 in 4 KB. */
const entropyLimit = 7.8;

/**
 * Whether deflating a file is worth the time: a guess from the frequencies of the bytes in a few places. It depends on
 * the content alone, so that the same content always makes the same zip.
 */
export function isCompressible(bytes: Uint8Array): boolean {
  // Few bytes cannot show all values: even noise would look orderly.
  if (bytes.length < places * placeBytes) {
    return bytes.length > 0;
  }
  const counts = new Uint32Array(256);
  const step = Math.floor((bytes.length - placeBytes) / (places - 1));
  for (let place = 0; place < places; place++) {
    const end = place * step + placeBytes;
    // Not by an iterator, which takes many times as long before it is optimized.
    for (let i = place * step; i < end; i++) {
      const byte = bytes[i] ?? 0;
      counts[byte] = (counts[byte] ?? 0) + 1;
    }
  }
  return entropy(counts, places * placeBytes) < entropyLimit;
}

function entropy(counts: Uint32Array, total: number): number {
  let bits = 0;
  for (const count of counts) {
    if (count > 0) {
      bits -= (count / total) * Math.log2(count / total);
    }
  }
  return bits;
}
