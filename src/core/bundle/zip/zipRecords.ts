/** A file of a zip, as its header and its record in the directory tell of it. */
export interface ZipEntry {
  /** With its folders, with `/`. */
  readonly path: string;
  readonly isExecutable: boolean;
  readonly isDeflated: boolean;
  /** Of the content before it was deflated. */
  readonly crc: number;
  readonly size: number;
  /** Of what is in the zip. */
  readonly packedSize: number;
}

/** Bytes of the fixed part of a header, of a record and of the end. */
export const headerBytes = 30;
export const recordBytes = 46;
export const endBytes = 22;

/** Unix, and version 6.3 of the format's description. */
const madeBy = (3 << 8) | 63;
/** Version 2.0: folders and deflating. */
const needed = 20;
/** Names are UTF-8. */
const flags = 1 << 11;
/** The first day that a zip knows: 1 January 1980. */
const firstDay = (1 << 5) | 1;

/** What stands before a file's content. */
export function localHeader(entry: ZipEntry): Buffer {
  const name = Buffer.from(entry.path);
  const header = Buffer.alloc(headerBytes + name.length);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(needed, 4);
  writeFacts(header, 6, entry, name.length);
  name.copy(header, headerBytes);
  return header;
}

/** What the directory has of a file whose header begins at `offset`. */
export function directoryRecord(entry: ZipEntry, offset: number): Buffer {
  const name = Buffer.from(entry.path);
  const record = Buffer.alloc(recordBytes + name.length);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(madeBy, 4);
  record.writeUInt16LE(needed, 6);
  writeFacts(record, 8, entry, name.length);
  record.writeUInt32LE(((entry.isExecutable ? 0o100755 : 0o100644) << 16) >>> 0, 38);
  record.writeUInt32LE(offset, 42);
  name.copy(record, recordBytes);
  return record;
}

/** What header and record have in common; the time is midnight. */
function writeFacts(target: Buffer, at: number, entry: ZipEntry, nameBytes: number): void {
  target.writeUInt16LE(flags, at);
  target.writeUInt16LE(entry.isDeflated ? 8 : 0, at + 2);
  target.writeUInt16LE(firstDay, at + 6);
  target.writeUInt32LE(entry.crc, at + 8);
  target.writeUInt32LE(entry.packedSize, at + 12);
  target.writeUInt32LE(entry.size, at + 16);
  target.writeUInt16LE(nameBytes, at + 20);
}

/** The end of a zip, which says where its directory is. At most 65,534 entries. */
export function endRecord(entries: number, directorySize: number, directoryOffset: number): Buffer {
  const end = Buffer.alloc(endBytes);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(directorySize, 12);
  end.writeUInt32LE(directoryOffset, 16);
  return end;
}
