import { once } from 'node:events';
import type { ZipFile } from 'yazl';
import type { Failure } from '../../failure/failure.ts';
import { readFailure } from '../../failure/systemError.ts';
import { failed, type Result, success } from '../../text/result.ts';
import type { BundleFile } from '../bundleFile.ts';
import { digestBytes } from '../bundleFile.ts';
import type { SelectedFile } from '../select/selection.ts';
import type { SkillFolder } from '../select/skillFolder.ts';
import { isCompressible } from './isCompressible.ts';
import type { ZipMeter } from './zipMeter.ts';

/** How much content waits to be deflated or written at one time, in bytes; a larger file waits alone. */
const windowBytes = 8 * 1024 * 1024;

/** On text, level 6 makes it half a percent smaller and takes a tenth longer. */
export const deflateLevel = 5;

export interface Feed {
  readonly folder: SkillFolder;
  readonly files: readonly SelectedFile[];
  readonly topFolder: string;
  readonly zip: ZipFile;
  readonly meter: ZipMeter;
  readonly signal: AbortSignal;
}

/**
 * Reads each file once, digests it, and hands it to the zip, which deflates on Node's thread pool; then ends the zip.
 * Fails as `unreadable`, `changed-meanwhile` or `cancelled`.
 */
export async function feedZip(feed: Feed): Promise<Result<readonly BundleFile[], Failure>> {
  const { folder, files, topFolder, zip } = feed;
  const fed: BundleFile[] = [];
  const window = new Window(feed);
  for (const file of files) {
    if (!(await window.makeRoom(file.size))) {
      return failed({ kind: 'cancelled' });
    }
    const bytes = await readUnchanged(folder, file);
    if (!bytes.ok) {
      return bytes;
    }
    const { path, size, isExecutable } = file;
    fed.push({ path, size, isExecutable, digest: digestBytes(bytes.value) });
    zip.addBuffer(bytes.value, `${topFolder}/${path}`, {
      // 1980 is the first year that a zip knows; by local time, in which yazl writes it.
      mtime: new Date(1980, 0, 1),
      forceDosTimestamp: true,
      mode: isExecutable ? 0o100755 : 0o100644,
      compressionLevel: isCompressible(bytes.value) ? deflateLevel : 0,
    });
  }
  zip.end();
  return success(fed);
}

/** What yazl keeps of an entry: a function that holds its content. Not in its types. */
interface KeptEntries {
  readonly entries: { doFileDataPump: unknown }[];
}

/** Knows how much of what the zip was given has not been written yet. */
class Window {
  readonly #zip: ZipFile & Partial<KeptEntries>;
  readonly #meter: ZipMeter;
  readonly #signal: AbortSignal;
  readonly #sizes: number[] = [];
  #waiting = 0;
  #written = 0;

  constructor({ zip, meter, signal }: Feed) {
    this.#zip = zip;
    this.#meter = meter;
    this.#signal = signal;
  }

  /** Resolves when a file of that size may be read; to false when it no longer matters. */
  async makeRoom(size: number): Promise<boolean> {
    this.#update();
    while (this.#waiting > 0 && this.#waiting + size > windowBytes) {
      if (!(await this.#nextEntry())) {
        return false;
      }
      this.#update();
    }
    this.#sizes.push(size);
    this.#waiting += size;
    return !this.#signal.aborted;
  }

  async #nextEntry(): Promise<boolean> {
    try {
      await once(this.#meter, 'entry', { signal: this.#signal });
      return true;
    } catch {
      // Aborted, or the meter's pipeline has broken, which its owner knows.
      return false;
    }
  }

  #update(): void {
    for (; this.#written < this.#meter.entries; this.#written++) {
      this.#waiting -= this.#sizes[this.#written] ?? 0;
      // yazl would hold all content until the zip is finished.
      const kept = this.#zip.entries?.[this.#written];
      if (kept) {
        kept.doFileDataPump = null;
      }
    }
  }
}

/** A file that is not as it was when it was selected, or that changes while it is read, would be half old, half new. */
async function readUnchanged(folder: SkillFolder, file: SelectedFile): Promise<Result<Buffer, Failure>> {
  try {
    const bytes = await folder.read(file.source);
    const { size, isExecutable, changedAt } = await folder.facts(file.source);
    const isSame =
      bytes.length === file.size &&
      size === file.size &&
      changedAt === file.changedAt &&
      isExecutable === file.isExecutable;
    if (!isSame) {
      return failed({ kind: 'changed-meanwhile', path: file.path });
    }
    return success(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    return failed(readFailure(file.path, error));
  }
}
