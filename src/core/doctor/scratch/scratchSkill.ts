import { ZipFile } from 'yazl';
import { type BundleFile, contentDigest, digestBytes } from '../../bundle/bundleFile.ts';
import type { Upload } from '../../registry/contract.ts';

/** How every name of a scratch skill begins: whoever finds one knows what it is, and may delete it. */
const scratchPrefix = 'skillwright-doctor-';

/** What a scratch skill says of itself. */
const scratchDescription =
  'A scratch skill with which Skillwright checks a registry. It can be deleted. Use when a registry is checked.';

/** `owner` and `run`: four hexadecimal digits each. The owner tells whose leftovers these are. */
export function scratchName(owner: string, run: string): string {
  return `${scratchPrefix}${owner}${run}`;
}

/** Who made a scratch skill, by its name; null for a name that is none of a scratch skill. */
export function scratchOwner(name: string | null): string | null {
  return /^skillwright-doctor-([0-9a-f]{4})[0-9a-f]{4}(?:-[a-z]+)?$/.exec(name ?? '')?.[1] ?? null;
}

/** A bundle, and what should come back when it is downloaded. */
export interface ScratchBundle {
  readonly name: string;
  readonly description: string;
  readonly upload: Upload;
  /** As `contentDigest` makes it. */
  readonly digest: string;
}

interface PackedFile {
  readonly path: string;
  readonly bytes: Buffer;
  readonly isExecutable?: boolean;
}

/** A version of a scratch skill: its number is in its description and in one of its files. */
export async function scratchBundle(
  name: string,
  number: number,
  more: readonly PackedFile[] = [],
): Promise<ScratchBundle> {
  const description = `${scratchDescription} Version ${number}.`;
  const manifest = `---\nname: ${name}\ndescription: ${description}\n---\n\nNothing to do.\n`;
  const files: readonly PackedFile[] = [
    { path: 'SKILL.md', bytes: Buffer.from(manifest) },
    { path: 'references/notes.md', bytes: Buffer.from(`Version ${number}.\n`) },
    { path: 'scripts/run.sh', bytes: Buffer.from('#!/bin/sh\nexit 0\n'), isExecutable: true },
    ...more,
  ];
  return { name, description, upload: await packed(name, files), digest: digestOf(files) };
}

/** What no registry takes: a folder without a SKILL.md. */
export async function bundleWithoutManifest(name: string): Promise<Upload> {
  return packed(name, [{ path: 'README.md', bytes: Buffer.from('No skill.\n') }]);
}

async function packed(name: string, files: readonly PackedFile[]): Promise<Upload> {
  const zip = new ZipFile();
  for (const { path, bytes, isExecutable = false } of files) {
    zip.addBuffer(bytes, `${name}/${path}`, {
      mtime: new Date(1980, 0, 1),
      forceDosTimestamp: true,
      mode: isExecutable ? 0o100755 : 0o100644,
      // Filler is random or empty: deflating it is time lost, or makes it look like a bomb.
      compressionLevel: bytes.length > 100_000 ? 0 : 5,
    });
  }
  zip.end();
  const parts: Buffer<ArrayBuffer>[] = [];
  for await (const part of zip.outputStream) {
    parts.push(Buffer.from(part as Buffer));
  }
  return { fileName: `${name}.zip`, blob: new Blob(parts, { type: 'application/zip' }) };
}

function digestOf(files: readonly PackedFile[]): string {
  return contentDigest(
    files.map(
      ({ path, bytes, isExecutable = false }): Omit<BundleFile, 'size'> => ({
        path,
        isExecutable,
        digest: digestBytes(bytes),
      }),
    ),
  );
}
