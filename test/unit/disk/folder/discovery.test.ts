import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { describe, test } from 'node:test';
import { searchSkills } from '../../../../src/core/bundle/search/searchSkills.ts';
import { findSkills } from '../../../../src/disk/folder/findSkills.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';

/** Makes files and links below a folder. */
async function make(
  root: string,
  files: Readonly<Record<string, string | { readonly link: string }>>,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await (typeof content === 'string'
      ? writeFile(join(root, path), content)
      : symlink(content.link, join(root, path)));
  }
}

function git(cwd: string, ...args: readonly string[]): void {
  execFileSync('git', ['-c', 'init.defaultBranch=main', ...args], { cwd, stdio: 'ignore' });
}

/** The skills below a folder with their other places and why they are not published together; then what was passed over. */
async function search(root: string, start = '.') {
  const found = await findSkills(join(root, start));
  assert.ok(found.ok, JSON.stringify(found));
  const { skills, passedOver } = found.value;
  return {
    skills: skills.map(({ folder, places, notInBulk }) => {
      const not = notInBulk === null ? '' : notInBulk.kind === 'inside' ? ' (inside)' : ` (${notInBulk.why})`;
      return [relative(root, folder) || '.', ...places].join(' = ') + not;
    }),
    passedOver: passedOver.map(({ path, why }) => `${relative(root, path)}: ${why}`),
  };
}

describe('skills in folders that Git ignores', () => {
  test('are passed over, at every level and by every kind of ignore file', async () => {
    await using folder = await tempFolder();
    await make(folder.path, {
      '.gitignore': '/dist/\n',
      'dist/skills/built/SKILL.md': '',
      'packages/a/.gitignore': 'out\n',
      'packages/a/out/one/SKILL.md': '',
      'private/mine/SKILL.md': '',
      'skills/greet/SKILL.md': '',
    });
    git(folder.path, 'init');
    await writeFile(join(folder.path, '.git/info/exclude'), 'private/\n');
    assert.deepEqual(await search(folder.path), {
      skills: ['skills/greet'],
      passedOver: [
        'dist: by “/dist/” in .gitignore:1',
        'packages/a/out: by “out” in packages/a/.gitignore:1',
        'private: by “private/” in .git/info/exclude:1',
      ],
    });
  });

  test('are found where Git tracks them all the same', async () => {
    await using folder = await tempFolder();
    await make(folder.path, {
      '.gitignore': 'generated/\n',
      'generated/kept/SKILL.md': '',
      'generated/loose/SKILL.md': '',
    });
    git(folder.path, 'init');
    git(folder.path, 'add', '-f', 'generated/kept/SKILL.md');
    const { skills, passedOver } = await search(folder.path);
    assert.deepEqual(skills, ['generated/kept']);
    assert.deepEqual(passedOver, ['generated/loose: by “generated/” in .gitignore:1']);
  });

  test('are found when the folder is named itself', async () => {
    await using folder = await tempFolder();
    await make(folder.path, {
      '.gitignore': 'tmp/\n.agents/**\n',
      'tmp/a/SKILL.md': '',
      '.agents/skills/b/SKILL.md': '',
    });
    git(folder.path, 'init');
    assert.deepEqual((await search(folder.path, 'tmp')).skills, ['tmp/a']);
    assert.deepEqual((await search(folder.path, 'tmp/a')).skills, ['tmp/a']);
    assert.deepEqual((await search(folder.path, '.agents/skills')).skills, ['.agents/skills/b']);
  });

  test('count where an agent reads them, but are not published with the others, however they are ignored', async () => {
    for (const pattern of ['.claude/', '.claude/**', '.claude/skills/*', '*']) {
      await using folder = await tempFolder();
      await make(folder.path, {
        '.gitignore': `${pattern}\n`,
        '.claude/agents/x.md': '',
        '.claude/skills/call/SKILL.md': '',
        'app/.claude/skills/deep/SKILL.md': '',
      });
      git(folder.path, 'init');
      const { skills } = await search(folder.path);
      assert.deepEqual(
        skills.filter(skill => skill.startsWith('.claude')),
        [`.claude/skills/call (by “${pattern}” in .gitignore:1)`],
      );
    }
  });

  test('of another repository inside go by the rules of that one', async () => {
    await using folder = await tempFolder();
    await make(folder.path, {
      '.gitignore': 'local/\n',
      'other/.gitignore': '!local/\n',
      'other/local/a/SKILL.md': '',
      'other/skills/b/SKILL.md': '',
    });
    git(folder.path, 'init');
    git(join(folder.path, 'other'), 'init');
    assert.deepEqual((await search(folder.path)).skills, ['other/local/a', 'other/skills/b']);
  });
});

test('what tools install or make is not searched, and is said', async () => {
  await using folder = await tempFolder();
  await make(folder.path, {
    '.tox/py/SKILL.md': '',
    'Cargo.toml': '',
    'env/pyvenv.cfg': '',
    'env/lib/SKILL.md': '',
    'node_modules/x/SKILL.md': '',
    'skills/a/SKILL.md': '',
    'target/package/SKILL.md': '',
  });
  assert.deepEqual(await search(folder.path), {
    skills: ['skills/a'],
    passedOver: [
      '.tox: by default (.tox/)',
      'env: by default (env/ with pyvenv.cfg)',
      'node_modules: by default (node_modules/)',
      'target: by default (target/ beside Cargo.toml)',
    ],
  });
});

describe('links', () => {
  test('are followed, each real folder once, under the name that it really has', async () => {
    await using folder = await tempFolder();
    await make(folder.path, {
      'src/tidy/SKILL.md': '',
      '.agents/skills/tidy': { link: '../../src/tidy' },
      '.claude/skills': { link: '../.agents/skills' },
      '.github/skills/wash/SKILL.md': '',
    });
    assert.deepEqual((await search(folder.path)).skills, [
      '.github/skills/wash',
      'src/tidy = .agents/skills/tidy = .claude/skills/tidy',
    ]);
  });

  test('lead to what the search does not meet otherwise, as far as the repository goes', async () => {
    await using folder = await tempFolder();
    await make(folder.path, {
      'repo/.gitignore': 'cache/\n',
      'repo/cache/a/SKILL.md': '',
      'repo/other/b/SKILL.md': '',
      'repo/app/.claude/skills/a': { link: '../../../cache/a' },
      'repo/app/.claude/skills/b': { link: '../../../other/b' },
      'repo/app/.claude/skills/c': { link: '../../../../c' },
      'c/SKILL.md': '',
    });
    git(join(folder.path, 'repo'), 'init');
    assert.deepEqual(await search(folder.path, 'repo/app'), {
      skills: ['repo/app/.claude/skills/a (by “cache/” in ../../.gitignore:1)', 'repo/app/.claude/skills/b'],
      passedOver: ['repo/app/.claude/skills/c: a link out of the folder'],
    });
  });

  test('in circles end', async () => {
    await using folder = await tempFolder();
    await make(folder.path, {
      'skills/a/SKILL.md': '',
      'skills/a/again': { link: '..' },
      'skills/ring': { link: 'ring' },
      'skills/top': { link: '../..' },
      x: { link: 'y' },
      y: { link: 'x' },
    });
    assert.deepEqual((await search(folder.path)).skills, ['skills/a']);
  });

  test('that are a SKILL.md make a skill wherever they lead, so that somebody is told', async () => {
    await using folder = await tempFolder();
    await make(folder.path, {
      'shared/tidy.md': '',
      'skills/tidy/SKILL.md': { link: '../../common/tidy.md' },
      'skills/odd/SKILL.md': { link: '../../shared' },
    });
    assert.deepEqual((await search(folder.path)).skills, ['skills/odd', 'skills/tidy']);
  });
});

test('a folder that is called SKILL.md makes a skill, unless it is the folder of one', async () => {
  await using folder = await tempFolder();
  await make(folder.path, {
    'skills/odd/SKILL.md/notes.md': '',
    'skills/SKILL.md/SKILL.md': '',
    'skills/other/skill.md/notes.md': '',
  });
  assert.deepEqual((await search(folder.path)).skills, ['skills/SKILL.md', 'skills/odd']);
});

test('a skill in the folder of another one is found, and published with that one', async () => {
  await using folder = await tempFolder();
  await make(folder.path, { 'hub/SKILL.md': '', 'hub/tides/SKILL.md': '', 'hub/tides/low/SKILL.md': '' });
  assert.deepEqual((await search(folder.path)).skills, [
    'hub',
    'hub/tides (inside)',
    'hub/tides/low (inside)',
  ]);
});

test('an agent’s folder that is a file, or a link to one or to nothing, hides no skill elsewhere', async () => {
  await using folder = await tempFolder();
  await make(folder.path, {
    '.claude/skills': 'A file by mistake.\n',
    '.agents/skills': { link: '../notes.txt' },
    '.github/skills': { link: '../gone' },
    'notes.txt': '',
    'skills/greet/SKILL.md': '',
  });
  assert.deepEqual(await search(folder.path), { skills: ['skills/greet'], passedOver: [] });
});

describe('a worktree of the repository', () => {
  const commit = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-qm', 'x'];

  test('inside it holds the same skills once more: it is passed over, and searched when it is named', async () => {
    await using folder = await tempFolder();
    await make(folder.path, { 'skills/greet/SKILL.md': '' });
    git(folder.path, 'init');
    git(folder.path, 'add', '.');
    git(folder.path, ...commit);
    git(folder.path, 'worktree', 'add', '-q', '.worktrees/fix');
    assert.deepEqual(await search(folder.path), {
      skills: ['skills/greet'],
      passedOver: ['.worktrees/fix: a worktree of the same repository'],
    });
    const named = await search(folder.path, '.worktrees/fix');
    assert.deepEqual(named.skills, ['.worktrees/fix/skills/greet']);
    // Where nothing but a link leads there, it was asked for.
    await make(folder.path, { 'links/fix': { link: '../.worktrees/fix' } });
    const linked = await search(folder.path, 'links');
    assert.deepEqual(linked.skills, ['links/fix/skills/greet']);
  });

  test('beside another, or below a bare repository, is searched like any folder', async () => {
    await using folder = await tempFolder();
    await make(folder.path, { 'main/skills/greet/SKILL.md': '' });
    const main = join(folder.path, 'main');
    git(main, 'init');
    git(main, 'add', '.');
    git(main, ...commit);
    git(main, 'worktree', 'add', '-q', '../fix');
    const beside = await search(folder.path);
    assert.deepEqual(beside.skills, ['fix/skills/greet', 'main/skills/greet']);
    git(folder.path, 'clone', '-q', '--bare', 'main', 'all/.bare');
    await make(folder.path, { 'all/.git': 'gitdir: ./.bare\n' });
    git(join(folder.path, 'all'), 'worktree', 'add', '-q', 'tree', 'main');
    const bare = await search(join(folder.path, 'all'));
    assert.deepEqual(bare.skills, ['tree/skills/greet']);
  });
});

test('a folder that may not be read is told', async () => {
  await using folder = await tempFolder();
  await make(folder.path, { 'skills/greet/SKILL.md': '', 'skills/secret/SKILL.md': '' });
  const found = await findSkills(folder.path, new Map(), async directory => {
    if (directory.endsWith('secret')) {
      throw Object.assign(new Error('no'), { code: 'EACCES' });
    }
    return readdir(directory, { withFileTypes: true });
  });
  assert.ok(found.ok);
  assert.deepEqual(
    found.value.passedOver.map(({ path, why, isSearchable }) => [
      relative(folder.path, path),
      why,
      isSearchable,
    ]),
    [['skills/secret', 'this user may not read it', false]],
  );
});

test('a tree with more folders than are looked into says that it was not wholly searched', async () => {
  const names = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ name: `f${index}`, kind: 'directory' as const }));
  const search = (count: number) =>
    searchSkills({
      list: async directory => (directory === '' ? names(count) : []),
      followLink: async () => ({ kind: 'nowhere' }),
      readText: async () => null,
      git: async () => ({ ignores: [], unread: [], tracked: async () => ({ kind: 'absent' }) }),
    });
  assert.deepEqual((await search(49_000)).passedOver, []);
  assert.deepEqual((await search(50_001)).passedOver, [
    { path: '', why: 'not wholly searched: it has more than 50000 folders', isSearchable: false },
  ]);
});
