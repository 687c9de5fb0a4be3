import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { inspectBundle } from '../../src/core/published/inspectBundle.ts';
import type { Registry } from '../../src/core/registry/contract.ts';
import { bundledCommandLine } from '../support/process/commandLine.ts';
import { everythingIn, tempFolder } from '../support/process/tempFolder.ts';
import { storedVersions, targetTo } from '../support/publish/publisher.ts';
import { startTestRegistry, type TestRegistry } from '../support/registry/startTestRegistry.ts';
import { assertOk } from '../support/result.ts';
import type { Ledger, TortureSuite } from '../support/torture/ledger.ts';
import { packUpload, skillText } from '../support/zip/skillUpload.ts';

const preload = resolve(import.meta.dirname, '../support/process/dieAt.ts');

/** At most so many points at which one kind of work is killed. */
const mostPoints = 40;

/** Of them, in a part. */
const fewPoints = 1;

/** Processes at a time. */
const lanes = 2;

/** What is handed down: of the environment, nothing that would change what a process does. */
const common = { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE };

interface World {
  readonly folder: string;
  /** The command line, bundled. */
  readonly main: string;
  readonly server: TestRegistry;
  readonly registry: Registry;
}

/** A kind of work that may be killed anywhere. */
interface Work {
  readonly area: string;
  /** Makes what it needs in an empty folder. */
  prepare(world: World, at: string, name: string): Promise<void>;
  args(world: World, name: string): readonly string[];
  /** What there is after the kill is whole: all of the old, or all of the new. Resolves to what it is. */
  look(world: World, at: string, name: string): Promise<string>;
  /** How things stand when it was done once more; `said` is all that the process printed then. */
  assertDone(world: World, at: string, name: string, said: string): Promise<void>;
}

const description = 'Survives. Use when it was killed.';
const filler = 'It goes on and on, and then it goes on. '.repeat(6_000);

async function writeSkill(at: string, name: string, body: string): Promise<void> {
  await mkdir(join(at, '.git'), { recursive: true });
  await mkdir(join(at, name), { recursive: true });
  await writeFile(join(at, name, 'SKILL.md'), `${skillText(name, description)}\n${body}\n`);
  await writeFile(join(at, name, 'more.txt'), filler);
}

/** The link file, which is whole or not there. */
async function linksAt(at: string): Promise<string> {
  const path = join(at, '.skillwright.json');
  if (!existsSync(path)) {
    return 'no links';
  }
  const file = JSON.parse(await readFile(path, 'utf8')) as { skills: Record<string, unknown> };
  return `${Object.keys(file.skills).length} linked`;
}

/** How many versions of a skill are stored. */
async function countStored({ registry }: World, name: string): Promise<number> {
  return (await storedVersions(registry, name)).length;
}

function publishing(area: string, isNew: boolean): Work {
  const before = isNew ? 0 : 1;
  return {
    area,
    prepare: async (world, at, name) => {
      await writeSkill(at, name, 'First.');
      if (!isNew) {
        const first = await run(world, at, ['publish', name, ...to(world)]);
        assert.equal(first.code, 0, first.said);
        await writeSkill(at, name, 'Second.');
      }
    },
    args: (world, name) => ['publish', name, ...to(world)],
    look: async (world, at, name) => {
      const added = (await countStored(world, name)) - before;
      assert.ok(added === 0 || added === 1, `${added} are stored`);
      return `${added} stored, ${await linksAt(at)}`;
    },
    assertDone: async (world, at, name, said) => {
      assert.equal(await countStored(world, name), before + 1, said);
      const links = JSON.parse(await readFile(join(at, '.skillwright.json'), 'utf8'));
      const [link] = Object.values(links.skills[name].registries) as { version: string }[];
      assert.equal(link?.version, isNew ? '1' : '2', said);
      // What a killed process left is another's business until it is a day old; a second one of ours is not.
      const zips = (await everythingIn(join(at, 'tmp'))).filter(path => path.endsWith('.zip'));
      assert.ok(zips.length <= 1, zips.join());
    },
  };
}

const downloading: Work = {
  area: 'killed while it downloads',
  prepare: async ({ registry }, at, name) => {
    await mkdir(join(at, '.git'));
    const files = { 'SKILL.md': skillText(name, description), 'more.txt': filler, 'a/b/c.txt': 'c' };
    assertOk(await registry.createSkill(await packUpload(name, files)));
  },
  args: (world, name) => ['download', name, '--to', `skills/${name}`, ...to(world)],
  look: async (_world, at, name) => {
    const folder = join(at, 'skills', name);
    if (!existsSync(folder)) {
      return `nothing, ${await linksAt(at)}`;
    }
    await assertWhole(folder);
    return `whole, ${await linksAt(at)}`;
  },
  assertDone: async (_world, at, name, said) => {
    const found = await readdir(join(at, 'skills'));
    // Nothing is overwritten, not even by itself: it is refused, or lies in a folder of its name.
    const folder = existsSync(join(at, 'skills', name, name))
      ? join(at, 'skills', name, name)
      : join(at, 'skills', name);
    await assertWhole(folder, [name]);
    assert.deepEqual(
      found.filter(entry => entry !== name && !/^\.\S+\.skillwright-/.test(entry)),
      [],
      said,
    );
  },
};

async function assertWhole(folder: string, others: readonly string[] = []): Promise<void> {
  const inside = (await everythingIn(folder)).filter(path => !others.some(other => path.startsWith(other)));
  assert.deepEqual(inside, ['SKILL.md', 'a', 'a/b', 'a/b/c.txt', 'more.txt']);
  assert.equal(await readFile(join(folder, 'more.txt'), 'utf8'), filler);
}

const deleting: Work = {
  area: 'killed while it deletes',
  prepare: async ({ registry }, at, name) => {
    await mkdir(join(at, '.git'));
    const created = await registry.createSkill(
      await packUpload(name, { 'SKILL.md': skillText(name, description) }),
    );
    assertOk(created);
    const more = { 'SKILL.md': skillText(name, description), 'more.txt': filler };
    assertOk(await registry.createVersion(created.value.skill.id, await packUpload(name, more)));
  },
  args: (world, name) => ['delete', name, '--yes', ...to(world)],
  look: async (world, _at, name) => {
    const stored = await countStored(world, name);
    assert.ok(stored === 0 || stored === 2, `${stored} of 2 versions are left`);
    return `${stored} stored`;
  },
  assertDone: async (world, _at, name, said) => {
    assert.equal(await countStored(world, name), 0, said);
  },
};

function to({ server }: World): readonly string[] {
  return ['--registry', server.baseURL];
}

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly said: string;
}

/** Runs the command line in `at`, with a state and a temporary folder of that place. */
async function run(
  { main, server }: Pick<World, 'main' | 'server'>,
  at: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  await mkdir(join(at, 'tmp'), { recursive: true });
  const child = spawn(process.execPath, ['--import', preload, main, ...args], {
    cwd: at,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...common,
      HOME: join(at, 'home'),
      TMPDIR: join(at, 'tmp'),
      SKILLWRIGHT_KEY: server.token,
      ...env,
    },
  });
  const said = collect(child);
  const [code, signal] = await once(child, 'close');
  return { code, signal, said: said() };
}

function collect({ stdout, stderr }: ChildProcess): () => string {
  let text = '';
  for (const stream of [stdout, stderr]) {
    stream?.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  }
  return () => text;
}

/** Points of a work that makes so many calls: all of them, or as many as are allowed, over its whole length. */
function pointsOf(calls: number, share: number): readonly number[] {
  const count = Math.min(calls, share === 1 ? mostPoints : fewPoints);
  return Array.from({ length: count }, (_, index) => 1 + Math.floor(((index + 0.5) * calls) / count));
}

async function killWork(ledger: Ledger, world: World, work: Work, index: number, share: number) {
  const place = async (point: number | string) => {
    const name = `w${index}-p${point}`;
    const at = join(world.folder, name);
    await mkdir(at);
    await work.prepare(world, at, name);
    return { name, at };
  };
  const clean = await place('clean');
  const counted = join(world.folder, `count-${index}`);
  const ended = await run(world, clean.at, work.args(world, clean.name), { DIE_COUNT: counted });
  assert.equal(ended.code, 0, ended.said);
  await work.assertDone(world, clean.at, clean.name, ended.said);
  const calls = Number(await readFile(counted, 'utf8'));
  for (const point of pointsOf(calls, share)) {
    await ledger.named(work.area, `at call ${point} of ${calls}`, async () => {
      const { name, at } = await place(point);
      const killed = await run(world, at, work.args(world, name), { DIE_AT: `${point}` });
      const isDead = killed.signal === 'SIGKILL';
      // The last calls may depend on the time that others take.
      assert.ok(isDead || point > calls * 0.8, `it ended with ${killed.code}: ${killed.said}`);
      const left = await work.look(world, at, name);
      const again = await run(world, at, work.args(world, name));
      assert.doesNotMatch(again.said, /\n {4}at |in a way it should not/);
      await work.assertDone(world, at, name, again.said);
      await rm(at, { recursive: true });
      return `${left}, then ${again.code}`;
    });
  }
}

/** Kills a registry while it stores, moves the default and deletes, and looks at what the next one serves. */
async function killRegistry(ledger: Ledger, world: World, share: number): Promise<void> {
  const area = 'a registry, killed while it stores';
  const counted = join(world.folder, 'count-registry');
  const clean = await serveUntilDead(world, join(world.folder, 'store-clean'), { DIE_COUNT: counted });
  assert.equal(clean.said.at(-1), 'deleted');
  const calls = Number(await readFile(counted, 'utf8'));
  for (const point of pointsOf(calls, share)) {
    await ledger.named(area, `at call ${point} of ${calls}`, async () => {
      const data = join(world.folder, `store-${point}`);
      const { said } = await serveUntilDead(world, data, { DIE_AT: `${point}` });
      const found = await lookAtStore(world, data, said);
      await rm(data, { recursive: true, force: true });
      return found;
    });
  }
}

/** What a registry acknowledged before it died, or was stopped at the end. */
async function serveUntilDead(world: World, data: string, env: Readonly<Record<string, string>>) {
  const said: string[] = [];
  await withRegistry(world, data, env, async registry => {
    const name = 'kept-one';
    const content = (body: string) =>
      packUpload(name, { 'SKILL.md': skillText(name, description), 'more.txt': body + filler });
    const first = await registry.createSkill(await content('First. '));
    if (!first.ok) {
      return;
    }
    said.push('created');
    const { id } = first.value.skill;
    for (const step of ['second', 'third'] as const) {
      if (!(await registry.createVersion(id, await content(step))).ok) {
        return;
      }
      said.push(step);
    }
    if (!(await registry.setDefault(id, '2')).ok) {
      return;
    }
    said.push('moved');
    if ((await registry.deleteVersion(id, '1')).ok) {
      said.push('deleted');
    }
  });
  return { said };
}

async function withRegistry(
  { main }: World,
  data: string,
  env: Readonly<Record<string, string>>,
  work: (registry: Registry) => Promise<void>,
): Promise<void> {
  const token = 'torture';
  const child = spawn(process.execPath, ['--import', preload, main, 'registry', '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...common, SKILLWRIGHT_REGISTRY_TOKEN: token, ...env },
  });
  const ended = once(child, 'exit');
  try {
    const line = await Promise.race([
      once(createInterface({ input: child.stdout }), 'line'),
      ended.then(() => null),
    ]);
    if (line !== null) {
      const { baseURL } = JSON.parse(String(line[0])) as { baseURL: string };
      await work(
        targetTo({ baseURL, origin: new URL(baseURL).origin, token }, 'openai', 'Killed', { retries: 0 })
          .registry,
      );
    }
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

/** Whatever was acknowledged is there, and all that is there is whole. */
async function lookAtStore(world: World, data: string, said: readonly string[]): Promise<string> {
  let found = '';
  await withRegistry(world, data, {}, async registry => {
    const skills = await registry.listSkills();
    assertOk(skills);
    const [skill] = skills.value.items;
    if (!skill) {
      assert.deepEqual(said, []);
      found = 'nothing';
      return;
    }
    const versions = await registry.listVersions(skill.id);
    assertOk(versions);
    const keys = versions.value.items.map(({ key }) => key);
    for (const [step, key] of [
      ['created', '1'],
      ['second', '2'],
      ['third', '3'],
    ] as const) {
      const mayBeGone = key === '1' && said.includes('moved');
      assert.ok(!said.includes(step) || keys.includes(key) || mayBeGone, `${step} is gone: ${keys}`);
    }
    assert.ok(!said.includes('deleted') || !keys.includes('1'), 'what was deleted is back');
    assert.ok(!said.includes('moved') || skill.defaultVersion === '2', 'the default is another');
    assert.ok(keys.includes(skill.defaultVersion ?? ''), 'the default is none of the versions');
    for (const key of keys) {
      const stream = await registry.download(skill.id, key);
      assertOk(stream);
      const bundle = await new Response(stream.value).blob();
      assertOk(await inspectBundle({ registryKey: 'killed', skillId: skill.id, version: key }, bundle));
    }
    const next = await packUpload('kept-one', { 'SKILL.md': skillText('kept-one', description) });
    assertOk(await registry.createVersion(skill.id, next));
    found = `${said.at(-1) ?? 'nothing said'}: ${keys.join(' ')}, default ${skill.defaultVersion}`;
  });
  const rest = (await everythingIn(data)).filter(path => /scratch./.test(path));
  assert.deepEqual(rest, [], 'what was begun lies about');
  return found;
}

/**
 * Kills processes at every point of a publish, a download, a deletion and a store's work, by the system and without
 * warning. Nothing is half there afterwards, what was acknowledged is kept, and doing it once more ends it.
 */
export const suite: TortureSuite = {
  maxTime: 1_800_000,
  run: async (ledger, share) => {
    if (process.platform === 'win32') {
      return;
    }
    await using folder = await tempFolder();
    await using server = await startTestRegistry();
    const main = await bundledCommandLine(folder.path);
    const world: World = { folder: folder.path, main, server, registry: targetTo(server).registry };
    const works = [
      publishing('killed while it publishes a new skill', true),
      publishing('killed while it publishes a new version', false),
      downloading,
      deleting,
    ];
    const tasks = [
      ...works.map((work, index) => () => killWork(ledger, world, work, index, share)),
      () => killRegistry(ledger, world, share),
    ];
    const lane = async () => {
      for (let task = tasks.shift(); task; task = tasks.shift()) {
        await task();
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  },
};
