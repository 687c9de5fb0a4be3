// What an early Node 20 lacks of zlib. Bundled into the command line, where zlib is first asked for.

/** The checksum's table, as the zip format has it: of each byte the remainder by the reversed polynomial. */
const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) {
    rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  }
  return rest;
});

function crc32(data: Uint8Array | string, before = 0): number {
  let rest = ~before;
  for (const byte of typeof data === 'string' ? Buffer.from(data) : data) {
    rest = (rest >>> 8) ^ (remainders[(rest ^ byte) & 0xff] ?? 0);
  }
  return ~rest >>> 0;
}

/** Node's zlib with the checksum that Node 20.15 brought. */
export function withCrc32<Zlib extends object>(zlib: Zlib & { crc32?: unknown }): Zlib {
  zlib.crc32 ??= crc32;
  return zlib;
}
