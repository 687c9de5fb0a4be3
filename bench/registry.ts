import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type RunningRegistry, startRegistry } from '../src/server/startRegistry.ts';
import { type RegistryProcess, startRegistryProcess } from '../test/support/registry/registryProcess.ts';
import { seedRegistry } from '../test/support/registry/seedRegistry.ts';
import { rawZip } from '../test/support/zip/rawZip.ts';
import { skillText } from '../test/support/zip/skillUpload.ts';
import { type Bench, type Measurement, median } from './bench.ts';
import type { Browsing } from './browseOnce.ts';

const skills = 10_000;
const versions = 50;
const uploadBytes = 45 * 2 ** 20;

/** Browsing the embedded registry with 10,000 skills of 50 versions each, beside one with 100 skills. */
export const registryBench: Bench = {
  name: 'registry',
  async run() {
    if (process.platform !== 'linux') {
      return 'it reads the memory of processes from /proc';
    }
    const root = await mkdtemp(join(tmpdir(), 'skillwright-bench-'));
    const [small, large] = [join(root, 'small'), join(root, 'large')];
    await seedRegistry(small, { skills: 100 });
    await seedRegistry(large, { skills, versions });
    await using disposal = new AsyncDisposableStack();
    disposal.defer(() => rm(root, { recursive: true }));
    const [few, many] = [await serve(small), await serve(large)];
    disposal.defer(few.close);
    disposal.defer(many.close);
    const apart = await startRegistryProcess({ dataDirectory: small });
    disposal.defer(apart.kill);
    return [...(await browsing(few, many)), await uploading(apart)];
  },
};

async function serve(dataDirectory: string): Promise<RunningRegistry> {
  const started = await startRegistry({ dataDirectory, token: 'bench' });
  if (!started.ok) {
    throw new Error(started.failure.kind);
  }
  return started.value;
}

async function browsing(small: RunningRegistry, large: RunningRegistry): Promise<readonly Measurement[]> {
  const firstOfSmall = await firstPage(small);
  const firstOfLarge = await firstPage(large);
  const seen = await browse(large);
  const before = heapBytes();
  await browse(large);
  const growth = (heapBytes() - before) / skills;
  return [
    {
      what: `first page of ${skills} skills to that of 100`,
      measured: firstOfLarge / firstOfSmall,
      budget: { atMost: 3 },
      unit: 'times',
    },
    {
      what: 'requests before the first page shows',
      measured: seen.firstPageRequests,
      budget: { atMost: 1 },
      unit: 'requests',
    },
    { what: 'last page to the first', measured: seen.lastToFirst, budget: { atMost: 3 }, unit: 'times' },
    {
      what: "client's memory for a skill of the last half, to one of the first",
      measured: seen.lastHalfBytes / seen.firstHalfBytes,
      budget: { atMost: 1.25 },
      unit: 'times',
    },
    {
      what: "client's memory for a skill",
      measured: (seen.firstHalfBytes + seen.lastHalfBytes) / 2,
      budget: { atMost: 2048 },
      unit: 'bytes',
    },
    {
      what: "registry's growth for a skill, paging to the end again",
      measured: growth,
      budget: { atMost: 64 },
      unit: 'bytes',
    },
    {
      what: 'requests to refresh a skill',
      measured: seen.refreshRequests,
      budget: { atMost: 1 },
      unit: 'requests',
    },
  ];
}

/** Uploads twice, the first time to warm up; the extra memory at the second one's peak. */
async function uploading(registry: RegistryProcess): Promise<Measurement> {
  await upload(registry, 2 ** 20);
  const before = await residentBytes(registry);
  await upload(registry, uploadBytes);
  return {
    what: "registry's extra memory for an upload of 45 MB",
    measured: ((await peakBytes(registry)) - before) / 2 ** 20,
    budget: { atMost: 64 },
    unit: 'MB',
  };
}

async function upload({ baseURL, token }: RegistryProcess, size: number): Promise<void> {
  const half = { content: randomBytes(size / 2), method: 0 };
  const zip = rawZip([
    { name: 'large/SKILL.md', content: skillText('large', 'Is large. Use it to measure.'), method: 0 },
    { name: 'large/a.bin', ...half },
    { name: 'large/b.bin', ...half },
  ]);
  const body = new FormData();
  body.append('files', new File([zip], 'large.zip'));
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${baseURL}/skills`, { method: 'POST', headers, body });
  if (!answer.ok) {
    throw new Error(await answer.text());
  }
}

/** The middle of several, after one to warm up, in ms. */
async function firstPage({ baseURL, token }: RunningRegistry): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 21; round++) {
    const began = performance.now();
    await (await fetch(`${baseURL}/skills`, { headers: { authorization: `Bearer ${token}` } })).json();
    times.push(performance.now() - began);
  }
  return median(times.slice(1));
}

async function browse({ baseURL, token }: RunningRegistry): Promise<Browsing> {
  const args = ['--expose-gc', join(import.meta.dirname, 'browseOnce.ts'), baseURL, token];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Browsing;
}

/** What is in use of this process's heap, in which the registries run. */
function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

async function residentBytes(registry: RegistryProcess): Promise<number> {
  return statusBytes(registry, 'VmRSS');
}

async function peakBytes(registry: RegistryProcess): Promise<number> {
  return statusBytes(registry, 'VmHWM');
}

async function statusBytes({ child }: RegistryProcess, field: string): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) * 1024;
}
