import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { openAsBlob } from 'node:fs';
import { chmod, mkdir, readFile, rename, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { commandLine } from '../../support/process/commandLine.ts';
import { runInProcess } from '../../support/process/runInProcess.ts';
import { everythingIn, tempFolderOf } from '../../support/process/tempFolder.ts';
import { unzipped } from '../../support/skill/skillFiles.ts';

/** A skill's files: path, content, executable bit. */
const demo: readonly (readonly [string, string, boolean])[] = [
  [
    'SKILL.md',
    '---\nname: demo\ndescription: Shows something. Use it when asked to show.\n---\n# Demo\n',
    false,
  ],
  ['scripts/run.sh', '#!/bin/sh\necho demo\n', true],
  ['references/a.md', 'text\n'.repeat(2000), false],
  ['assets/é.txt', 'é', false],
  ['assets/empty', '', false],
];

async function writeSkill(folder: string, files = demo): Promise<string> {
  for (const [path, content, isExecutable] of files) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), content);
    await chmod(join(folder, path), isExecutable ? 0o755 : 0o644);
  }
  return folder;
}

async function pack(args: readonly string[]) {
  const { code, stdout, stderr } = await runInProcess(['pack', ...args], tmpdir());
  return { status: code, lines: stdout.split('\n').slice(0, -1), errors: stderr };
}

/** The same in a process of its own, in another time zone. */
function packIn(zone: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [commandLine, 'pack', ...args], {
    encoding: 'utf8',
    env: { ...process.env, TZ: zone },
  });
  return { status, lines: stdout.split('\n').slice(0, -1), errors: stderr };
}

test('copies with other times, order, modes, names and time zones give the same bytes', async context => {
  const root = await tempFolderOf(context);
  const one = await writeSkill(join(root, 'one/demo'));
  const other = await writeSkill(join(root, 'other/copy'), demo.toReversed());
  await utimes(join(other, 'SKILL.md'), new Date('2001-02-03'), new Date('2004-05-06'));
  await chmod(join(other, 'references/a.md'), 0o600);
  await chmod(join(other, 'scripts/run.sh'), 0o700);
  await chmod(join(other, 'references'), 0o700);
  const first = packIn('Pacific/Kiritimati', [one, '-o', join(root, '1.zip')]);
  const second = packIn('America/Adak', [other, '-o', join(root, '2.zip')]);
  assert.deepEqual([first.status, second.status], [0, 0], first.errors + second.errors);
  assert.ok((await readFile(join(root, '1.zip'))).equals(await readFile(join(root, '2.zip'))));
  assert.match(first.lines.join(), /1\.zip: 5 files of \d+ bytes in \d+ bytes, sha256:[0-9a-f]{64}$/);
  assert.equal(first.lines[0]?.split(', ')[1], second.lines[0]?.split(', ')[1]);
});

test('unzip finds nothing wrong, one folder at the top, and the executable bit', async context => {
  if (spawnSync('unzip', ['-v']).status !== 0) {
    return context.skip('unzip is not installed');
  }
  const root = await tempFolderOf(context);
  const file = join(root, 'demo.zip');
  assert.equal((await pack([await writeSkill(join(root, 'demo')), '-o', file])).status, 0);
  assert.equal(spawnSync('unzip', ['-tq', file]).status, 0);
  const listing = spawnSync('unzip', ['-Z', file], { encoding: 'utf8' }).stdout;
  assert.match(listing, /-rwxr-xr-x .* demo\/scripts\/run\.sh/);
  assert.match(listing, /-rw-r--r-- .* demo\/SKILL\.md/);
  assert.equal(listing.match(/ demo\//g)?.length, demo.length);
});

test('--list says of every file whether it is in, and why not', async context => {
  const root = await tempFolderOf(context);
  const folder = await writeSkill(join(root, 'repository/demo'), [
    ...demo,
    ['.gitignore', '*.log\n', false],
    ['.skillignore', 'notes/\n', false],
    ['debug.log', '', false],
    ['notes/todo.md', '', false],
    ['node_modules/x/index.js', '', false],
    ['draft.md', '', false],
  ]);
  await mkdir(join(root, 'repository/.git'));
  await writeFile(join(root, 'repository/.gitignore'), 'draft.*\n');
  await symlink('node_modules', join(folder, 'modules'));
  const { status, lines } = await pack([folder, '--list']);
  assert.equal(status, 0);
  assert.deepEqual(lines, [
    'in      SKILL.md',
    'in      assets/empty',
    'in      assets/é.txt',
    'in      references/a.md',
    'in      scripts/run.sh (executable)',
    'out     .gitignore: by default (/.gitignore)',
    'out     .skillignore: by default (.skillignore)',
    'out     debug.log: by “*.log” in .gitignore:1',
    'out     draft.md: by “draft.*” in ../.gitignore:1',
    'out     modules/: a link to node_modules, which is left out',
    'out     node_modules/: by default (node_modules/)',
    'out     notes/: by “notes/” in .skillignore:1',
  ]);
});

test('a skill with an error is refused by line, and a bundle of an earlier run is gone', async context => {
  const root = await tempFolderOf(context);
  const folder = await writeSkill(join(root, 'demo'));
  const file = join(root, 'demo.zip');
  assert.equal((await pack([folder, '-o', file])).status, 0);
  await writeFile(join(folder, 'SKILL.md'), '---\nname: Not Good\ndescription: x\n---\n');
  const { status, errors, lines } = await pack([folder, '-o', file]);
  assert.equal(status, 1);
  assert.match(errors, /^SKILL\.md:2:7: .*"Not Good".*\(name-format\)$/m);
  assert.deepEqual(lines, []);
  assert.deepEqual(
    (await everythingIn(root)).filter(path => path.includes('.zip')),
    [],
  );
});

test('a link out of the folder is refused by name', async context => {
  const root = await tempFolderOf(context);
  const folder = await writeSkill(join(root, 'demo'));
  await symlink('/etc/hostname', join(folder, 'references/host.md'));
  const { status, errors } = await pack([folder, '-o', join(root, 'demo.zip')]);
  assert.equal(status, 1);
  assert.match(errors, /references\/host\.md.*link/);
  assert.deepEqual(
    (await everythingIn(root)).filter(path => path.includes('.zip')),
    [],
  );
});

test('what cannot be done at all exits with 2 and says why', async context => {
  const root = await tempFolderOf(context);
  const folder = await writeSkill(join(root, 'demo'));
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [[], /which folder/],
    [[folder], /-o FILE/],
    [[folder, folder, '-o', 'x.zip'], /one at a time/],
    [[folder, '--nonsense'], /nonsense/],
    [[join(root, 'not-there'), '-o', join(root, 'x.zip')], /does not exist/],
    [[folder, '-o', join(folder, 'x.zip')], /in the skill's folder/],
    [[folder, '-o', join(folder, '..x.zip')], /in the skill's folder/],
    [[folder, '-o', join(root, 'no/such/folder/x.zip')], /cannot be written/],
  ];
  for (const [args, says] of cases) {
    const { status, errors } = await pack(args);
    assert.equal(status, 2, errors);
    assert.match(errors, says);
  }
  assert.deepEqual(
    (await everythingIn(root)).filter(path => path.includes('.zip')),
    [],
  );
});

test('a folder in the place of the bundle is left alone, and said to be one', async context => {
  const root = await tempFolderOf(context);
  const folder = await writeSkill(join(root, 'demo'));
  const place = join(root, 'place');
  await mkdir(place);
  await writeFile(join(place, 'kept.txt'), 'kept');
  const good = await pack([folder, '-o', place]);
  assert.equal(good.status, 2);
  assert.match(good.errors, /place cannot be written: it is a folder/);
  await writeFile(join(folder, 'SKILL.md'), '# No front matter\n');
  const bad = await pack([folder, '-o', place]);
  assert.equal(bad.status, 1);
  assert.match(bad.errors, /front matter/);
  assert.equal(await readFile(join(place, 'kept.txt'), 'utf8'), 'kept');
});

test('what is no bundle is never replaced by one, nor removed when the skill is refused', async context => {
  const root = await tempFolderOf(context);
  const good = await writeSkill(join(root, 'demo'));
  const bad = await writeSkill(join(root, 'bad'));
  await writeFile(join(bad, 'SKILL.md'), '# No front matter\n');
  const kept = join(root, 'kept.md');
  await writeFile(kept, 'Mine.\n');
  for (const folder of [good, bad]) {
    const { status, errors } = await pack([folder, '-o', kept]);
    assert.equal(status, 2);
    assert.match(errors, /kept\.md is there already and is no bundle: it was left as it is/);
    assert.equal(await readFile(kept, 'utf8'), 'Mine.\n');
  }
  await writeFile(kept, '');
  assert.equal((await pack([good, '-o', kept])).status, 0, 'an empty file has nothing to lose');
  assert.equal((await pack([good, '-o', kept])).status, 0, 'nor has an earlier bundle');
});

test('--list alone writes nothing; with -o it does both', async context => {
  const root = await tempFolderOf(context);
  const folder = await writeSkill(join(root, 'demo'));
  const before = await everythingIn(root);
  const listed = await pack([folder, '--list']);
  assert.deepEqual([listed.status, listed.lines.length], [0, demo.length]);
  assert.deepEqual(await everythingIn(root), before);
  const both = await pack(['--list', '--output', join(root, 'demo.zip'), folder]);
  assert.equal(both.status, 0);
  assert.deepEqual(both.lines.slice(0, -1), listed.lines);
  assert.match(both.lines.at(-1) ?? '', /demo\.zip: 5 files/);
});

test('a bundle is named by the manifest, whatever the folder and its SKILL.md are called', async context => {
  const root = await tempFolderOf(context);
  const folder = await writeSkill(join(root, 'Ünïque folder'));
  await rename(join(folder, 'SKILL.md'), join(folder, 'Skill.MD'));
  const file = join(root, 'out ü.zip');
  const { status, lines } = await pack([`${folder}/`, '-o', file]);
  assert.equal(status, 0);
  assert.match(lines.join(), /out ü\.zip: 5 files/);
  const names = [...(await unzipped(await openAsBlob(file))).keys()];
  assert.ok(names.includes('demo/Skill.MD') && names.every(name => name.startsWith('demo/')), names.join());
});

const unfit: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
  ['no SKILL.md', { 'README.md': '' }, /has no SKILL\.md/],
  ['a SKILL.md further down only', { 'sub/SKILL.md': demo[0]?.[1] ?? '' }, /has no SKILL\.md/],
  ['an empty one', { 'SKILL.md': '' }, /^SKILL\.md:1:1: .*empty/],
];
test('SKILL.md is packed whatever rule hides it', async context => {
  const root = await tempFolderOf(context);
  await mkdir(join(root, 'demo'));
  const folder = await writeSkill(join(root, 'demo'), [
    ['SKILL.md', demo[0]?.[1] ?? '', false],
    ['.gitignore', '*.md\n', false],
  ]);
  const { status, lines } = await pack([folder, '--list']);
  assert.equal(status, 0);
  assert.ok(lines.includes('in      SKILL.md'));
});

for (const [what, files, says] of unfit) {
  test(`a folder with ${what} is refused, and nothing is written`, async context => {
    const root = await tempFolderOf(context);
    const entries = Object.entries(files).map(([path, text]) => [path, text, false] as const);
    await mkdir(join(root, 'demo'));
    const folder = await writeSkill(join(root, 'demo'), entries);
    const { status, errors, lines } = await pack([folder, '-o', join(root, 'x.zip')]);
    assert.deepEqual([status, lines], [1, []], errors);
    assert.match(errors, says);
    assert.ok(!(await everythingIn(root)).includes('x.zip'));
  });
}
