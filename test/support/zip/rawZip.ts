import { crc32, deflateRawSync } from 'node:zlib';

/** An entry as it is to be written, with every field open to lies. What is not given is derived from the rest. */
export interface RawEntry {
  readonly name: string | Buffer;
  readonly content?: string | Buffer;
  /** 0 stored, 8 deflated (the default). */
  readonly method?: number;
  /** What stands in the archive instead of the compressed content. */
  readonly data?: Buffer;
  /** Bit 11, UTF-8 names, by default. */
  readonly flags?: number;
  readonly crc?: number;
  readonly size?: number;
  readonly compressedSize?: number;
  /** A Unix mode with its type bits. */
  readonly mode?: number;
  /** Extra fields of the directory's entry. */
  readonly extra?: Buffer;
  /** Where the local header is said to be, and on which disk. */
  readonly offset?: number;
  readonly disk?: number;
  readonly comment?: Buffer;
  /** What the local header says instead. */
  readonly local?: {
    readonly name?: string;
    readonly flags?: number;
    readonly method?: number;
    readonly crc?: number;
  };
}

/** The end of the archive, with its own lies. */
export interface RawEnd {
  readonly entryCount?: number;
  readonly disk?: number;
  /** Where the directory is said to begin, and how long it is said to be. */
  readonly directoryOffset?: number;
  readonly directorySize?: number;
  /** The disk that the directory is said to begin on, and the entries that this one is said to have. */
  readonly directoryDisk?: number;
  readonly entriesHere?: number;
  /** Bytes between the directory and the end record, such as what zip64 has there. */
  readonly before?: (directoryEnd: number, directoryStart: number) => Buffer;
  readonly after?: Buffer;
}

/** Writes a zip byte by byte. */
export function rawZip(entries: readonly RawEntry[], end: RawEnd = {}): Buffer<ArrayBuffer> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { local, data, central } = encode(entry, offset);
    parts.push(local, data);
    directory.push(central);
    offset += local.length + data.length;
  }
  const directoryBytes = Buffer.concat(directory);
  const before = end.before?.(offset + directoryBytes.length, offset) ?? Buffer.alloc(0);
  const record = Buffer.alloc(22);
  record.write('PK\x05\x06', 'latin1');
  record.writeUInt16LE(end.disk ?? 0, 4);
  record.writeUInt16LE(end.directoryDisk ?? 0, 6);
  record.writeUInt16LE(Math.min(end.entriesHere ?? end.entryCount ?? entries.length, 0xffff), 8);
  record.writeUInt16LE(Math.min(end.entryCount ?? entries.length, 0xffff), 10);
  record.writeUInt32LE(end.directorySize ?? directoryBytes.length, 12);
  record.writeUInt32LE(end.directoryOffset ?? offset, 16);
  return Buffer.concat([...parts, directoryBytes, before, record, end.after ?? Buffer.alloc(0)]);
}

/** The zip64 records that stand before the end record. */
export function zip64End(
  directoryEnd: number,
  says: {
    readonly entryCount: number;
    readonly directoryOffset: number;
    readonly at?: number;
    readonly signature?: string;
    /** Of the directory, in bytes. */
    readonly directorySize?: number;
    readonly entriesHere?: number;
    readonly recordSize?: number;
    readonly directoryDisk?: number;
    readonly locatorDisk?: number;
    readonly disks?: number;
  },
): Buffer {
  const bytes = Buffer.alloc(56 + 20);
  bytes.write(says.signature ?? 'PK\x06\x06', 'latin1');
  bytes.writeBigUInt64LE(BigInt(says.recordSize ?? 44), 4);
  bytes.writeUInt32LE(says.directoryDisk ?? 0, 20);
  bytes.writeBigUInt64LE(BigInt(says.entriesHere ?? says.entryCount), 24);
  bytes.writeBigUInt64LE(BigInt(says.entryCount), 32);
  bytes.writeBigUInt64LE(BigInt(says.directorySize ?? Math.max(0, directoryEnd - says.directoryOffset)), 40);
  bytes.writeBigUInt64LE(BigInt(says.directoryOffset), 48);
  bytes.write('PK\x06\x07', 56, 'latin1');
  bytes.writeUInt32LE(says.locatorDisk ?? 0, 60);
  bytes.writeBigUInt64LE(BigInt(says.at ?? directoryEnd), 64);
  bytes.writeUInt32LE(says.disks ?? 1, 72);
  return bytes;
}

/** An extra field of the zip format. */
export function extraField(id: number, data: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(data.length, 2);
  return Buffer.concat([head, data]);
}

/** Deflated zeros: `count` times 64 MB of them, in about 64 KB each. */
export function deflatedZeros(count: number): Buffer {
  const zeros = Buffer.alloc(64 * 1024 * 1024);
  // Flushed, so that it ends at a byte and is not the last block: any number of them is a valid stream.
  const open = deflateRawSync(zeros, { finishFlush: 2 });
  const last = deflateRawSync(Buffer.alloc(0));
  return Buffer.concat([...Array.from({ length: count }, () => open), last]);
}

function encode(entry: RawEntry, position: number): { local: Buffer; data: Buffer; central: Buffer } {
  const content = Buffer.from(entry.content ?? '');
  const method = entry.method ?? 8;
  const data = entry.data ?? (method === 8 ? deflateRawSync(content) : content);
  const name = Buffer.from(entry.name);
  const facts = {
    flags: entry.flags ?? 0x800,
    method,
    crc: entry.crc ?? crc32(content),
    compressedSize: entry.compressedSize ?? data.length,
    size: entry.size ?? content.length,
  };
  const localName = Buffer.from(entry.local?.name ?? name);
  const local = Buffer.alloc(30);
  local.write('PK\x03\x04', 'latin1');
  writeFacts(local, 4, { ...facts, ...entry.local }, localName.length);

  const extra = entry.extra ?? Buffer.alloc(0);
  const central = Buffer.alloc(46);
  central.write('PK\x01\x02', 'latin1');
  central.writeUInt16LE((3 << 8) | 63, 4);
  writeFacts(central, 6, facts, name.length);
  central.writeUInt16LE(extra.length, 30);
  const comment = entry.comment ?? Buffer.alloc(0);
  central.writeUInt16LE(comment.length, 32);
  central.writeUInt16LE(entry.disk ?? 0, 34);
  central.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38);
  central.writeUInt32LE(entry.offset ?? position, 42);
  return {
    local: Buffer.concat([local, localName]),
    data,
    central: Buffer.concat([central, name, extra, comment]),
  };
}

function writeFacts(
  header: Buffer,
  at: number,
  facts: { flags: number; method: number; crc: number; compressedSize: number; size: number },
  nameLength: number,
): void {
  header.writeUInt16LE(20, at);
  header.writeUInt16LE(facts.flags, at + 2);
  header.writeUInt16LE(facts.method, at + 4);
  header.writeUInt16LE(0x21, at + 8);
  header.writeUInt32LE(facts.crc, at + 10);
  header.writeUInt32LE(facts.compressedSize, at + 14);
  header.writeUInt32LE(facts.size, at + 18);
  header.writeUInt16LE(nameLength, at + 22);
}
