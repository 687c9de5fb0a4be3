import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Selection } from '../../core/bundle/select/selection.ts';
import type { SkillFolder } from '../../core/bundle/select/skillFolder.ts';
import { type PackedBundle, type PackOptions, packBundle } from '../../core/bundle/zip/packBundle.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { writeFailure } from '../../core/failure/systemError.ts';
import { failed, type Result } from '../../core/text/result.ts';

/** What waits to be written while the next is made, in bytes: writing stands in line behind the threads that deflate. */
const maxWaiting = 2 ** 20;

/**
 * Packs into a file at `path`, which is there only when the bundle is whole, and then replaces what was there. Fails
 * as `packBundle`, with nothing changed.
 */
export async function packToFile(
  folder: SkillFolder,
  selection: Selection,
  path: string,
  options: PackOptions,
): Promise<Result<PackedBundle, Failure>> {
  const partial = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.partial`);
  const sink = createWriteStream(partial, { flags: 'wx', flush: true, highWaterMark: maxWaiting });
  const closed = new Promise<void>(resolve => sink.once('close', resolve));
  // `packBundle` tells of errors, but of none that comes after it has refused.
  sink.on('error', () => undefined);
  try {
    const packed = await packBundle(folder, selection, sink, options);
    if (!packed.ok) {
      const { failure } = packed;
      const isOfSink = failure.kind === 'unwritable' || failure.kind === 'disk-full';
      return isOfSink ? failed({ ...failure, path }) : packed;
    }
    await rename(partial, path);
    return packed;
  } catch (error) {
    return failed(writeFailure(path, error));
  } finally {
    // Where packing fails at once, the system may open, and so make, the file only after that.
    sink.destroy();
    await closed;
    await rm(partial, { force: true });
  }
}
