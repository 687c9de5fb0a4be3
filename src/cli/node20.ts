// What Node 20 lacks of what the rest is written with. Bundled before everything else into the one file of
// the command line, and nowhere else: the editor brings a newer Node.

import zlib from 'node:zlib';

interface Lacking {
  withResolvers?: unknown;
  groupBy?: unknown;
  crc32?: unknown;
}

const promises: Lacking = Promise as unknown as Lacking;
promises.withResolvers ??= function withResolvers() {
  let resolve: unknown;
  let reject: unknown;
  const promise = new Promise((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
};

const maps: Lacking = Map as unknown as Lacking;
maps.groupBy ??= function groupBy(
  items: Iterable<unknown>,
  keyOf: (item: unknown, index: number) => unknown,
) {
  const groups = new Map<unknown, unknown[]>();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index++);
    const group = groups.get(key) ?? [];
    group.push(item);
    groups.set(key, group);
  }
  return groups;
};

/** The checksum's table, as the zip format has it: of each byte the remainder by the reversed polynomial. */
const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) {
    rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  }
  return rest;
});

// Node 20.15 brought it.
const archives: Lacking = zlib as unknown as Lacking;
archives.crc32 ??= function crc32(data: Uint8Array | string, before = 0) {
  let rest = ~before;
  for (const byte of typeof data === 'string' ? Buffer.from(data) : data) {
    rest = (rest >>> 8) ^ (remainders[(rest ^ byte) & 0xff] ?? 0);
  }
  return ~rest >>> 0;
};
