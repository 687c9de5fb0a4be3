import { randomBytes } from 'node:crypto';
import { crc32, deflateRawSync } from 'node:zlib';
import { deflatedZeros, extraField, type RawEntry, rawZip, zip64End } from './rawZip.ts';

export interface HostileArchive {
  /** What is wrong with it. */
  readonly title: string;
  readonly bytes: () => Buffer<ArrayBuffer>;
  /** The entry that the refusal must name; null where the archive as a whole is wrong. */
  readonly entry: string | null;
  /** What the refusal must say about it. */
  readonly says: RegExp;
}

const manifest: RawEntry = { name: 'demo/SKILL.md', content: '---\nname: demo\n---\n' };
const evil = 'evil';

/** One bad entry behind a good one. */
function withEntry(title: string, entry: RawEntry, says: RegExp, shownAs?: string): HostileArchive {
  const bytes = () => rawZip([manifest, entry]);
  return { title, bytes, entry: shownAs ?? entry.name.toString(), says };
}

function named(title: string, name: string, says: RegExp): HostileArchive {
  return withEntry(title, { name, content: evil }, says);
}

function withMode(title: string, mode: number, says: RegExp): HostileArchive {
  return withEntry(title, { name: 'demo/file', content: '/etc/passwd', mode }, says);
}

const names: readonly HostileArchive[] = [
  named('a name that climbs out', '../evil', /leads out/),
  named('a name that climbs out half way', 'demo/../../evil', /leads out/),
  named('a name that climbs and stays inside', 'demo/x/../evil', /leads out/),
  named('an absolute path', '/tmp/evil', /absolute/),
  named('a network path', '//server/share/evil', /absolute/),
  named('a drive with a path', 'C:/evil', /drive/),
  named('a drive without a path', 'c:evil', /drive/),
  named('backslashes', 'demo\\evil', /backslash/),
  named('backslashes that climb out', '..\\..\\evil', /backslash/),
  named('a NUL character', 'demo/evil\0.md', /NUL/),
  named('a dot as a part', 'demo/./evil', /empty part/),
  named('an empty part', 'demo//evil', /empty part/),
  named('no name', '', /no name/),
  named('a line break', 'demo/a\nb', /control character/),
  named('an escape sequence', 'demo/\u001b[2Jevil', /control character/),
  named('a device of Windows', 'demo/CON', /reserves/),
  named('a device with an extension', 'demo/aux.md', /reserves/),
  named('a serial port as a folder', 'demo/com1/evil', /reserves/),
  named('a printer with a superscript digit', 'demo/LPT².txt', /reserves/),
  named('a dot at the end', 'demo/evil.', /ends in a dot/),
  named('a space at the end of a folder', 'demo/sub /evil', /ends in a dot or a space/),
  named('a stream of NTFS', 'demo/SKILL.md:evil', /Windows does not allow/),
  named('a wildcard', 'demo/*', /Windows does not allow/),
  named('a name of 300 bytes', `demo/${'e'.repeat(300)}`, /more than 255 bytes/),
  named('a path of 2,000 bytes', `demo/${'e/'.repeat(1000)}x`, /more than 800 bytes/),
  withEntry(
    'a name that is not UTF-8',
    { name: Buffer.from('demo/\xff\xfe', 'latin1'), content: evil },
    /not UTF-8/,
    'demo/\ufffd\ufffd',
  ),
  withEntry(
    'an overlong encoding of a slash',
    { name: Buffer.from('..\xc0\xafevil', 'latin1'), content: evil },
    /not UTF-8/,
    '..\ufffd\ufffdevil',
  ),
  withEntry(
    'another name in the Unicode field',
    { name: 'demo/good', content: evil, extra: unicodePath('demo/good', '../evil') },
    /leads out/,
    '../evil',
  ),
  {
    title: 'the same name twice',
    bytes: () => rawZip([manifest, { name: 'demo/a', content: '1' }, { name: 'demo/a', content: '2' }]),
    entry: 'demo/a',
    says: /there twice/,
  },
  {
    title: 'a second SKILL.md in other letters',
    bytes: () => rawZip([manifest, { name: 'demo/Skill.md', content: evil }]),
    entry: 'demo/Skill.md',
    says: /in other letters/,
  },
  {
    title: 'two folders that differ in letter case',
    bytes: () => rawZip([manifest, { name: 'demo/a/x' }, { name: 'demo/A/y' }]),
    entry: 'demo/A/y',
    says: /in other letters/,
  },
  {
    title: 'two names that differ in composition',
    bytes: () => rawZip([manifest, { name: 'demo/\u00e9' }, { name: 'demo/e\u0301' }]),
    entry: 'demo/e\u0301',
    says: /in other letters/,
  },
  {
    title: 'a file that is also a folder',
    bytes: () => rawZip([manifest, { name: 'demo/a' }, { name: 'demo/a/b' }]),
    entry: 'demo/a/b',
    says: /both a file and a folder/,
  },
];

const types: readonly HostileArchive[] = [
  withMode('a symbolic link', 0o120777, /symbolic link/),
  withMode('a character device', 0o020666, /device/),
  withMode('a block device', 0o060666, /device/),
  withMode('a pipe', 0o010644, /pipe/),
  withMode('a socket', 0o140755, /socket/),
  withMode('a file that says it is a folder', 0o040755, /both a file and a folder/),
  withEntry(
    'a hard link in the Unix field',
    {
      name: 'demo/link',
      extra: extraField(0x000d, Buffer.concat([Buffer.alloc(12), Buffer.from('/etc/passwd')])),
    },
    /link or a device/,
  ),
  withEntry(
    'a symbolic link in the ASi field',
    { name: 'demo/link', extra: asiMode(0o120777) },
    /symbolic link/,
  ),
  withEntry(
    'a folder with content',
    { name: 'demo/sub/', content: evil, mode: 0o040755 },
    /folder with content/,
  ),
];

const contents: readonly HostileArchive[] = [
  withEntry('an encrypted file', { name: 'demo/a', content: evil, flags: 0x801 }, /encrypted/),
  withEntry('a strongly encrypted file', { name: 'demo/a', content: evil, flags: 0x841 }, /encryption/),
  withEntry('a hidden header', { name: 'demo/a', content: evil, flags: 0x2801 }, /encrypted/),
  withEntry('a patch', { name: 'demo/a', content: evil, flags: 0x820 }, /patch/),
  withEntry('an unknown compression', { name: 'demo/a', content: evil, method: 14 }, /method 14/),
  withEntry('a wrong checksum', { name: 'demo/a', content: evil, crc: 1 }, /checksum/),
  withEntry(
    'a wrong checksum of a stored file',
    { name: 'demo/a', content: evil, method: 0, crc: 1 },
    /checksum/,
  ),
  withEntry(
    'more content than it says',
    { name: 'demo/a', content: 'x'.repeat(999), size: 9 },
    /too many bytes/,
  ),
  withEntry('less content than it says', { name: 'demo/a', content: evil, size: 999 }, /not enough bytes/),
  withEntry(
    'a stored file of two sizes',
    { name: 'demo/a', content: evil, method: 0, size: 999 },
    /two sizes|size mismatch/,
  ),
  withEntry(
    'deflated content that breaks off',
    {
      name: 'demo/a',
      content: 'x'.repeat(999),
      data: deflateRawSync(randomBytes(99)).subarray(0, 50),
      size: 99,
    },
    /damaged/,
  ),
  withEntry(
    'noise instead of deflated content',
    { name: 'demo/a', data: Buffer.alloc(64, 0xff), size: 64 },
    /damaged/,
  ),
  withEntry(
    'another name in front of the content',
    { name: 'demo/good', content: evil, local: { name: 'demo/evil' } },
    /contradict/,
  ),
  withEntry(
    'another compression in front of the content',
    { name: 'demo/a', content: evil, local: { method: 0 } },
    /contradict/,
  ),
  withEntry(
    'another checksum in front of the content',
    { name: 'demo/a', content: evil, local: { crc: 7 } },
    /contradict/,
  ),
  withEntry(
    'content that is not in the archive',
    { name: 'demo/a', content: evil, compressedSize: 100_000 },
    /beyond the content/,
  ),
  {
    title: 'content that two entries share',
    bytes: () => rawZip([manifest, { name: 'demo/a', content: evil }, { name: 'demo/b', offset: 0 }]),
    entry: 'demo/b',
    says: /in common/,
  },
];

const bombs: readonly HostileArchive[] = [
  withEntry(
    'a file that unpacks to 10 GB and says so',
    { name: 'demo/a', data: Buffer.alloc(10), size: 0xffffffff, extra: zip64Sizes(10_737_418_240n) },
    /10737418240 bytes/,
  ),
  {
    title: 'a file that unpacks to 10 GB and says 1,000 bytes',
    bytes: () => rawZip([manifest, { name: 'demo/a', data: deflatedZeros(160), size: 1_000 }]),
    entry: 'demo/a',
    says: /too many bytes/,
  },
  {
    title: '200 files of 50 MB',
    bytes: () =>
      rawZip([
        manifest,
        ...Array.from({ length: 200 }, (_, n) => ({
          name: `demo/${n}`,
          data: Buffer.alloc(10),
          size: 52_428_800,
        })),
      ]),
    entry: 'demo/5',
    says: /more than 268435456 bytes/,
  },
  {
    title: 'four files that unpack to a thousand times their size',
    bytes: () => {
      const data = deflatedZeros(1).subarray(0, -2);
      const files = [1, 2, 3, 4].map(n => ({ name: `demo/${n}`, data, size: 60_000_000 }));
      return rawZip([manifest, ...files]);
    },
    entry: null,
    says: /200 times its size/,
  },
  {
    title: '100,000 entries',
    bytes: () => manyEntries(100_000),
    entry: null,
    says: /100001 entries/,
  },
];

const ends: readonly HostileArchive[] = [
  {
    title: 'entries that are not counted',
    bytes: () => rawZip([manifest, { name: 'demo/hidden', content: evil }], { entryCount: 1 }),
    entry: null,
    says: /more entries than it says/,
  },
  {
    title: 'fewer entries than it says',
    bytes: () => rawZip([manifest], { entryCount: 7 }),
    entry: null,
    says: /directory/,
  },
  {
    title: 'a zip64 count of a trillion entries',
    bytes: () => withZip64({ entryCount: 2 ** 40, directoryOffset: 0 }),
    entry: null,
    says: /1099511627776 entries/,
  },
  {
    title: 'a zip64 directory outside of the archive',
    bytes: () => withZip64({ entryCount: 1, directoryOffset: 2 ** 40 }),
    entry: null,
    says: /directory/,
  },
  {
    title: 'a zip64 record outside of the archive',
    bytes: () => withZip64({ entryCount: 1, directoryOffset: 0, at: 2 ** 40 }),
    entry: null,
    says: /no zip/,
  },
  {
    title: 'a zip64 record that is none',
    bytes: () => withZip64({ entryCount: 1, directoryOffset: 0, signature: 'evil' }),
    entry: null,
    says: /no zip/,
  },
  withEntry(
    'a zip64 size that is missing',
    { name: 'demo/a', size: 0xffffffff, extra: extraField(1, Buffer.alloc(4)) },
    /zip64/,
  ),
  withEntry(
    'an extra field that is longer than all of them',
    { name: 'demo/a', extra: Buffer.from([1, 0, 255, 255]) },
    /extra field/,
  ),
  {
    title: 'a part of several disks',
    bytes: () => rawZip([manifest], { disk: 3 }),
    entry: null,
    says: /multi-disk/,
  },
  {
    title: 'something behind the end',
    bytes: () => rawZip([manifest], { after: Buffer.from('evil') }),
    entry: null,
    says: /no zip/,
  },
  {
    title: 'an archive that breaks off',
    bytes: () => rawZip([manifest]).subarray(0, -30),
    entry: null,
    says: /no zip/,
  },
  {
    title: 'a directory that says it has no size',
    bytes: () => rawZip([manifest], { directorySize: 0 }),
    entry: null,
    says: /directory is somewhere else/,
  },
  {
    title: 'a directory that says it is larger than the archive',
    bytes: () => rawZip([manifest], { directorySize: 0xfffffff }),
    entry: null,
    says: /directory is somewhere else/,
  },
  {
    title: 'a directory that says it is one byte shorter',
    bytes: () => rawZip([manifest], { directorySize: 57 }),
    entry: null,
    says: /directory is somewhere else/,
  },
  {
    title: 'a directory on another disk',
    bytes: () => rawZip([manifest], { directoryDisk: 1 }),
    entry: null,
    says: /several disks/,
  },
  {
    title: 'an entry on another disk',
    bytes: () => rawZip([manifest, { name: 'demo/a', content: 'x', disk: 1 }]),
    entry: null,
    says: /on another disk/,
  },
  {
    title: 'two numbers of entries',
    bytes: () => rawZip([manifest], { entriesHere: 2 }),
    entry: null,
    says: /two different numbers of entries/,
  },
  {
    title: 'something between the directory and the end',
    bytes: () => rawZip([manifest], { before: () => Buffer.from('PK\x05\x05\x00\x00', 'latin1') }),
    entry: null,
    says: /something between its directory and its end/,
  },
  ...(
    [
      ['a zip64 count for this disk that is another', { entriesHere: 2 }, /two different numbers/],
      ['a zip64 directory on another disk', { directoryDisk: 1 }, /several disks/],
      ['a zip64 record on another disk', { locatorDisk: 1 }, /several disks/],
      ['nine zip64 disks', { disks: 9 }, /several disks/],
      ['a zip64 directory without size', { directorySize: 0 }, /somewhere else/],
      ['a zip64 record that says it is longer', { recordSize: 99 }, /somewhere else/],
    ] as const
  ).map(([title, lie, says]) => ({
    title,
    bytes: () =>
      rawZip([manifest], {
        before: (at, directoryOffset) => zip64End(at, { entryCount: 1, directoryOffset, ...lie }),
      }),
    entry: null,
    says,
  })),
  {
    title: 'a comment of its last entry that looks like a zip64 record',
    bytes: () => {
      const fake = zip64End(0, { entryCount: 1, directoryOffset: 0 });
      return rawZip([{ ...manifest, comment: fake }]);
    },
    entry: null,
    says: /no zip|between its directory/,
  },
  { title: 'nothing at all', bytes: () => Buffer.alloc(0), entry: null, says: /no zip/ },
  { title: 'noise', bytes: () => randomBytes(100_000), entry: null, says: /no zip/ },
  { title: 'a web page', bytes: () => Buffer.from('<html></html>'), entry: null, says: /no zip/ },
];

const layouts: readonly HostileArchive[] = [
  { title: 'no file', bytes: () => rawZip([]), entry: null, says: /no file/ },
  {
    title: 'folders only',
    bytes: () => rawZip([{ name: 'demo/', mode: 0o040755 }]),
    entry: null,
    says: /no file/,
  },
  {
    title: 'no SKILL.md',
    bytes: () => rawZip([{ name: 'demo/README.md' }]),
    entry: null,
    says: /no SKILL\.md in its folder "demo"/,
  },
  {
    title: 'two folders at the top',
    bytes: () => rawZip([manifest, { name: 'other/x' }]),
    entry: 'other/x',
    says: /outside "demo"/,
  },
  {
    title: 'a file beside the folder',
    bytes: () => rawZip([manifest, { name: 'evil.md' }]),
    entry: 'evil.md',
    says: /not in a folder/,
  },
];

/** Archives that must be refused, made anew each time, with what the refusal must say. */
export const hostileArchives: readonly HostileArchive[] = [
  ...names,
  ...types,
  ...contents,
  ...bombs,
  ...ends,
  ...layouts,
];

/** A skill whose manifest is followed by empty files. */
function manyEntries(count: number): Buffer<ArrayBuffer> {
  const entries = Array.from({ length: count }, (_, n) => ({ name: `demo/${n}`, method: 0 }));
  const entryCount = entries.length + 1;
  return rawZip([manifest, ...entries], {
    before: (at, directoryOffset) => zip64End(at, { entryCount, directoryOffset }),
  });
}

function withZip64(says: Parameters<typeof zip64End>[1]): Buffer<ArrayBuffer> {
  return rawZip([manifest], { before: at => zip64End(at, says) });
}

function zip64Sizes(size: bigint): Buffer {
  const data = Buffer.alloc(8);
  data.writeBigUInt64LE(size);
  return extraField(0x0001, data);
}

function unicodePath(name: string, path: string): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(1, 0);
  head.writeUInt32LE(crc32(name), 1);
  return extraField(0x7075, Buffer.concat([head, Buffer.from(path)]));
}

function asiMode(mode: number): Buffer {
  const data = Buffer.alloc(14);
  data.writeUInt16LE(mode, 4);
  return extraField(0x756e, data);
}
