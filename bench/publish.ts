import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { startRegistry } from '../src/server/startRegistry.ts';
import { type Bench, median } from './bench.ts';

const rounds = 3;
const fileBytes = 22.5 * 2 ** 20;

/** Reviewing and publishing a skill of 45 MB that does not get smaller, to a registry in another process. */
export const publishBench: Bench = {
  name: 'publish',
  async run() {
    const root = await mkdtemp(join(tmpdir(), 'skillwright-bench-'));
    let uploads = 0;
    const wrap =
      (listener: RequestListener): RequestListener =>
      (incoming, outgoing) => {
        if (incoming.method === 'POST') {
          uploads++;
        }
        listener(incoming, outgoing);
      };
    const token = randomBytes(24).toString('base64url');
    const started = await startRegistry({ dataDirectory: join(root, 'data'), token, wrap });
    if (!started.ok) {
      throw new Error(started.failure.kind);
    }
    try {
      const first: number[] = [];
      const second: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const folder = join(root, `bench-${round}`);
        const publish = () => publishOnce(folder, root, started.value.baseURL, token);
        await writeSkill(folder);
        first.push(await publish());
        await appendFile(join(folder, 'SKILL.md'), 'More.\n');
        second.push(await publish());
        await rm(folder, { recursive: true });
      }
      const unit = 'MB';
      return [
        { what: 'extra memory for 45 MB', measured: median(first), budget: { atMost: 90 }, unit },
        // The version before is downloaded for the comparison.
        { what: 'the same, as a second version', measured: median(second), budget: { atMost: 128 }, unit },
        {
          what: 'uploads a publish',
          measured: uploads / rounds / 2,
          budget: { atMost: 1 },
          unit: 'requests',
        },
      ];
    } finally {
      await started.value.close();
      await rm(root, { recursive: true });
    }
  },
};

/** Publishes in a process of its own; the extra memory at its peak, in MB. */
async function publishOnce(folder: string, root: string, baseURL: string, token: string): Promise<number> {
  const args = [join(import.meta.dirname, 'publishOnce.ts'), folder, root, baseURL, token];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const { extraBytes, zipBytes } = JSON.parse(stdout);
  if (zipBytes < 45 * 2 ** 20) {
    throw new Error('The bundle is too small.');
  }
  return extraBytes / 2 ** 20;
}

async function writeSkill(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const manifest = `---\nname: ${basename(folder)}\ndescription: Measures. Use it to measure.\n---\n\n# Bench\n`;
  await writeFile(join(folder, 'SKILL.md'), manifest);
  for (const file of ['a.bin', 'b.bin']) {
    await writeFile(join(folder, file), randomBytes(fileBytes));
  }
}
