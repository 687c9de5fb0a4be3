import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, test } from 'node:test';
import { readGitIndex } from '../../../../src/core/bundle/git/gitIndex.ts';
import { selectFiles } from '../../../../src/core/bundle/select/selectFiles.ts';
import { packBundle } from '../../../../src/core/bundle/zip/packBundle.ts';
import { readIfRegular } from '../../../../src/disk/files/readRegularFile.ts';
import { diskFolder } from '../../../../src/disk/folder/diskFolder.ts';
import { promptFolder } from '../../../../src/disk/folder/promptFolder.ts';
import { gitViewOf } from '../../../../src/disk/git/gitView.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import { assertOk } from '../../../support/result.ts';

/** Git as it is on everybody's machine, without this machine's settings. */
function git(cwd: string, ...args: readonly string[]): string {
  const own = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'protocol.file.allow=always'];
  return execFileSync('git', [...own, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

async function make(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

const skill = '---\nname: fill-form\ndescription: Fills forms. Use when there is a form.\n---\n';

/** A skill half of whose files are ignored, some of them tracked all the same. */
const files = {
  '.gitignore': '*.pdf\nlib/\n',
  'fill-form/SKILL.md': skill,
  'fill-form/assets/form.pdf': '%PDF',
  'fill-form/assets/draft.pdf': '%PDF',
  'fill-form/scripts/lib/fill.py': 'x = 1\n',
  'fill-form/scripts/lib/late.py': 'x = 2\n',
  'fill-form/scripts/lib/deep/more.py': 'x = 3\n',
};
const tracked = [
  'fill-form/SKILL.md',
  'fill-form/assets/form.pdf',
  'fill-form/scripts/lib/fill.py',
  'fill-form/scripts/lib/deep/more.py',
];
const wanted = ['SKILL.md', 'assets/form.pdf', 'scripts/lib/deep/more.py', 'scripts/lib/fill.py'];

async function selected(folder: string) {
  const selection = await selectFiles(diskFolder(folder));
  assert.ok(selection.ok, JSON.stringify(selection));
  const { files: taken, leftOut, unreadIndex } = selection.value;
  return { taken: taken.map(({ path }) => path), leftOut: leftOut.map(({ path }) => path), unreadIndex };
}

/** The names that Git itself lists. */
function listed(root: string): readonly string[] {
  return git(root, 'ls-files', '-z').split('\0').filter(Boolean);
}

describe('what Git tracks is in, though Git would ignore it:', () => {
  for (const version of [2, 3, 4]) {
    test(`with an index of version ${version}`, async () => {
      await using folder = await tempFolder();
      await make(folder.path, files);
      git(folder.path, 'init', '-q');
      git(folder.path, 'add', '-f', ...tracked);
      if (version === 3) {
        // Only an entry that is to be added later makes Git write this version.
        await make(folder.path, { 'later.txt': '' });
        git(folder.path, 'add', '-N', 'later.txt');
      } else {
        git(folder.path, 'update-index', `--index-version=${version}`);
      }
      const index = await readIfRegular(join(folder.path, '.git/index'), { maxBytes: 2 ** 20 });
      assert.equal(index?.readUInt32BE(4), version);
      assert.deepEqual(await selected(join(folder.path, 'fill-form')), {
        taken: wanted,
        leftOut: ['assets/draft.pdf', 'scripts/lib/late.py'],
        unreadIndex: null,
      });
    });
  }

  test('in a worktree, whose .git is a file', async () => {
    await using folder = await tempFolder();
    await make(join(folder.path, 'main'), files);
    git(join(folder.path, 'main'), 'init', '-q');
    git(join(folder.path, 'main'), 'add', '-f', ...tracked, '.gitignore');
    git(join(folder.path, 'main'), 'commit', '-qm', 'x');
    git(join(folder.path, 'main'), 'worktree', 'add', '-q', '../side');
    await make(join(folder.path, 'side'), { 'fill-form/assets/draft.pdf': '' });
    const { taken, leftOut } = await selected(join(folder.path, 'side/fill-form'));
    assert.deepEqual(taken, wanted);
    assert.deepEqual(leftOut, ['assets/draft.pdf']);
  });

  test('in a submodule, by its own index', async () => {
    await using folder = await tempFolder();
    await make(join(folder.path, 'part'), files);
    git(join(folder.path, 'part'), 'init', '-q');
    git(join(folder.path, 'part'), 'add', '-f', ...tracked, '.gitignore');
    git(join(folder.path, 'part'), 'commit', '-qm', 'x');
    await make(join(folder.path, 'whole'), { 'README.md': '' });
    git(join(folder.path, 'whole'), 'init', '-q');
    git(join(folder.path, 'whole'), 'submodule', 'add', '-q', join(folder.path, 'part'), 'skills');
    assert.deepEqual((await selected(join(folder.path, 'whole/skills/fill-form'))).taken, wanted);
  });

  test('in a submodule inside the skill, by its own index, and its own rules leave out the rest', async () => {
    await using folder = await tempFolder();
    const part = { '.gitignore': '*.tmp\n/out/\n', 'lib.py': '', 'kept.tmp': '', 'sub/a.md': '' };
    await make(join(folder.path, 'part'), part);
    git(join(folder.path, 'part'), 'init', '-q');
    git(join(folder.path, 'part'), 'add', '-f', '.');
    git(join(folder.path, 'part'), 'commit', '-qm', 'x');
    await make(join(folder.path, 'whole'), { '.gitignore': '*.md\n!SKILL.md\n', 'do-it/SKILL.md': '' });
    git(join(folder.path, 'whole'), 'init', '-q');
    git(join(folder.path, 'whole'), 'submodule', 'add', '-q', join(folder.path, 'part'), 'do-it/data');
    await make(join(folder.path, 'whole/do-it'), {
      'data/secret.tmp': '',
      'data/out/x.py': '',
      'data/new.md': '',
    });
    const { taken, leftOut } = await selected(join(folder.path, 'whole/do-it'));
    assert.deepEqual(taken, [
      'SKILL.md',
      'data/.gitignore',
      'data/kept.tmp',
      'data/lib.py',
      'data/new.md',
      'data/sub/a.md',
    ]);
    assert.deepEqual(leftOut, ['data/.git', 'data/out', 'data/secret.tmp']);
  });

  test('in a repository with SHA-256', async () => {
    await using folder = await tempFolder();
    await make(folder.path, files);
    git(folder.path, 'init', '-q', '--object-format=sha256');
    git(folder.path, 'add', '-f', ...tracked);
    assert.deepEqual((await selected(join(folder.path, 'fill-form'))).taken, wanted);
  });

  test('not with a split index, which is taken for none and said', async () => {
    await using folder = await tempFolder();
    await make(folder.path, files);
    git(folder.path, 'init', '-q');
    git(folder.path, 'add', '-f', ...tracked);
    git(folder.path, 'update-index', '--split-index');
    const { taken, leftOut, unreadIndex } = await selected(join(folder.path, 'fill-form'));
    assert.deepEqual(taken, ['SKILL.md']);
    assert.deepEqual(leftOut, ['assets/draft.pdf', 'assets/form.pdf', 'scripts/lib']);
    assert.equal(unreadIndex, 'it is split over two files');
  });

  test('not where nothing is tracked, and nothing is said then', async () => {
    await using folder = await tempFolder();
    await make(folder.path, files);
    git(folder.path, 'init', '-q');
    const { taken, unreadIndex } = await selected(join(folder.path, 'fill-form'));
    assert.deepEqual(taken, ['SKILL.md']);
    assert.equal(unreadIndex, null);
  });
});

describe("the person's excludes count as in Git:", () => {
  for (const [where, place] of [
    ['.git/info/exclude', '.git/info/exclude'],
    ['core.excludesFile', 'my excludes'],
  ] as const) {
    test(`those of ${where}`, async () => {
      await using folder = await tempFolder();
      await make(folder.path, { 'do-it/SKILL.md': skill, 'do-it/notes.tmp': '', 'do-it/a.md': '' });
      git(folder.path, 'init', '-q');
      git(folder.path, 'config', 'core.excludesFile', join(folder.path, 'my excludes'));
      await make(folder.path, { [place]: '*.tmp\n' });
      assert.deepEqual((await selected(join(folder.path, 'do-it'))).leftOut, ['notes.tmp']);
      assert.match(git(folder.path, 'check-ignore', 'do-it/notes.tmp'), /notes/);
    });
  }

  test('behind the .gitignore files, which may take a path back', async () => {
    await using folder = await tempFolder();
    await make(folder.path, { 'do-it/SKILL.md': skill, 'do-it/notes.tmp': '', '.gitignore': '!notes.tmp\n' });
    git(folder.path, 'init', '-q');
    await make(folder.path, { '.git/info/exclude': '*.tmp\n' });
    assert.deepEqual((await selected(join(folder.path, 'do-it'))).leftOut, []);
  });
});

describe("Git's index is read as Git lists it:", () => {
  for (const version of [2, 4]) {
    test(`thousands of paths of every length, in version ${version}`, async () => {
      await using folder = await tempFolder();
      const paths = Array.from({ length: 2_000 }, (_, i) => {
        return `${'d'.repeat(i % 17)}/${i % 5 === 0 ? 'ä/' : ''}${'n'.repeat((i * 7) % 120)}${i}`.replace(
          /^\//,
          '',
        );
      });
      git(folder.path, 'init', '-q');
      const blob = git(folder.path, 'hash-object', '-w', '--stdin').trim();
      execFileSync('git', ['update-index', '--add', `--index-version=${version}`, '--index-info'], {
        cwd: folder.path,
        input: paths.map(path => `100644 ${blob}\t${path}\n`).join(''),
      });
      const index = await readIfRegular(join(folder.path, '.git/index'), { maxBytes: 2 ** 24 });
      assert.ok(index);
      const read = readGitIndex(index, 20);
      assertOk(read);
      const known = listed(folder.path);
      assert.equal(known.length, paths.length);
      assert.deepEqual(
        known.filter(path => !read.value.has(path, false)),
        [],
      );
      assert.equal(read.value.has('nowhere', false), false);
    });
  }

  test('cut off anywhere or with any byte changed it is refused or read, and never read behind its end', async () => {
    await using folder = await tempFolder();
    await make(folder.path, files);
    git(folder.path, 'init', '-q');
    git(folder.path, 'add', '-f', ...tracked);
    for (const version of [2, 4]) {
      git(folder.path, 'update-index', `--index-version=${version}`);
      const index = await readIfRegular(join(folder.path, '.git/index'), { maxBytes: 2 ** 20 });
      assert.ok(index);
      for (let at = 0; at < index.length; at++) {
        const cut = readGitIndex(index.subarray(0, at), 20);
        assert.equal(cut.ok && cut.value.has('fill-form/scripts/lib/late.py', false), false);
        const changed = Buffer.from(index);
        changed[at] = 0xff;
        const read = readGitIndex(changed, 20);
        assert.equal(read.ok && read.value.has('fill-form/scripts/lib/late.py', false), false);
      }
    }
  });

  test('of a folder that was moved away it is absent', async () => {
    await using folder = await tempFolder();
    await make(folder.path, files);
    git(folder.path, 'init', '-q');
    git(folder.path, 'add', '-f', ...tracked);
    await rename(join(folder.path, '.git/index'), join(folder.path, '.git/away'));
    const view = await gitViewOf(join(folder.path, 'fill-form'));
    assert.deepEqual(await view.tracked(), { kind: 'absent' });
  });
});

describe('what is executable', () => {
  for (const [title, isTrusted, wanted] of [
    ['is what the index says where Git does not trust the disk', 'false', ['in-index.sh', 'untracked.sh']],
    ['is what the disk says elsewhere', 'true', ['on-disk.sh', 'untracked.sh']],
  ] as const) {
    test(`${title}, and the disk of what is not tracked`, async () => {
      await using folder = await tempFolder();
      const root = folder.path;
      const paths = ['in-index.sh', 'on-disk.sh', 'untracked.sh'];
      await make(root, { 'skills/fill-form/SKILL.md': skill });
      await make(root, Object.fromEntries(paths.map(path => [`skills/fill-form/${path}`, `${path}\n`])));
      git(root, 'init', '-q');
      git(
        root,
        'add',
        'skills/fill-form/SKILL.md',
        ...paths.slice(0, 2).map(path => `skills/fill-form/${path}`),
      );
      git(root, 'update-index', '--chmod=+x', 'skills/fill-form/in-index.sh');
      git(root, 'config', 'core.fileMode', isTrusted);
      await chmod(join(root, 'skills/fill-form/on-disk.sh'), 0o755);
      await chmod(join(root, 'skills/fill-form/untracked.sh'), 0o755);
      for (const open of [diskFolder, promptFolder]) {
        const skillFolder = open(join(root, 'skills/fill-form'));
        const selection = await selectFiles(skillFolder);
        assertOk(selection);
        const packed = await packBundle(skillFolder, selection.value, new PassThrough().resume(), {
          topFolder: 'fill-form',
        });
        assertOk(packed);
        const executable = packed.value.files.filter(({ isExecutable }) => isExecutable);
        assert.deepEqual(
          executable.map(({ path }) => path),
          wanted,
        );
      }
    });
  }
});
