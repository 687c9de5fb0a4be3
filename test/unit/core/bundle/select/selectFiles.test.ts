import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { GitView, ParentIgnore } from '../../../../../src/core/bundle/git/gitView.ts';
import { selectFiles } from '../../../../../src/core/bundle/select/selectFiles.ts';
import type { LeftOutReason, Selection } from '../../../../../src/core/bundle/select/selection.ts';
import { assertOk } from '../../../../support/result.ts';
import { type MemoryEntry, memoryFolder } from '../../../../support/skill/memoryFolder.ts';

/** Git's word on a folder: ignore files from above, and what it tracks. */
function gitOf(ignores: readonly ParentIgnore[], tracked: readonly string[] = []): GitView {
  const paths = {
    has: (path: string, isDirectory: boolean) =>
      isDirectory ? tracked.some(file => file.startsWith(`${path}/`)) : tracked.includes(path),
  };
  return { ignores, unread: [], tracked: async () => ({ kind: 'read', paths }) };
}

async function select(entries: Readonly<Record<string, MemoryEntry>>): Promise<Selection> {
  const selection = await selectFiles(memoryFolder('demo', entries));
  assert.ok(selection.ok, JSON.stringify(selection));
  return selection.value;
}

/** The paths that are in, and those that are out with the reason, as a person would be shown them. */
async function shown(entries: Readonly<Record<string, MemoryEntry>>): Promise<string[]> {
  const { files, leftOut, refused } = await select(entries);
  return [
    ...files.map(({ path }) => `in ${path}`),
    ...leftOut.map(
      ({ path, isDirectory, reason }) => `out ${path}${isDirectory ? '/' : ''} ${worded(reason)}`,
    ),
    ...refused.map(({ path, why }) => `refused ${path} ${why}`),
  ];
}

function worded(reason: LeftOutReason): string {
  switch (reason.kind) {
    case 'default':
      return `default ${reason.pattern}`;
    case 'ignore-file':
      return `${reason.file} ${reason.pattern}`;
    case 'leads-to-left-out':
      return `-> ${reason.target}`;
  }
}

const skill = { 'SKILL.md': '---\nname: demo\n---\n' };

describe('the defaults', () => {
  test('leave out what tools, editors and file managers leave behind, and say by which pattern', async () => {
    assert.deepEqual(
      await shown({
        ...skill,
        '.DS_Store': '',
        '.git/HEAD': '',
        '.gitignore': '',
        '.skillignore': '',
        '.skillwright.json': '{}',
        '.vscode/settings.json': '{}',
        'Thumbs.db': '',
        '__MACOSX/._SKILL.md': '',
        'node_modules/a/index.js': '',
        'scripts/.run.py.swp': '',
        'scripts/#run.py#': '',
        'scripts/__pycache__/run.cpython-312.pyc': '',
        'scripts/run.py': '',
        'scripts/run.py~': '',
        'scripts/run.pyc': '',
      }),
      [
        'in SKILL.md',
        'in scripts/run.py',
        'out .DS_Store default .DS_Store',
        'out .git/ default .git',
        'out .gitignore default /.gitignore',
        'out .skillignore default .skillignore',
        'out .skillwright.json default .skillwright.json',
        'out .vscode/ default /.vscode/',
        'out Thumbs.db default Thumbs.db',
        'out __MACOSX/ default __MACOSX/',
        'out node_modules/ default node_modules/',
        'out scripts/#run.py# default \\#*#',
        'out scripts/.run.py.swp default *.swp',
        'out scripts/__pycache__/ default __pycache__/',
        'out scripts/run.pyc default *.pyc',
        'out scripts/run.py~ default *~',
      ],
    );
  });

  test('leave out the evals at the top of a skill, which `!evals/` in its .skillignore brings back', async () => {
    const files = { ...skill, 'evals/evals.json': '{}', 'assets/evals/evals.json': '{}' };
    assert.deepEqual(await shown(files), [
      'in SKILL.md',
      'in assets/evals/evals.json',
      'out evals/ default /evals/',
    ]);
    assert.deepEqual(await shown({ ...files, '.skillignore': '!evals/\n' }), [
      'in SKILL.md',
      'in assets/evals/evals.json',
      'in evals/evals.json',
      'out .skillignore default .skillignore',
    ]);
  });

  test('keep what a skill may hold for its user, and credentials for the check that reports them', async () => {
    const paths = [
      '.env',
      'assets/project/.gitignore',
      'assets/project/.vscode/tasks.json',
      'node_modules.md',
    ];
    const { files } = await select({ ...skill, ...Object.fromEntries(paths.map(path => [path, ''])) });
    assert.deepEqual(
      files.map(({ path }) => path),
      [
        '.env',
        'SKILL.md',
        'assets/project/.gitignore',
        'assets/project/.vscode/tasks.json',
        'node_modules.md',
      ],
    );
  });

  test('do not look into a directory that is left out', async () => {
    const folder = memoryFolder('demo', {
      ...skill,
      '.git/HEAD': '',
      'node_modules/a/b/c.js': '',
      'a/b': '',
    });
    await selectFiles(folder);
    assert.deepEqual(folder.lists, ['', 'a']);
  });
});

describe('ignore files', () => {
  test('of deeper directories go before those above, and the last line that fits decides', async () => {
    assert.deepEqual(
      await shown({
        ...skill,
        '.gitignore': '*.log\nbuild/\n/data\n!keep.log\n',
        'a.log': '',
        'keep.log': '',
        'build/x': '',
        'data/x': '',
        'sub/.gitignore': '!a.log\nx/y\n',
        'sub/a.log': '',
        'sub/b.log': '',
        'sub/data/x': '',
        'sub/x/y': '',
        'sub/deep/x/y': '',
        'sub/build/z': '',
        'other/a.log': '',
      }),
      [
        'in SKILL.md',
        'in keep.log',
        'in sub/.gitignore',
        'in sub/a.log',
        'in sub/data/x',
        'in sub/deep/x/y',
        'out .gitignore default /.gitignore',
        'out a.log .gitignore *.log',
        'out build/ .gitignore build/',
        'out data/ .gitignore /data',
        'out other/a.log .gitignore *.log',
        'out sub/b.log .gitignore *.log',
        'out sub/build/ .gitignore build/',
        'out sub/x/y sub/.gitignore x/y',
      ],
    );
  });

  test('may bring back a directory in a deeper one', async () => {
    const entries = { ...skill, '.gitignore': 'build/', 'sub/.gitignore': '!build/', 'sub/build/x': '' };
    assert.ok((await shown(entries)).includes('in sub/build/x'));
  });

  test('of the skill itself win over all others and over the defaults', async () => {
    assert.deepEqual(
      await shown({
        ...skill,
        '.gitignore': 'dist/\n*.tmp\n',
        '.skillignore': '\uFEFF# comment\r\n\r\n!dist/\r\n!sub/x.tmp\r\n!node_modules/\r\nnotes/\r\n',
        'dist/a.js': '',
        'node_modules/a.js': '',
        'notes/todo.md': '',
        'sub/.gitignore': 'x.tmp',
        'sub/x.tmp': '',
        'y.tmp': '',
      }),
      [
        'in SKILL.md',
        'in dist/a.js',
        'in node_modules/a.js',
        'in sub/.gitignore',
        'in sub/x.tmp',
        'out .gitignore default /.gitignore',
        'out .skillignore default .skillignore',
        'out notes/ .skillignore notes/',
        'out y.tmp .gitignore *.tmp',
      ],
    );
  });

  test('above the skill count, too, down from the topmost', async () => {
    const folder = Object.assign(
      memoryFolder('pdf', { ...skill, 'a.log': '', 'b.log': '', 'drafts/x': '', 'out/x': '' }),
      {
        git: async () =>
          gitOf([
            { file: '../.gitignore', descent: 'pdf', text: '!b.log\n/pdf/drafts\n' },
            { file: '../../.gitignore', descent: 'skills/pdf', text: '*.log\n/out\nskills/pdf/out\n' },
          ]),
      },
    );
    const selection = await selectFiles(folder);
    assertOk(selection);
    assert.deepEqual(
      selection.value.files.map(({ path }) => path),
      ['SKILL.md', 'b.log'],
    );
    assert.deepEqual(
      selection.value.leftOut.map(({ path, reason }) => `${path} ${worded(reason)}`),
      [
        'a.log ../../.gitignore *.log',
        'drafts ../.gitignore /pdf/drafts',
        'out ../../.gitignore skills/pdf/out',
      ],
    );
  });

  test('above the skill do not take away the folder that was chosen', async () => {
    for (const text of ['.claude/', '.claude', '.claude/skills/*', '/.claude/skills/pdf/']) {
      const folder = Object.assign(memoryFolder('pdf', { ...skill, 'a/b.md': '' }), {
        git: async () => gitOf([{ file: '../../../.gitignore', descent: '.claude/skills/pdf', text }]),
      });
      const selection = await selectFiles(folder);
      assertOk(selection);
      assert.equal(selection.value.files.length, 2, text);
    }
  });

  test('in directories whose names look like patterns fit there only', async () => {
    const entries = {
      ...skill,
      '[ab]*/.gitignore': '*.txt\n',
      '[ab]*/x.txt': '',
      'a/x.txt': '',
      'b/x.txt': '',
    };
    const { files } = await select(entries);
    assert.deepEqual(
      files.map(({ path }) => path),
      ['SKILL.md', '[ab]*/.gitignore', 'a/x.txt', 'b/x.txt'],
    );
  });

  test('count letter case on every system', async () => {
    const { files } = await select({ ...skill, '.gitignore': 'Data/\n*.LOG\n', 'data/x': '', 'a.log': '' });
    assert.deepEqual(
      files.map(({ path }) => path),
      ['SKILL.md', 'a.log', 'data/x'],
    );
  });

  test('of more than 64 KB are refused by name', async () => {
    const selection = await selectFiles(
      memoryFolder('demo', { ...skill, '.gitignore': 'x\n'.repeat(40_000) }),
    );
    assert.ok(!selection.ok);
    assert.equal(selection.failure.kind, 'malformed-file');
  });

  test('with patterns that can fit in countless ways take no time', async () => {
    const deep = `${'a/'.repeat(30)}${'a'.repeat(200)}`;
    const gitignore = `${'**/a/'.repeat(20)}b\n${'*a'.repeat(50)}b\n${'?*'.repeat(50)}b\n`;
    const { files } = await select({ ...skill, '.gitignore': gitignore, [deep]: '' });
    assert.equal(files.length, 2);
  });
});

describe('an ignore file that has no say', () => {
  const why = async (entries: Readonly<Record<string, MemoryEntry>>) =>
    (await select({ ...skill, ...entries })).unreadIgnores;

  test('is told, whether it is a link, a pipe, a folder or not where it counts', async () => {
    assert.deepEqual(await why({ '.skillignore': { link: 'rules' }, rules: 'a\n', a: '' }), [
      { file: '.skillignore', why: 'it is a link' },
    ]);
    assert.deepEqual(await why({ '.skillignore': { kind: 'other' } }), [
      { file: '.skillignore', why: 'it is no plain file' },
    ]);
    assert.deepEqual(await why({ 'a/.gitignore': { link: '../rules' }, rules: 'a\n' }), [
      { file: 'a/.gitignore', why: 'it is a link, which Git does not follow there' },
    ]);
    assert.deepEqual(await why({ 'a/.skillignore': 'b\n', 'a/b': '' }), [
      { file: 'a/.skillignore', why: 'only the one at the top of the skill counts' },
    ]);
  });

  test('is nothing to tell where it is read, or its folder is left out', async () => {
    assert.deepEqual(
      await why({ '.skillignore': 'a/\n', '.gitignore': '*.x\n', 'a/.skillignore': 'b\n' }),
      [],
    );
  });
});

describe('symbolic links', () => {
  test('to a file become its content, with its executable bit', async () => {
    const { files } = await select({
      ...skill,
      'scripts/run.sh': { content: '#!/bin/sh', isExecutable: true },
      'bin/run': { link: '../scripts/run.sh' },
      run: { link: 'bin/run' },
    });
    const facts = files.map(({ path, source, isExecutable }) => [path, source, isExecutable]);
    assert.deepEqual(facts, [
      ['SKILL.md', 'SKILL.md', false],
      ['bin/run', 'scripts/run.sh', true],
      ['run', 'scripts/run.sh', true],
      ['scripts/run.sh', 'scripts/run.sh', true],
    ]);
  });

  test('to a directory become its files', async () => {
    const entries = { ...skill, 'docs/a.md': '', 'docs/deep/b.md': '', references: { link: 'docs' } };
    const { files } = await select(entries);
    assert.deepEqual(
      files.map(({ path, source }) => `${path} < ${source}`),
      [
        'SKILL.md < SKILL.md',
        'docs/a.md < docs/a.md',
        'docs/deep/b.md < docs/deep/b.md',
        'references/a.md < docs/a.md',
        'references/deep/b.md < docs/deep/b.md',
      ],
    );
  });

  test('that lead out of the folder, nowhere or to no file are refused by name', async () => {
    assert.deepEqual(
      await shown({
        ...skill,
        'secrets.md': { link: '/etc/passwd' },
        'sub/up.md': { link: '../../other/SKILL.md' },
        'gone.md': { link: 'not-there.md' },
        'ring-a': { link: 'ring-b' },
        'ring-b': { link: 'ring-a' },
        pipe: { kind: 'other' },
        'to-pipe': { link: 'pipe' },
      }),
      [
        'in SKILL.md',
        'refused gone.md link-leads-nowhere',
        'refused pipe not-a-file',
        'refused ring-a link-leads-nowhere',
        'refused ring-b link-leads-nowhere',
        'refused secrets.md link-leaves-folder',
        'refused sub/up.md link-leaves-folder',
        'refused to-pipe not-a-file',
      ],
    );
  });

  test('that contain themselves end and are refused, directly and in a circle of several', async () => {
    assert.deepEqual(
      await shown({
        ...skill,
        'a/self': { link: '.' },
        'b/up': { link: '..' },
        'c/to-d': { link: '../d' },
        'd/to-c': { link: '../c' },
        'd/x': '',
      }).then(lines => lines.filter(line => line.startsWith('refused'))),
      [
        'refused a/self link-contains-itself',
        'refused b/up link-contains-itself',
        'refused c/to-d link-contains-itself',
        'refused d/to-c link-contains-itself',
      ],
    );
  });

  test('to what is left out are left out themselves, and say where they lead', async () => {
    assert.deepEqual(
      await shown({
        ...skill,
        '.gitignore': '/private/\n',
        'private/key.md': '',
        'key.md': { link: 'private/key.md' },
        all: { link: 'private' },
      }),
      [
        'in SKILL.md',
        'out .gitignore default /.gitignore',
        'out all/ -> private',
        'out key.md -> private/key.md',
        'out private/ .gitignore /private/',
      ],
    );
  });

  test('that are left out need not lead anywhere', async () => {
    const lines = await shown({ ...skill, '.skillignore': 'out.md', 'out.md': { link: '/etc/passwd' } });
    assert.ok(lines.includes('out out.md .skillignore out.md'));
    assert.ok(!lines.some(line => line.startsWith('refused')));
  });

  test('give names that are left out, too', async () => {
    const lines = await shown({
      ...skill,
      '.gitignore': 'copy/draft.md',
      'docs/draft.md': '',
      copy: { link: 'docs' },
    });
    assert.ok(lines.includes('in docs/draft.md'));
    assert.ok(lines.includes('out copy/draft.md .gitignore copy/draft.md'));
  });

  test('that multiply files without end are given up', async () => {
    const entries: Record<string, MemoryEntry> = { ...skill, 'd0/x': '' };
    for (let level = 1; level <= 30; level++) {
      for (const name of ['a', 'b']) {
        entries[`d${level}/${name}`] = { link: `../d${level - 1}` };
      }
    }
    const selection = await selectFiles(memoryFolder('demo', entries));
    assert.deepEqual(selection, {
      ok: false,
      failure: { kind: 'too-many-files', path: 'demo', limit: 10_000 },
    });
  });
});

describe('a folder', () => {
  test('gives its files in the order of their UTF-8 bytes, with size and executable bit', async () => {
    const { files } = await select({
      ...skill,
      'b.md': 'xx',
      'B.md': '',
      'a-b/x': '',
      'a/x': { content: 'x', isExecutable: true },
      '\uff5e': '',
      '😀': '',
      é: '',
    });
    assert.deepEqual(
      files.map(({ path, size, isExecutable }) => `${path} ${size}${isExecutable ? ' x' : ''}`),
      ['B.md 0', 'SKILL.md 19', 'a-b/x 0', 'a/x 1 x', 'b.md 2', 'é 0', '\uff5e 0', '😀 0'],
    );
  });

  test('is looked into 32 folders deep', async () => {
    const deep = 'd/'.repeat(33);
    const lines = await shown({ ...skill, [`${deep}x`]: '', [`${deep.slice(2)}y`]: '' });
    assert.deepEqual(lines, ['in SKILL.md', `in ${deep.slice(2)}y`, `refused ${deep.slice(0, -1)} bad-name`]);
  });

  test('that holds an unreadable file or directory fails with its name', async () => {
    for (const path of ['a/locked.md', 'a/locked']) {
      const selection = await selectFiles(memoryFolder('demo', { ...skill, [path]: { error: 'EACCES' } }));
      assert.deepEqual(selection, { ok: false, failure: { kind: 'unreadable', path, cause: 'EACCES' } });
    }
  });

  test('that is gone fails with its name', async () => {
    const selection = await selectFiles(memoryFolder('demo', { '': { error: 'ENOENT' } }));
    assert.deepEqual(selection, {
      ok: false,
      failure: { kind: 'unreadable', path: 'demo', cause: 'ENOENT' },
    });
  });

  test('of 501 files is selected, for the rules to count; one of 10,001 is given up', async () => {
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}`, '']));
    assert.equal((await select(many(501))).files.length, 501);
    const selection = await selectFiles(memoryFolder('demo', many(10_001)));
    assert.equal(selection.ok ? null : selection.failure.kind, 'too-many-files');
  });

  test('is no longer looked at when the person cancels', async () => {
    const folder = memoryFolder('demo', skill);
    const selection = await selectFiles(folder, { signal: AbortSignal.abort() });
    assert.deepEqual(selection, { ok: false, failure: { kind: 'cancelled' } });
    assert.deepEqual(folder.lists, []);
  });
});

describe('SKILL.md', () => {
  test('is in whatever rule hides it, and the rule is named with its line', async () => {
    for (const [file, text, line] of [
      ['.gitignore', '# all\n*.md\n', 2],
      ['.skillignore', '/SKILL.md\n', 1],
    ] as const) {
      const { files, manifestRule } = await select({ ...skill, [file]: text, 'a.md': '' });
      assert.ok(files.some(({ path }) => path === 'SKILL.md'));
      assert.deepEqual(manifestRule, {
        kind: 'ignore-file',
        file,
        line,
        pattern: text.split('\n')[line - 1],
      });
    }
  });

  test('that no rule hides has none to name', async () => {
    assert.equal((await select({ ...skill, '.gitignore': '*.md\n!SKILL.md\n' })).manifestRule, null);
  });
});

describe('of several rules', () => {
  const folder = (entries: Readonly<Record<string, MemoryEntry>>, tracked: readonly string[]) =>
    Object.assign(memoryFolder('demo', { ...skill, ...entries }), { git: async () => gitOf([], tracked) });
  const paths = async (entries: Readonly<Record<string, MemoryEntry>>, tracked: readonly string[]) => {
    const selection = await selectFiles(folder(entries, tracked));
    assertOk(selection);
    return selection.value.files.map(({ path }) => path);
  };

  test('the .skillignore wins over what Git tracks', async () => {
    const entries = { '.skillignore': 'a.pdf\n', '.gitignore': '*.pdf\n', 'a.pdf': '', 'b.pdf': '' };
    assert.deepEqual(await paths(entries, ['a.pdf', 'b.pdf']), ['SKILL.md', 'b.pdf']);
  });

  test('the defaults win over what Git tracks', async () => {
    assert.deepEqual(await paths({ '__pycache__/a.pyc': '' }, ['__pycache__/a.pyc']), ['SKILL.md']);
  });

  test('a .gitignore brings back nothing that is left out by default', async () => {
    assert.deepEqual(await paths({ '.gitignore': '!*.pyc\n', 'a.pyc': '' }, []), ['SKILL.md']);
  });

  test('a pattern above that takes the whole skill away leaves the others of its file standing', async () => {
    const selection = await selectFiles(
      Object.assign(memoryFolder('pdf', { ...skill, 'a.md': '', 'b.log': '' }), {
        git: async () =>
          gitOf([{ file: '../../.gitignore', descent: '.agents/pdf', text: '.agents/**\n*.log\n' }]),
      }),
    );
    assertOk(selection);
    assert.deepEqual(
      selection.value.files.map(({ path }) => path),
      ['SKILL.md', 'a.md'],
    );
  });

  test('a pattern above that is taken back for the skill still counts in it', async () => {
    const selection = await selectFiles(
      Object.assign(memoryFolder('pdf', { ...skill, 'a.md': '', 'b.txt': '' }), {
        git: async () => gitOf([{ file: '../.gitignore', descent: 'pdf', text: '*\n!*/\n!*.md\n' }]),
      }),
    );
    assertOk(selection);
    assert.deepEqual(
      selection.value.files.map(({ path }) => path),
      ['SKILL.md', 'a.md'],
    );
  });
});

describe('what a tool made and makes again', () => {
  test('is left out by its name, or by what is in it or beside it', async () => {
    const out = (
      await shown({
        ...skill,
        '.coverage': '',
        '.terraform/x': '',
        '.tox/x.py': '',
        'rust/Cargo.toml': '',
        'rust/target/doc/x': '',
        'scripts/env/pyvenv.cfg': '',
        'scripts/my-python/pyvenv.cfg': '',
        'scripts/venv/bin/python': '',
        'target/debug/x': '',
        'tools/CMakeLists.txt': '',
        'tools/build/x.o': '',
        'tools/out/CMakeCache.txt': '',
      })
    ).filter(line => line.startsWith('out'));
    assert.deepEqual(out, [
      'out .coverage default .coverage',
      'out .terraform/ default .terraform/',
      'out .tox/ default .tox/',
      'out rust/target/ default target/ beside Cargo.toml',
      'out scripts/env/ default env/ with pyvenv.cfg',
      'out scripts/my-python/ default my-python/ with pyvenv.cfg',
      'out scripts/venv/ default venv/ with bin',
      'out target/ default target/ with debug',
      'out tools/build/ default build/ beside CMakeLists.txt',
      'out tools/out/ default out/ with CMakeCache.txt',
    ]);
  });

  test('is left out for other languages and tools, too', async () => {
    const made = [
      '.cache/x',
      '.vercel/project.json',
      '.wrangler/state/x',
      '.yarn/cache/left-pad.zip',
      'lib/python3.14/site-packages/typer/x.py',
      'renv/library/x.R',
      'scripts/htmlcov/index.html',
      'scripts/coverage/lcov.info',
      'scripts/x.tsbuildinfo',
      'vendor/bundle/ruby/3.4.0/x.rb',
    ];
    const { files, leftOut } = await select({
      ...skill,
      ...Object.fromEntries(made.map(path => [path, ''])),
    });
    assert.deepEqual(
      files.map(({ path }) => path),
      ['SKILL.md'],
    );
    assert.deepEqual(
      leftOut.map(({ path }) => path),
      [
        '.cache',
        '.vercel',
        '.wrangler',
        '.yarn',
        'lib/python3.14/site-packages',
        'renv',
        'scripts/coverage',
        'scripts/htmlcov',
        'scripts/x.tsbuildinfo',
        'vendor/bundle',
      ],
    );
  });

  test('is told from folders of the same names that somebody wrote', async () => {
    const { leftOut } = await select({
      ...skill,
      '.yarn/releases/yarn.cjs': '',
      'bundle/list.md': '',
      'coverage/index.md': '',
      'renv/about.md': '',
      'bin/run.sh': '',
      'build/index.md': '',
      'env/production.md': '',
      'references/venv/about.md': '',
      'target/audience.md': '',
      'vendor/list.md': '',
    });
    assert.deepEqual(leftOut, []);
  });

  test('is in where the .skillignore asks for it', async () => {
    const { files } = await select({ ...skill, '.skillignore': '!/env/\n', 'env/pyvenv.cfg': '' });
    assert.ok(files.some(({ path }) => path === 'env/pyvenv.cfg'));
  });
});

test('a directory without anything in it is named, since no bundle holds it', async () => {
  const { emptyDirectories } = await select({ ...skill, output: { kind: 'directory' }, 'a/b.md': '' });
  assert.deepEqual(emptyDirectories, ['output']);
});

test('patterns that would take too long for so many files are refused, by the file that has them', async () => {
  const files = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`${index}.md`, '']));
  const selection = await selectFiles(
    memoryFolder('demo', { 'SKILL.md': 'x', '.gitignore': '*z\n'.repeat(20_000), ...files }),
  );
  assert.deepEqual(selection, {
    ok: false,
    failure: {
      kind: 'malformed-file',
      path: '.gitignore',
      why: 'its patterns are too many for so many files',
    },
  });
});
