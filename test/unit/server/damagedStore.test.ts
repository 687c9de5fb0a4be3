import assert from 'node:assert/strict';
import { mkdir, readdir, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { SkillStore } from '../../../src/server/store/skillStore.ts';
import { UlidSource } from '../../../src/server/store/ulid.ts';
import { tempFolderOf } from '../../support/process/tempFolder.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry/startTestRegistry.ts';
import { addSkill, openStore } from '../../support/registry/testStore.ts';
import { assertOk } from '../../support/result.ts';
import { rawZip } from '../../support/zip/rawZip.ts';
import { skillText } from '../../support/zip/skillUpload.ts';

let registry: TestRegistry;
before(async () => {
  registry = await startTestRegistry({});
});
after(() => registry.dispose());

async function call(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${registry.baseURL}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${registry.token}`, ...init.headers },
  });
}

const anthropic = { 'anthropic-version': '2023-06-01' };

async function publish(name: string): Promise<string> {
  const form = new FormData();
  form.append(
    'files',
    new File([rawZip([{ name: `${name}/SKILL.md`, content: skillText(name, 'Is there.') }])], 'a.zip'),
  );
  const answer = await call('/skills', { method: 'POST', body: form });
  assert.equal(answer.status, 200);
  return ((await answer.json()) as { id: string }).id;
}

describe('a damaged file in the registry is the trouble of its own skill', () => {
  let damaged: string;
  let sound: string;
  let folder: string;
  beforeEach(async () => {
    damaged = await publish('damaged-one');
    sound = await publish('sound-one');
    folder = join(registry.dataDirectory, 'skills', damaged.replace('skill_', ''));
  });

  const damages: readonly (readonly [what: string, damage: (path: string) => Promise<unknown>])[] = [
    ['empty', path => truncate(path, 0)],
    ['cut off', path => truncate(path, 9)],
    ['noise', path => writeFile(path, Buffer.alloc(100, 0xff))],
    ['JSON of another shape', path => writeFile(path, '{"name":7}')],
    ['null', path => writeFile(path, 'null')],
    ['missing', path => rm(path)],
    ['a folder', path => rm(path).then(() => mkdir(path))],
    ['a link to itself', path => rm(path).then(() => symlink(path, path))],
  ];
  for (const [what, damage] of damages) {
    it(`when skill.json is ${what}`, async () => {
      await damage(join(folder, 'skill.json'));
      for (const headers of [{}, anthropic]) {
        const list = await call('/skills?limit=100', { headers });
        assert.equal(list.status, 200);
        const body = JSON.stringify(await list.json());
        assert.ok(body.includes(sound), 'the other skill is not listed');
        assert.match(
          body,
          new RegExp(`skills/${damaged.replace('skill_', '')}/skill\\.json in the registry's folder`),
        );
      }
      assert.equal((await call(`/skills/${damaged}`)).status, 200);
      assert.equal((await call(`/skills/${damaged}/content`)).status, 200);
      await publish('another-one');
      assert.equal((await call(`/skills/${damaged}`, { method: 'DELETE' })).status, 200);
    });
  }

  for (const part of ['', 'live', 'default']) {
    it(`when ${part || 'its whole folder'} is a link to itself`, async () => {
      const path = join(folder, part);
      await rm(path, { recursive: true });
      await symlink(path, path);
      for (const headers of [{}, anthropic]) {
        const list = await call('/skills?limit=100', { headers });
        assert.equal(list.status, 200);
        const body = JSON.stringify(await list.json());
        assert.ok(body.includes(sound), 'the other skill is not listed');
        assert.match(
          body,
          new RegExp(`${damaged}.*skills/${damaged.replace('skill_', '')}/(?:live|default) `),
        );
      }
      assert.equal((await call(`/skills/${damaged}`)).status, 200);
      const form = new FormData();
      form.append(
        'files',
        new File([rawZip([{ name: 'a/SKILL.md', content: skillText('a', 'Is.') }])], 'a.zip'),
      );
      const version = await call(`/skills/${damaged}/versions`, { method: 'POST', body: form });
      assert.match(await version.text(), /ELOOP|No skill/, 'it is an internal error');
      assert.equal((await call(`/skills/${damaged}`, { method: 'DELETE' })).status, 200);
      assert.equal((await call(`/skills/${damaged}`)).status, 404);
    });
  }

  // Facts that are missing are how a version is gone.
  for (const [what, damage] of damages.filter(([kind]) => kind !== 'missing')) {
    it(`when the facts of its version are ${what}`, async () => {
      const [name = ''] = await readdir(join(folder, 'default'));
      await damage(join(folder, 'default', name));
      const list = await call('/skills?limit=100');
      assert.equal(list.status, 200);
      const body = JSON.stringify(await list.json());
      assert.ok(body.includes(sound));
      assert.ok(body.includes(name), 'the file is not named');
      assert.equal((await call(`/skills/${damaged}`, { method: 'DELETE' })).status, 200);
    });
  }

  for (const [what, damage] of [
    ['a flipped byte', (path: string) => writeFile(path, 'X', { flag: 'r+' })],
    ['its end cut off', (path: string) => truncate(path, 50)],
    ['nothing in it any more', (path: string) => truncate(path, 0)],
    ['another bundle in its place', (path: string) => writeFile(path, rawZip([{ name: 'x/SKILL.md' }]))],
  ] as const) {
    it(`when its bundle has ${what}, which is not served`, async () => {
      await damage(join(folder, 'bundles', '1.zip'));
      const { data } = (await (await call(`/skills/${damaged}/versions`, { headers: anthropic })).json()) as {
        data: { id: string }[];
      };
      for (const [version, headers] of [
        ['1', {}],
        [data[0]?.id, anthropic],
      ] as const) {
        const answer = await call(`/skills/${damaged}/versions/${version}/content`, { headers });
        assert.equal(answer.status, 422);
        const { error } = (await answer.json()) as { error: { message: string } };
        assert.match(error.message, /bundles\/1\.zip in the registry's folder is not what was uploaded/);
      }
      assert.equal((await call(`/skills/${sound}/versions/1/content`)).status, 200);
    });
  }
});

it('a bundle is damaged where a file is in the place of its folder', async () => {
  const id = await publish('without-bundles');
  const bundles = join(registry.dataDirectory, 'skills', id.replace('skill_', ''), 'bundles');
  await rm(bundles, { recursive: true });
  await writeFile(bundles, '');
  assert.equal((await call(`/skills/${id}/content`)).status, 422);
});

describe('a store', () => {
  it('keeps its folders to this user alone, those of earlier releases as well', async t => {
    if (process.platform === 'win32') {
      return;
    }
    const root = join(await tempFolderOf(t), 'data');
    await mkdir(join(root, 'skills'), { recursive: true, mode: 0o755 });
    await openStore(root);
    for (const folder of ['skills', 'scratch']) {
      assert.equal((await stat(join(root, folder))).mode & 0o777, 0o700, folder);
    }
    const made = join(await tempFolderOf(t), 'made');
    await openStore(made);
    assert.equal((await stat(made)).mode & 0o777, 0o700);
  });

  it('puts a new skill first although the clock went back a day', async t => {
    const root = await tempFolderOf(t);
    const store = await openStore(root);
    const first = await addSkill(store);
    t.mock.method(Date, 'now', () => 1_700_000_000_000);
    const later = await SkillStore.open(root);
    assertOk(later);
    const second = await addSkill(later.value);
    const page = await later.value.page({ order: 'desc', limit: 10, isEmptySkipped: true });
    assert.deepEqual(
      page.skills.map(({ id }) => id),
      [second, first],
    );
  });

  it('makes ids that follow one of another process', () => {
    const source = new UlidSource(() => 5);
    source.follow('01ZZZZZZZZZZZZZZZZZZZZZZZZ');
    assert.ok(source.next() > '01ZZZZZZZZZZZZZZZZZZZZZZZZ');
  });
});
