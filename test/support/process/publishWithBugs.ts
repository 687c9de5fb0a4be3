// Publishes again and again by the command line, each time with one exception planted at another call to the system,
// and reports each end as a line of JSON. Arguments: the registry's base URL, a folder to work in, how many points.
import fs from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import { join } from 'node:path';
import { runInProcess } from './runInProcess.ts';

/** How one publish ended. */
export interface BugRun {
  readonly name: string;
  /** Where the exception was planted, and whether anybody could catch it. */
  readonly point: string;
  readonly code: number | null;
  readonly said: string;
  readonly isLinked: boolean;
  readonly leftovers: readonly string[];
}

const [, , baseURL = '', root = '', points = '0'] = process.argv;

const planted = { armed: false, calls: 0, at: Number.POSITIVE_INFINITY, isCaught: true, point: '' };

class PlantedError extends Error {
  override name = 'PlantedError';
}

/** Counts calls of a function of the system, and plants the exception at one of them. */
function watch(owner: Record<string, unknown>, name: string): void {
  const original = owner[name] as (...args: unknown[]) => unknown;
  owner[name] = function watched(this: unknown, ...args: unknown[]) {
    if (planted.armed && ++planted.calls === planted.at) {
      planted.point = `${name}, ${planted.isCaught ? 'thrown' : 'nobody catches it'}`;
      if (planted.isCaught) {
        throw new PlantedError('planted');
      }
      process.nextTick(() => {
        throw new PlantedError('planted');
      });
    }
    return original.apply(this, args);
  };
}

const promises = fs.promises as unknown as Record<string, unknown>;
for (const name of [
  'open',
  'readFile',
  'writeFile',
  'mkdir',
  'rename',
  'rm',
  'stat',
  'lstat',
  'readdir',
  'realpath',
]) {
  watch(promises, name);
}
for (const name of ['createWriteStream', 'openAsBlob']) {
  watch(fs as unknown as Record<string, unknown>, name);
}
watch(http as unknown as Record<string, unknown>, 'request');
watch(Blob.prototype as unknown as Record<string, unknown>, 'stream');
os.userInfo = (() => ({ homedir: join(root, 'home') })) as unknown as typeof os.userInfo;
syncBuiltinESMExports();

async function run(name: string, at: number, isCaught: boolean): Promise<BugRun> {
  const folder = join(root, name);
  await mkdir(join(folder, '.git'), { recursive: true });
  await mkdir(join(folder, name));
  const text = `---\nname: ${name}\ndescription: Greets people by name. Use when somebody arrives.\n---\n\n# ${name}\n\nHello.\n`;
  await writeFile(join(folder, name, 'SKILL.md'), text);
  Object.assign(planted, { armed: true, calls: 0, at, isCaught, point: '' });
  const { code, stdout, stderr } = await runInProcess(['publish', name, '--registry', baseURL], folder);
  planted.armed = false;
  const isLinked = fs.existsSync(join(folder, '.skillwright.json'));
  const temp = await readdir(os.tmpdir(), { recursive: true });
  const leftovers = temp.filter(path => path.endsWith('.zip'));
  return { name, point: planted.point, code, said: `${stdout}${stderr}`, isLinked, leftovers };
}

const clean = await run('clean', Number.POSITIVE_INFINITY, true);
console.log(JSON.stringify(clean));
const calls = planted.calls;
const count = Number(points);
for (let index = 0; index < count; index++) {
  const at = 1 + Math.floor((index * calls) / count);
  console.log(JSON.stringify(await run(`bug-${index}`, at, index % 2 === 0)));
}
