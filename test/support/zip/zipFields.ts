/** A number in a zip, where its record begins with `signature`. */
interface ZipField {
  readonly name: string;
  readonly record: keyof typeof signatures;
  readonly offset: number;
  readonly bytes: 2 | 4 | 8;
}

const signatures = {
  local: 'PK\x03\x04',
  entry: 'PK\x01\x02',
  zip64: 'PK\x06\x06',
  locator: 'PK\x06\x07',
  end: 'PK\x05\x06',
};

function fields(
  record: keyof typeof signatures,
  list: readonly (readonly [name: string, offset: number, bytes: 2 | 4 | 8])[],
): readonly ZipField[] {
  return list.map(([name, offset, bytes]) => ({ name, record, offset, bytes }));
}

/** Every number that the format's records hold. */
const zipFields: readonly ZipField[] = [
  ...fields('local', [
    ['version needed', 4, 2],
    ['flags', 6, 2],
    ['method', 8, 2],
    ['time', 10, 2],
    ['date', 12, 2],
    ['checksum', 14, 4],
    ['compressed size', 18, 4],
    ['size', 22, 4],
    ['length of the name', 26, 2],
    ['length of the extra fields', 28, 2],
  ]),
  ...fields('entry', [
    ['version made by', 4, 2],
    ['version needed', 6, 2],
    ['flags', 8, 2],
    ['method', 10, 2],
    ['time', 12, 2],
    ['date', 14, 2],
    ['checksum', 16, 4],
    ['compressed size', 20, 4],
    ['size', 24, 4],
    ['length of the name', 28, 2],
    ['length of the extra fields', 30, 2],
    ['length of the comment', 32, 2],
    ['disk', 34, 2],
    ['internal attributes', 36, 2],
    ['external attributes', 38, 4],
    ['place', 42, 4],
  ]),
  ...fields('zip64', [
    ['size of the record', 4, 8],
    ['version made by', 12, 2],
    ['version needed', 14, 2],
    ['disk', 16, 4],
    ['disk of the directory', 20, 4],
    ['entries on this disk', 24, 8],
    ['entries', 32, 8],
    ['size of the directory', 40, 8],
    ['place of the directory', 48, 8],
  ]),
  ...fields('locator', [
    ['disk', 4, 4],
    ['place of the record', 8, 8],
    ['number of disks', 16, 4],
  ]),
  ...fields('end', [
    ['disk', 4, 2],
    ['disk of the directory', 6, 2],
    ['entries on this disk', 8, 2],
    ['entries', 10, 2],
    ['size of the directory', 12, 4],
    ['place of the directory', 16, 4],
    ['length of the comment', 20, 2],
  ]),
];

const lies: readonly (readonly [name: string, lie: (truth: bigint, max: bigint) => bigint])[] = [
  ['nothing', () => 0n],
  ['one more', (truth, max) => (truth === max ? 0n : truth + 1n)],
  ['one less', (truth, max) => (truth === 0n ? max : truth - 1n)],
  ['the most', (_, max) => max],
  ['its highest bit turned', (truth, max) => truth ^ ((max >> 1n) + 1n)],
];

/** An archive in which one number is not what it was. */
export interface FieldLie {
  readonly title: string;
  readonly bytes: Buffer<ArrayBuffer>;
}

/** Every number of an archive in turn, in the first record of its kind, with every lie that changes something. */
export function fieldLies(archive: Buffer): readonly FieldLie[] {
  const found: FieldLie[] = [];
  for (const { name, record, offset, bytes } of zipFields) {
    const start =
      record === 'local' || record === 'entry'
        ? archive.indexOf(signatures[record], 0, 'latin1')
        : archive.lastIndexOf(signatures[record], undefined, 'latin1');
    if (start === -1) {
      continue;
    }
    const at = start + offset;
    const max = 2n ** BigInt(8 * bytes) - 1n;
    const truth = readLittle(archive, at, bytes);
    const seen = new Set([truth]);
    for (const [what, lie] of lies) {
      const value = lie(truth, max);
      if (seen.has(value)) {
        continue;
      }
      seen.add(value);
      const changed = Buffer.from(archive);
      writeLittle(changed, at, bytes, value);
      found.push({ title: `${record}: ${name} says ${what}`, bytes: changed });
    }
  }
  return found;
}

function readLittle(bytes: Buffer, at: number, length: number): bigint {
  let value = 0n;
  for (let index = length - 1; index >= 0; index--) {
    value = value * 256n + BigInt(bytes[at + index] ?? 0);
  }
  return value;
}

function writeLittle(bytes: Buffer, at: number, length: number, value: bigint): void {
  for (let index = 0, rest = value; index < length; index++, rest /= 256n) {
    bytes[at + index] = Number(rest % 256n);
  }
}
