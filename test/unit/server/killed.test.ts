import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { bundledCommandLine } from '../../support/process/commandLine.ts';
import { seededRandom } from '../../support/process/seededRandom.ts';
import { tempFolder } from '../../support/process/tempFolder.ts';
import { type RegistryProcess, startRegistryProcess } from '../../support/registry/registryProcess.ts';
import { unzipped } from '../../support/skill/skillFiles.ts';
import { rawZip } from '../../support/zip/rawZip.ts';
import { skillText } from '../../support/zip/skillUpload.ts';

const rounds = 50;
/** Uploads at a time. */
const lanes = 3;
/** The kill comes after a random number of acknowledgements, and so much later at most: in the next upload. ms. */
const mostAcknowledged = 4;
const longestDelay = 30;
/** Of the file beside SKILL.md, at most, in bytes: large enough to arrive in many pieces. */
const maxFileBytes = 400_000;

interface SkillObject {
  readonly id: string;
  readonly default_version: string;
}

interface VersionObject {
  readonly skill_id: string;
  readonly version: string;
}

/** What was sent, by the digest of its zip, and what the registry said that it has. */
class Ledger {
  readonly sent = new Set<string>();
  readonly acknowledged = new Map<string, string>();
  interrupted = 0;
  #count = 0;
  #onAcknowledged = () => {};

  acknowledge(path: string, zip: Uint8Array): void {
    this.acknowledged.set(path, digest(zip));
    this.#onAcknowledged();
  }

  /** Waits for so many more. */
  async enough(more: number): Promise<void> {
    const goal = this.acknowledged.size + more;
    await new Promise<void>(resolve => {
      this.#onAcknowledged = () => {
        if (this.acknowledged.size >= goal) {
          resolve();
        }
      };
      this.#onAcknowledged();
    });
  }

  nextZip(random: () => number): Buffer<ArrayBuffer> {
    const description = `Upload ${this.#count++}. Use when counting.`;
    const content = Buffer.alloc(Math.floor(random() * maxFileBytes), `${description} `);
    const zip = rawZip([
      { name: 'survivor/SKILL.md', content: skillText('survivor', description), method: 0 },
      { name: 'survivor/large.txt', content, method: 0 },
    ]);
    this.sent.add(digest(zip));
    return zip;
  }
}

const seed = Number(process.env.SKILLWRIGHT_SEED ?? Date.now() % 2 ** 31);

it(`has every acknowledged version, whole, after ${rounds} kills during uploads (SKILLWRIGHT_SEED=${seed})`, async t => {
  const random = seededRandom(seed);
  const ledger = new Ledger();
  await using folder = await tempFolder();
  const dataDirectory = join(folder.path, 'data');
  const main = await bundledCommandLine(folder.path);
  let registry = await startRegistryProcess({ dataDirectory, main });
  t.after(() => registry.kill());
  const skills = [await createSkill(registry, ledger, random), await createSkill(registry, ledger, random)];
  for (let round = 0; round < rounds; round++) {
    const enough = ledger.enough(Math.floor(random() * mostAcknowledged));
    const uploads = Array.from({ length: lanes }, () => uploadUntilKilled(registry, ledger, skills, random));
    await enough;
    await delay(random() * longestDelay);
    await registry.kill();
    await Promise.all(uploads);
    registry = await startRegistryProcess({ dataDirectory, main });
    await verify(registry, ledger);
  }
  assert.deepEqual(
    await readdir(join(dataDirectory, 'scratch')),
    [],
    'what the killed ones received is swept',
  );
  assert.ok(ledger.acknowledged.size > 0 && ledger.interrupted >= rounds, 'uploads were under way');
  t.diagnostic(`${ledger.acknowledged.size} acknowledged, ${ledger.interrupted} interrupted`);
});

async function uploadUntilKilled(
  registry: RegistryProcess,
  ledger: Ledger,
  skills: readonly string[],
  random: () => number,
): Promise<void> {
  for (;;) {
    try {
      const choice = random();
      if (choice < 0.2) {
        await createSkill(registry, ledger, random);
      } else {
        const skill = skills[choice < 0.6 ? 0 : 1]!;
        await createVersion(registry, ledger, skill, random);
      }
    } catch {
      ledger.interrupted++;
      return;
    }
  }
}

async function createSkill(registry: RegistryProcess, ledger: Ledger, random: () => number): Promise<string> {
  const zip = ledger.nextZip(random);
  const { id } = (await send(registry, '/skills', zip)) as SkillObject;
  ledger.acknowledge(`${id}/versions/1`, zip);
  return id;
}

async function createVersion(
  registry: RegistryProcess,
  ledger: Ledger,
  skill: string,
  random: () => number,
): Promise<void> {
  const zip = ledger.nextZip(random);
  const isDefault = random() < 0.3;
  const { version } = (await send(registry, `/skills/${skill}/versions`, zip, isDefault)) as VersionObject;
  ledger.acknowledge(`${skill}/versions/${version}`, zip);
}

async function send(registry: RegistryProcess, path: string, zip: Buffer<ArrayBuffer>, isDefault = false) {
  const body = new FormData();
  body.append('files', new File([zip], 'survivor.zip', { type: 'application/zip' }));
  if (isDefault) {
    body.append('default', 'true');
  }
  const answer = await fetch(registry.baseURL + path, { method: 'POST', headers: headersOf(registry), body });
  assert.equal(answer.status, 200);
  return answer.json();
}

/** Everything that is listed is something that was sent, whole; and everything acknowledged is listed. */
async function verify(registry: RegistryProcess, ledger: Ledger): Promise<void> {
  const found = new Map<string, string>();
  for (const { id } of await listAll<SkillObject>(registry, '/skills')) {
    const versions = await listAll<VersionObject>(registry, `/skills/${id}/versions`);
    assert.ok(versions.length > 0, `${id} has versions`);
    const skill = (await read(registry, `/skills/${id}`)) as SkillObject;
    assert.ok(
      versions.some(({ version }) => version === skill.default_version),
      'the default is one of them',
    );
    for (const { version } of versions) {
      const path = `${id}/versions/${version}`;
      found.set(path, checked.get(path) ?? (await downloadDigest(registry, ledger, path)));
    }
  }
  for (const [path, expected] of ledger.acknowledged) {
    assert.equal(found.get(path), expected, `${path} is as it was acknowledged`);
  }
  for (const [path, known] of found) {
    checked.set(path, known);
  }
}

/** Versions never change, so each is downloaded once, after the first restart since it was made. */
const checked = new Map<string, string>();

async function downloadDigest(registry: RegistryProcess, ledger: Ledger, path: string): Promise<string> {
  const answer = await fetch(`${registry.baseURL}/skills/${path}/content`, { headers: headersOf(registry) });
  assert.equal(answer.status, 200, path);
  const zip = Buffer.from(await answer.arrayBuffer());
  assert.ok(ledger.sent.has(digest(zip)), `${path} is whole`);
  assert.equal((await unzipped(new Blob([zip]))).size, 2);
  return digest(zip);
}

async function listAll<T>(registry: RegistryProcess, path: string): Promise<T[]> {
  const items: T[] = [];
  for (let after: string | null = null; ; ) {
    const cursor: string = after === null ? '' : `&after=${after}`;
    const page = (await read(registry, `${path}?limit=100${cursor}`)) as {
      data: T[];
      last_id: string;
      has_more: boolean;
    };
    items.push(...page.data);
    if (!page.has_more) {
      return items;
    }
    after = page.last_id;
  }
}

async function read(registry: RegistryProcess, path: string): Promise<unknown> {
  return (await fetch(registry.baseURL + path, { headers: headersOf(registry) })).json();
}

function headersOf({ token }: RegistryProcess) {
  return { authorization: `Bearer ${token}` };
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
