import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  allowedSecrets,
  emptyLinkFile,
  formatLinkFile,
  type Link,
  type LinkFile,
  linkedFolders,
  linkOf,
  linksOf,
  moveLinks,
  parseLinkFile,
  takeFolders,
  withAllowedSecrets,
  withFolders,
  withLink,
  withoutFolders,
} from '../../../../src/core/link/linkFile.ts';
import { assertOk } from '../../../support/result.ts';

const link: Link = {
  skillId: 'skill_1',
  name: 'greeter',
  version: '4',
  digest: 'sha256:00',
  publishedAt: '2026-11-21T10:00:00.000Z',
};

function parsed(text: string): LinkFile {
  const file = parseLinkFile(text);
  assertOk(file);
  return file.value;
}

function whyNot(text: string): string {
  const file = parseLinkFile(text);
  assert.ok(!file.ok && file.failure.kind === 'malformed-file');
  return file.failure.why;
}

describe('the link file', () => {
  it('is written with sorted keys and a line for each value, whatever the order of changes', () => {
    const forth = withLink(withLink(emptyLinkFile, 'b', 'openai', link), 'a', 'anthropic', link);
    const back = withLink(withLink(emptyLinkFile, 'a', 'anthropic', link), 'b', 'openai', link);
    assert.equal(formatLinkFile(forth), formatLinkFile(back));
    assert.equal(
      formatLinkFile(withLink(emptyLinkFile, 'skills/greeter', 'openai', link)),
      `{
  "skills": {
    "skills/greeter": {
      "registries": {
        "openai": {
          "digest": "sha256:00",
          "name": "greeter",
          "publishedAt": "2026-11-21T10:00:00.000Z",
          "skillId": "skill_1",
          "version": "4"
        }
      }
    }
  },
  "version": 1
}
`,
    );
  });

  it('reads what it wrote', () => {
    const file = parsed(formatLinkFile(withLink(emptyLinkFile, 'a', 'openai', link)));
    assert.deepEqual(linkOf(file, 'a', 'openai'), link);
    assert.equal(linkOf(file, 'a', 'anthropic'), null);
    assert.equal(linkOf(file, 'b', 'openai'), null);
  });

  it('keeps fields that it does not know, at every level', () => {
    const text = JSON.stringify({
      version: 1,
      team: 'docs',
      skills: { a: { owner: 'x', registries: { openai: { ...link, note: [1, { z: 1 }] } } } },
    });
    const content = parsed(formatLinkFile(withLink(parsed(text), 'a', 'openai', { ...link, version: '5' })));
    assert.deepEqual(JSON.parse(formatLinkFile(content)), {
      version: 1,
      team: 'docs',
      skills: { a: { owner: 'x', registries: { openai: { ...link, version: '5', note: [1, { z: 1 }] } } } },
    });
  });

  it('keeps names apart that JavaScript objects treat in a special way', () => {
    const file = withLink(emptyLinkFile, '__proto__', 'constructor', link);
    const again = parsed(formatLinkFile(file));
    assert.deepEqual(linkOf(again, '__proto__', 'constructor'), link);
    assert.equal(linkOf(emptyLinkFile, '__proto__', 'constructor'), null);
    assert.equal(linkOf(emptyLinkFile, 'toString', 'length'), null);
  });

  it('says what is wrong with a file that it will not touch', () => {
    assert.match(whyNot('{"version": 1,'), /not JSON/);
    assert.match(whyNot('[]'), /not a JSON object/);
    assert.match(whyNot('{"skills":{}}'), /"version" is null/);
    assert.match(whyNot('{"version":2,"skills":{}}'), /"version" is 2, not 1/);
    assert.match(whyNot('{"version":1,"skills":[]}'), /"skills" is not an object/);
    assert.match(whyNot('{"version":1,"skills":{"a":3}}'), /the entry of "a"/);
    assert.match(whyNot('null'), /not a JSON object/);
    assert.match(whyNot('{"version":1,"skills":{"a":{"registries":[]}}}'), /"registries" of "a"/);
    assert.match(whyNot('{"version":1,"skills":{"a":{"allowedSecrets":1}}}'), /"allowedSecrets" of "a"/);
    assert.match(
      whyNot('{"version":1,"skills":{"a":{"registries":{"openai":[]}}}}'),
      /link of "a" to "openai" is not/,
    );
    const incomplete = { version: 1, skills: { a: { registries: { openai: { ...link, digest: 4 } } } } };
    assert.match(whyNot(JSON.stringify(incomplete)), /link of "a" to "openai" has no text in "digest"/);
  });

  it('that is nested deeper than makes sense is refused, before anybody walks it', () => {
    const deep = `{"version":1,"skills":{},"x":${'['.repeat(4_000)}${']'.repeat(4_000)}}`;
    assert.match(whyNot(deep), /nested more than 100 deep/);
    assert.ok(parseLinkFile(`{"version":1,"skills":{},"x":${'['.repeat(50)}${']'.repeat(50)}}`).ok);
  });

  it('with an id that cannot be part of an address is refused', () => {
    for (const bad of [{ skillId: '\ud800' }, { version: 'a\udc00' }, { skillId: '' }, { skillId: 'a\nb' }]) {
      const file = { version: 1, skills: { a: { registries: { openai: { ...link, ...bad } } } } };
      assert.match(whyNot(JSON.stringify(file)), /link of "a" to "openai" has an id that no registry gives/);
    }
  });

  it('recognises a conflict that git left', () => {
    const text = formatLinkFile(withLink(emptyLinkFile, 'a', 'openai', link)).replace(
      '          "version": "4"',
      '<<<<<<< HEAD\n          "version": "4"\n=======\n          "version": "5"\n>>>>>>> theirs',
    );
    assert.match(whyNot(text), /conflict markers of git/);
  });

  it('reads a file with a byte order mark and Windows line ends', () => {
    const text = `\uFEFF${formatLinkFile(withLink(emptyLinkFile, 'a', 'openai', link)).replaceAll('\n', '\r\n')}`;
    assert.deepEqual(linkOf(parsed(text), 'a', 'openai'), link);
  });

  it('takes the links along when a folder is renamed, with the folders inside', () => {
    let file = withLink(emptyLinkFile, 'skills/a', 'openai', link);
    file = withLink(file, 'skills/a/nested', 'openai', link);
    file = withLink(file, 'skills/ab', 'openai', link);
    const moved = moveLinks(file, 'skills/a', 'kept/b');
    assert.deepEqual(linkOf(moved, 'kept/b', 'openai'), link);
    assert.deepEqual(linkOf(moved, 'kept/b/nested', 'openai'), link);
    assert.deepEqual(linkOf(moved, 'skills/ab', 'openai'), link);
    assert.equal(linkOf(moved, 'skills/a', 'openai'), null);
  });

  it('lets a folder that is renamed win over what was known of its new place, whatever the two are called', () => {
    for (const [from, to] of [
      ['skills/a', 'skills/b'],
      ['skills/b', 'skills/a'],
    ] as const) {
      let file = withLink(emptyLinkFile, from, 'openai', { ...link, skillId: 'moved' });
      file = withLink(file, to, 'openai', { ...link, skillId: 'gone' });
      file = withLink(file, to, 'anthropic', { ...link, skillId: 'other' });
      const moved = moveLinks(parsed(formatLinkFile(file)), from, to);
      assert.equal(linkOf(moved, to, 'openai')?.skillId, 'moved', `${from} to ${to}`);
      assert.equal(linkOf(moved, to, 'anthropic')?.skillId, 'other', `${from} to ${to}`);
      assert.equal(linkOf(moved, from, 'openai'), null);
    }
  });

  it('remembers allowed files by digest beside the links', () => {
    const file = withAllowedSecrets(
      withLink(emptyLinkFile, 'a', 'openai', link),
      'a',
      new Map([['.env', 'sha256:1']]),
    );
    const more = parsed(formatLinkFile(withAllowedSecrets(file, 'a', new Map([['k.pem', 'sha256:2']]))));
    assert.deepEqual(
      [...allowedSecrets(more, 'a')],
      [
        ['.env', 'sha256:1'],
        ['k.pem', 'sha256:2'],
      ],
    );
    assert.deepEqual(linkOf(more, 'a', 'openai'), link);
  });

  it('is sound without anything in it, and lists its folders in order', () => {
    assert.deepEqual(linkedFolders(parsed('{"version":1}')), []);
    const file = withLink(withLink(emptyLinkFile, 'b', 'openai', link), 'a', 'openai', link);
    assert.deepEqual(linkedFolders(file), ['a', 'b']);
  });

  it('takes no more for an allowed file than a path with its digest', () => {
    const file = parsed('{"version":1,"skills":{"a":{"allowedSecrets":{".env":"sha256:1","k.pem":true}}}}');
    assert.deepEqual([...allowedSecrets(file, 'a')], [['.env', 'sha256:1']]);
    assert.deepEqual([...allowedSecrets(file, 'b')], []);
  });
});

describe('what the link file knows of a folder', () => {
  const other = { ...link, version: '9' };
  let file = withLink(emptyLinkFile, 'skills/a', 'openai', link);
  file = withLink(file, 'skills/a/nested', 'openai', link);
  file = withLink(file, 'skills/ab', 'openai', link);
  file = withAllowedSecrets(file, 'skills/a', new Map([['.env', 'sha256:1']]));

  it('is taken out whole, with the folders inside and no others', () => {
    assert.deepEqual([...takeFolders(file, 'skills/a').keys()], ['', 'nested']);
    assert.deepEqual(linkedFolders(withoutFolders(file, 'skills/a')), ['skills/ab']);
    assert.deepEqual(linkedFolders(withoutFolders(file, 'skills')), []);
    assert.deepEqual(formatLinkFile(withoutFolders(file, 'a')), formatLinkFile(file));
  });

  it('goes into another file under another name', () => {
    const there = withFolders(emptyLinkFile, 'copy', takeFolders(file, 'skills/a'));
    assert.deepEqual(linkedFolders(there), ['copy', 'copy/nested']);
    assert.deepEqual([...linksOf(there, 'copy')], [['openai', link]]);
    assert.deepEqual([...allowedSecrets(there, 'copy')], [['.env', 'sha256:1']]);
  });

  it('replaces what was known of the same registries, and leaves the links to others', () => {
    let there = withLink(emptyLinkFile, 'copy', 'openai', other);
    there = withLink(there, 'copy', 'anthropic', other);
    const merged = withFolders(there, 'copy', takeFolders(file, 'skills/a'));
    assert.deepEqual(linkOf(merged, 'copy', 'openai'), link);
    assert.deepEqual(linkOf(merged, 'copy', 'anthropic'), other);
  });
});
