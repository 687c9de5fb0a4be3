import { createRequire, syncBuiltinESMExports } from 'node:module';

type Operation = (...args: unknown[]) => Promise<unknown>;

const disk = createRequire(import.meta.url)('node:fs/promises') as Record<string, Operation>;

/** Everything that changes a disk, or opens a file that may then be changed. */
const changes = ['mkdir', 'open', 'rename', 'rm', 'rmdir', 'unlink', 'writeFile'];

/** What every change of the disk fails with, once the process has "crashed". */
class CrashError extends Error {}

/**
 * Carries out `work` on a disk that takes so many changes and then none, as if the process had been killed there:
 * its own clearing up fails as well. True when it came to its end before that. Not for work done at the same time.
 */
export async function crashAfter(steps: number, work: () => Promise<unknown>): Promise<boolean> {
  const originals = changes.map(name => [name, disk[name]] as const);
  let rest = steps;
  let hasCrashed = false;
  for (const [name, original] of originals) {
    disk[name] = async (...args) => {
      if (rest === 0) {
        hasCrashed = true;
        throw new CrashError(name);
      }
      rest--;
      return original?.(...args);
    };
  }
  syncBuiltinESMExports();
  try {
    await work();
  } catch (error) {
    if (!(error instanceof CrashError)) {
      throw error;
    }
  } finally {
    for (const [name, original] of originals) {
      if (original) {
        disk[name] = original;
      }
    }
    syncBuiltinESMExports();
  }
  return !hasCrashed;
}
