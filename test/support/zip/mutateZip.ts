import { rawZip, zip64End } from './rawZip.ts';

type Random = () => number;

const manifest = '---\nname: demo\ndescription: Shows. Use to show.\n---\n\n# Demo\n';

/** Good archives of different make, to be damaged. */
export function goodZips(): readonly { readonly title: string; readonly bytes: Buffer<ArrayBuffer> }[] {
  const files = [
    { name: 'demo/SKILL.md', content: manifest },
    { name: 'demo/scripts/run.sh', content: '#!/bin/sh\necho hello\n', mode: 0o100755 },
    { name: 'demo/assets/', mode: 0o040755, method: 0 },
    { name: 'demo/assets/text.md', content: 'text '.repeat(500) },
    { name: 'demo/assets/data.bin', content: Buffer.from([0, 1, 2, 3, 254, 255]), method: 0 },
  ];
  return [
    { title: 'deflated', bytes: rawZip(files) },
    { title: 'stored', bytes: rawZip(files.map(file => ({ ...file, method: 0 }))) },
    {
      title: 'at the root',
      bytes: rawZip([
        { name: 'SKILL.md', content: manifest },
        { name: 'a/b.md', content: 'b' },
      ]),
    },
    {
      title: 'with zip64 records',
      bytes: rawZip(files, {
        before: (at, directoryOffset) => zip64End(at, { entryCount: files.length, directoryOffset }),
      }),
    },
  ];
}

/** One to four changes at random places, mostly in the structure, which is small. */
export function mutateZip(archive: Buffer, random: Random): Buffer<ArrayBuffer> {
  let bytes = Buffer.from(archive);
  for (let count = 1 + Math.floor(random() * 4); count > 0; count--) {
    bytes = change(bytes, random);
  }
  return bytes;
}

function change(bytes: Buffer<ArrayBuffer>, random: Random): Buffer<ArrayBuffer> {
  const place = () => placeIn(bytes, random);
  const byte = () => Math.floor(random() * 256);
  if (bytes.length === 0) {
    return bytes;
  }
  const at = place();
  switch (Math.floor(random() * 8)) {
    case 0: {
      bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      return bytes;
    }
    case 1: {
      bytes[at] = byte();
      return bytes;
    }
    case 2: {
      const length = [2, 4, 8][Math.floor(random() * 3)] ?? 2;
      bytes.fill(random() < 0.5 ? 0 : 255, at, Math.min(bytes.length, at + length));
      return bytes;
    }
    case 3:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from([byte(), byte()]), bytes.subarray(at)]);
    case 4:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + Math.floor(random() * 8))]);
    case 5: {
      const from = place();
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(from, from + 60), bytes.subarray(at)]);
    }
    case 6: {
      const from = place();
      bytes.copy(bytes, at, from, from + 30);
      return bytes;
    }
    default:
      return random() < 0.1 ? Buffer.from(bytes.subarray(0, at)) : change(bytes, random);
  }
}

/** Near the beginning of a record twice of three times. */
function placeIn(bytes: Buffer, random: Random): number {
  const anywhere = Math.floor(random() * bytes.length);
  if (random() < 0.34) {
    return anywhere;
  }
  const record = bytes.indexOf('PK', anywhere, 'latin1');
  return Math.min(bytes.length - 1, (record === -1 ? 0 : record) + Math.floor(random() * 50));
}
