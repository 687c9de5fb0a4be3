import { writeFile } from 'node:fs/promises';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { success } from '../../../src/core/failure.ts';
import { placeFolder } from '../../../src/disk/placeFolder.ts';

/** `node replaceOnce.ts TARGET BACKUP`: replaces TARGET, and is gone as soon as the old folder was moved away. */
const [target = '', backup = ''] = process.argv.slice(2);
const disk = createRequire(import.meta.url)('node:fs') as { renameSync(from: string, to: string): void };
const { renameSync } = disk;
disk.renameSync = (from, to) => {
  renameSync(from, to);
  process.kill(process.pid, 'SIGKILL');
};
syncBuiltinESMExports();
await placeFolder(
  target,
  async directory => {
    await writeFile(join(directory, 'SKILL.md'), 'new');
    return success(null);
  },
  { backup },
);
