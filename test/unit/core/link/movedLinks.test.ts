import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  allowedSecrets,
  emptyLinkFile,
  formatLinkFile,
  linkedFolders,
  linkOf,
  linksOf,
  parseLinkFile,
  withAllowedSecrets,
  withLink,
} from '../../../../src/core/link/linkFile.ts';
import { findMoved, followMove } from '../../../../src/core/link/movedLinks.ts';
import { type MemoryLinks, memoryLinks } from '../../../support/publish/memoryLinks.ts';
import { assertOk } from '../../../support/result.ts';

const link = {
  skillId: 's',
  name: 'n',
  version: '1',
  digest: 'sha256:1',
  publishedAt: '2026-01-01T00:00:00Z',
};
const secret = new Map([['a.txt', 'sha256:5']]);

/** `skills/a` with a link and an allowed secret, `skills/a/inner` with a link, and `skills/ab`, which stays. */
function first(): MemoryLinks {
  let file = withLink(emptyLinkFile, 'skills/a', 'openai', link);
  file = withAllowedSecrets(file, 'skills/a', secret);
  file = withLink(file, 'skills/a/inner', 'anthropic', { ...link, skillId: 'i' });
  return memoryLinks(formatLinkFile(withLink(file, 'skills/ab', 'openai', { ...link, skillId: 'b' })));
}

function read(store: MemoryLinks) {
  const file = parseLinkFile(store.text);
  assertOk(file);
  return file.value;
}

describe('the links of a folder that was moved', () => {
  it('are renamed in their file', async () => {
    const store = first();
    const moved = await followMove({ store, folder: 'skills/a' }, { store, folder: 'agents/c' }, true);
    assert.deepEqual(moved, { ok: true, value: true });
    assert.deepEqual(linkedFolders(read(store)), ['agents/c', 'agents/c/inner', 'skills/ab']);
    assert.deepEqual(linkOf(read(store), 'agents/c', 'openai'), link);
    assert.deepEqual(allowedSecrets(read(store), 'agents/c'), secret);
  });

  it('go along to the file of another workspace folder, with all that is inside', async () => {
    const store = first();
    const other = memoryLinks(formatLinkFile(withLink(emptyLinkFile, 'mine', 'openai', link)));
    const moved = await followMove({ store, folder: 'skills/a' }, { store: other, folder: 'c' }, false);
    assert.deepEqual(moved, { ok: true, value: true });
    assert.deepEqual(linkedFolders(read(store)), ['skills/ab']);
    assert.deepEqual(linkedFolders(read(other)), ['c', 'c/inner', 'mine']);
    assert.deepEqual(linkOf(read(other), 'c', 'openai'), link);
    assert.equal(linkOf(read(other), 'c/inner', 'anthropic')?.skillId, 'i');
    assert.deepEqual(allowedSecrets(read(other), 'c'), secret);
  });

  it('take the place of what was known of the same registry there, and of nothing else', async () => {
    const store = first();
    let there = withLink(emptyLinkFile, 'c', 'openai', { ...link, skillId: 'old' });
    there = withLink(there, 'c', 'local', { ...link, skillId: 'mine' });
    const other = memoryLinks(formatLinkFile(there));
    await followMove({ store, folder: 'skills/a' }, { store: other, folder: 'c' }, false);
    const links = linksOf(read(other), 'c');
    assert.deepEqual([links.get('openai')?.skillId, links.get('local')?.skillId], ['s', 'mine']);
  });

  it('are not looked for by writing: a file that knows nothing of the folder stays as it is', async () => {
    const store = first();
    const before = store.text;
    store.update = () => assert.fail('written');
    const moved = await followMove({ store, folder: 'skills/b' }, { store, folder: 'c' }, true);
    assert.deepEqual(moved, { ok: true, value: false });
    assert.equal(store.text, before);
  });

  it('stay where they are when the other file cannot be written', async () => {
    const store = first();
    const before = store.text;
    const broken = memoryLinks('{');
    const moved = await followMove({ store, folder: 'skills/a' }, { store: broken, folder: 'c' }, false);
    assert.ok(!moved.ok && moved.failure.kind === 'malformed-file');
    assert.equal(store.text, before);
    assert.equal(broken.text, '{');
  });
});

const file = withLink(withLink(emptyLinkFile, 'old/a', 'openai', link), 'old/b', 'openai', {
  ...link,
  skillId: 't',
  digest: 'sha256:2',
});
const nothingExists = async () => false;

describe('findMoved', () => {
  it('finds the gone folder with the same content', async () => {
    assert.deepEqual(await findMoved(file, 'openai', 'sha256:2', nothingExists), {
      folder: 'old/b',
      link: { ...link, skillId: 't', digest: 'sha256:2' },
    });
  });

  it('does not take a link from a folder that is still there, has other content or another registry', async () => {
    assert.equal(await findMoved(file, 'openai', 'sha256:1', async folder => folder === 'old/a'), null);
    assert.equal(await findMoved(file, 'openai', 'sha256:3', nothingExists), null);
    assert.equal(await findMoved(file, 'anthropic', 'sha256:1', nothingExists), null);
  });

  it('does not choose between two', async () => {
    const twice = withLink(file, 'old/copy', 'openai', link);
    assert.equal(await findMoved(twice, 'openai', 'sha256:1', nothingExists), null);
  });
});
