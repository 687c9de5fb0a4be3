import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findMoved } from '../../../../src/core/link/findMoved.ts';
import { emptyLinkFile, withLink } from '../../../../src/core/link/linkFile.ts';

const link = {
  skillId: 's',
  name: 'n',
  version: '1',
  digest: 'sha256:1',
  publishedAt: '2026-01-01T00:00:00Z',
};
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
