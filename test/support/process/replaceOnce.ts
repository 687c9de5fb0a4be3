import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { success } from '../../../src/core/text/result.ts';
import { placeFolder } from '../../../src/disk/files/placeFolder.ts';

/**
 * `node replaceOnce.ts TARGET BACKUP WHEN`: replaces TARGET, and is gone as soon as the old folder was moved away
 * (`moving`), or copied in part to another volume (`copying`).
 */
const [target = '', backup = '', when = ''] = process.argv.slice(2);
const load = createRequire(import.meta.url);
const disk = load('node:fs') as { renameSync(from: string, to: string): void };
const promises = load('node:fs/promises') as { cp(from: string, to: string): Promise<void> };
const { renameSync } = disk;
if (when === 'moving') {
  disk.renameSync = (from, to) => {
    renameSync(from, to);
    process.kill(process.pid, 'SIGKILL');
  };
} else {
  promises.cp = async (_from, to) => {
    await mkdir(to);
    await writeFile(join(to, 'half.md'), '');
    process.kill(process.pid, 'SIGKILL');
  };
}
syncBuiltinESMExports();
await placeFolder(
  target,
  async directory => {
    await writeFile(join(directory, 'SKILL.md'), 'new');
    return success(null);
  },
  { backup },
);
