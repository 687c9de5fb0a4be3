import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeFailure } from '../../../../src/core/failure/failureText.ts';
import { formatOpenLink, parseOpenLink } from '../../../../src/core/published/openLink.ts';

test('a link leads back to the skill or version that it was made for', () => {
  for (const version of ['3', null]) {
    const link = { registryKey: 'openai https://a.b/v1 project=p&q', skillId: 'ghcr.io/a:b@c', version };
    const url = new URL(formatOpenLink('vscode', 'skillwright.skillwright', link));
    assert.equal(`${url.protocol}//${url.host}${url.pathname}`, 'vscode://skillwright.skillwright/open');
    assert.deepEqual(parseOpenLink(url.pathname, url.search.slice(1)), { ok: true, value: link });
  }
});

test('a link that names nothing, too much or something odd is refused with the reason', () => {
  const refused: readonly (readonly [string, string, RegExp])[] = [
    ['/publish', 'registry=local&skill=s', /asks for nothing that Skillwright does/],
    ['/open/../x', 'registry=local&skill=s', /asks for nothing/],
    ['/open', '', /names no registry/],
    ['/open', 'registry=local', /names no skill/],
    ['/open', 'registry=local&skill=', /names no skill/],
    ['/open', 'registry=local&skill=a&skill=b', /more than one skill/],
    ['/open', `registry=local&skill=${'a'.repeat(301)}`, /too long/],
    ['/open', 'registry=local&skill=a%E2%80%AEb', /hidden characters/],
    ['/open', 'registry=local&skill=a%00', /hidden characters/],
    ['/open', 'registry=local&skill=a&version=%1B%5B31m', /hidden characters/],
  ];
  for (const [path, query, why] of refused) {
    const link = parseOpenLink(path, query);
    assert.ok(!link.ok, query);
    assert.match(describeFailure(link.failure).message, why);
  }
});

test('what else is in a link is not looked at', () => {
  assert.deepEqual(parseOpenLink('/open', 'registry=local&skill=s&command=delete&version='), {
    ok: true,
    value: { registryKey: 'local', skillId: 's', version: null },
  });
});
