import assert from 'node:assert/strict';
import { cp, mkdir, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { startRegistry } from '../../src/server/startRegistry.ts';
import { tempFolder } from '../support/process/tempFolder.ts';
import type { TortureSuite } from '../support/torture/ledger.ts';
import { rawZip } from '../support/zip/rawZip.ts';
import { skillText } from '../support/zip/skillUpload.ts';

const token = 'torture';

const damages: readonly (readonly [what: string, damage: (path: string) => Promise<unknown>])[] = [
  ['emptied', path => truncate(path, 0)],
  ['cut off', path => truncate(path, 7)],
  ['overwritten with noise', path => writeFile(path, Buffer.alloc(500, 0xfe))],
  ['with its first byte changed', path => writeFile(path, '\u0001', { flag: 'r+' })],
  ['JSON of another shape', path => writeFile(path, '{"name":[]}')],
  ['removed', path => rm(path)],
  ['replaced by a folder', path => rm(path).then(() => mkdir(path))],
  ['replaced by a link to itself', path => rm(path).then(() => symlink(path, path))],
  ['replaced by a link to /dev/zero', path => rm(path).then(() => symlink('/dev/zero', path))],
];

/** Every file of a registry's folder, damaged in every way: the other skill is served, nothing is an internal error. */
export const suite: TortureSuite = {
  maxTime: 300_000,
  run: async (ledger, share) => {
    await using folder = await tempFolder();
    const sound = join(folder.path, 'sound');
    const kept = await fill(sound);
    const files = (await readdir(sound, { recursive: true, withFileTypes: true }))
      .filter(entry => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(sound.length + 1))
      .filter(path => !path.includes(kept.replace('skill_', '')))
      .sort();
    for (const [index, file] of files.entries()) {
      for (const [position, [what, damage]] of damages.entries()) {
        if (share < 1 && position !== index % damages.length) {
          continue;
        }
        const kind = file
          .split(sep)
          .slice(2)
          .join('/')
          .replace(/01\w{24}/, 'ULID');
        await ledger.named('damaged stores', `${kind} ${what}`, async () => {
          const store = join(folder.path, 'damaged');
          await cp(sound, store, { recursive: true });
          try {
            await damage(join(store, file));
            return await look(store, kept);
          } finally {
            await rm(store, { recursive: true });
          }
        });
      }
    }
  },
};

/** Two skills, one of them with two versions; the id of the other, which is left alone. */
async function fill(folder: string): Promise<string> {
  return serve(folder, async call => {
    const first = await upload(call, '/skills', 'damaged-one');
    await upload(call, `/skills/${first}/versions`, 'damaged-one');
    return upload(call, '/skills', 'kept-one');
  });
}

type Call = (path: string, init?: RequestInit) => Promise<Response>;

async function serve<T>(folder: string, work: (call: Call) => Promise<T>): Promise<T> {
  const bugs: unknown[] = [];
  const started = await startRegistry({ dataDirectory: folder, token, onBug: bug => bugs.push(bug) });
  assert.ok(started.ok, 'it does not start');
  try {
    const result = await work((path, init = {}) =>
      fetch(`${started.value.baseURL}${path}`, {
        ...init,
        headers: { authorization: `Bearer ${token}`, ...init.headers },
      }),
    );
    assert.deepEqual(bugs, [], 'an exception');
    return result;
  } finally {
    await started.value.close();
  }
}

async function upload(call: Call, path: string, name: string): Promise<string> {
  const form = new FormData();
  const zip = rawZip([{ name: `${name}/SKILL.md`, content: skillText(name, 'Is there.') }]);
  form.append('files', new File([zip], 'a.zip'));
  const answer = await call(path, { method: 'POST', body: form });
  assert.equal(answer.status, 200);
  return ((await answer.json()) as { id: string }).id;
}

async function look(folder: string, kept: string): Promise<string> {
  return serve(folder, async call => {
    const said: number[] = [];
    for (const headers of [{}, { 'anthropic-version': '2023-06-01' }]) {
      const list = await call('/skills?limit=100', { headers });
      assert.equal(list.status, 200);
      const { data } = (await list.json()) as { data: readonly { id: string }[] };
      assert.ok(
        data.some(({ id }) => id === kept),
        'the other skill is gone',
      );
      for (const { id } of data) {
        const skill = await call(`/skills/${id}`, { headers });
        said.push(skill.status);
        assert.notEqual(skill.status, 500);
      }
    }
    const { data } = (await (await call('/skills?limit=100')).json()) as { data: readonly { id: string }[] };
    for (const { id } of data) {
      for (const version of [1, 2]) {
        const content = await call(`/skills/${id}/versions/${version}/content`);
        said.push(content.status);
        assert.notEqual(content.status, 500);
        await content.arrayBuffer().catch(() => undefined);
      }
    }
    assert.equal((await call(`/skills/${kept}/content`)).status, 200);
    await upload(call, '/skills', 'another-one');
    return said.join(' ');
  });
}
