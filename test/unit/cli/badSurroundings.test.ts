import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, chmod, mkdir, open, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { commandLine } from '../../support/process/commandLine.ts';
import { runCli } from '../../support/process/runCli.ts';
import { tempFolder } from '../../support/process/tempFolder.ts';
import { skillText, storedVersions, targetTo } from '../../support/publish/publisher.ts';
import { startTestRegistry } from '../../support/registry/startTestRegistry.ts';

const withoutHome = join(import.meta.dirname, '../../support/process/withoutHome.ts');

/** A folder with skills, in a repository unless told otherwise, and a registry. */
async function project({ isRepository = true }: { readonly isRepository?: boolean } = {}) {
  const folder = await tempFolder();
  const server = await startTestRegistry();
  const path = join(folder.path, 'project');
  const git = (cwd: string, ...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  for (const name of ['one', 'two']) {
    await mkdir(join(path, 'skills', name), { recursive: true });
    await writeFile(join(path, 'skills', name, 'SKILL.md'), skillText(name));
  }
  if (isRepository) {
    git(path, 'init', '-q', '-b', 'main');
    git(path, 'add', '.');
    git(path, 'commit', '-qm', 'Two skills');
  }
  type Options = Partial<Parameters<typeof runCli>[1]>;
  return {
    path,
    parent: folder.path,
    git,
    run: (args: readonly string[], options: Options = {}) =>
      runCli(args, { cwd: path, ...options, env: { SKILLWRIGHT_KEY: server.token, ...options.env } }),
    there: ['--registry', server.baseURL, '--yes'],
    versions: async (name: string) => (await storedVersions(targetTo(server).registry, name)).length,
    async [Symbol.asyncDispose]() {
      await server.dispose();
      await folder[Symbol.asyncDispose]();
    },
  };
}

test('a shallow clone is named where it lacks the revision that is asked for, and publishes all the same', async () => {
  await using work = await project();
  const before = work.git(work.path, 'rev-parse', 'HEAD');
  await appendFile(join(work.path, 'skills/one/SKILL.md'), 'More.\n');
  work.git(work.path, 'commit', '-qam', 'Say more');
  work.git(work.parent, 'clone', '-q', '--depth', '1', `file://${work.path}`, 'shallow');
  const cwd = join(work.parent, 'shallow');
  const checked = await work.run(['validate', 'skills', '--changed-since', before], { cwd });
  assert.equal(checked.code, 2);
  assert.match(checked.stderr, /this clone is shallow and has no “[0-9a-f]{40}”; .*fetch-depth: 0/);
  const published = await work.run(['publish', 'skills', ...work.there], { cwd });
  assert.equal(published.code, 0, published.stderr);
});

test('without Git nothing is known of a version, and what needs Git says so', async () => {
  await using work = await project({ isRepository: false });
  const bin = join(work.parent, 'bin');
  await mkdir(bin);
  const env = { PATH: bin };
  const published = await work.run(['publish', 'skills', ...work.there], { env });
  assert.equal(published.code, 0, published.stderr);
  assert.equal((await work.run(['status', 'skills', ...work.there.slice(0, 2)], { env })).code, 0);
  const checked = await work.run(['validate', 'skills', '--changed-since', 'HEAD'], { env });
  assert.equal(checked.code, 2);
  assert.match(checked.stderr, /git is not installed, or not on the PATH/);
});

test('who reads no further does not end a publish', async () => {
  await using work = await project();
  const { code } = await work.run(['publish', 'skills', ...work.there], { isReadOnce: true });
  assert.equal(code, 0);
  assert.deepEqual([await work.versions('one'), await work.versions('two')], [1, 1]);
  const { skills } = JSON.parse(await readFile(join(work.path, '.skillwright.json'), 'utf8'));
  assert.deepEqual(Object.keys(skills), ['skills/one', 'skills/two']);
});

test('who reads no further ends what only looks, quietly', async () => {
  await using work = await project();
  await work.run(['publish', 'skills', ...work.there]);
  const { stderr } = await work.run(['show', 'one', ...work.there.slice(0, 2)], { isReadOnce: true });
  assert.equal(stderr, '');
});

test('in a checkout that cannot be written nothing is sent, or what was sent is told and found again', async () => {
  await using work = await project();
  await chmod(work.parent, 0o755);
  await chmod(work.path, 0o555);
  const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {};
  const env = { HOME: '/nonexistent', PATH: [dirname(process.execPath), process.env.PATH].join(':') };
  const args = ['publish', 'skills/one', ...work.there];
  const refused = await work.run(args, { env, ...nobody });
  assert.equal(refused.code, 1, refused.stderr);
  assert.match(refused.stderr, /\.skillwright\.json cannot be written/);
  await chmod(work.path, 0o755);
  const sent = await work.versions('one');
  const again = await work.run(args);
  assert.equal(await work.versions('one'), Math.max(1, sent), again.stderr);
});

test('a link file with conflict markers stops a publish before anything is sent', async () => {
  await using work = await project();
  const markers = '<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> theirs\n';
  await writeFile(join(work.path, '.skillwright.json'), markers);
  const { code, stderr } = await work.run(['publish', 'skills', ...work.there]);
  assert.equal(code, 1);
  assert.match(stderr, /\.skillwright\.json is damaged: it holds conflict markers of git/);
  assert.equal(await work.versions('one'), 0);
  assert.equal(await readFile(join(work.path, '.skillwright.json'), 'utf8'), markers);
});

test('without a terminal nothing is coloured, and no line of progress is written', async () => {
  await using work = await project();
  await writeFile(join(work.path, 'skills/one/data.bin'), Buffer.alloc(3_000_000, 'x'));
  const { code, stdout, stderr } = await work.run(['publish', 'skills/one', ...work.there], {
    env: { FORCE_COLOR: '1' },
  });
  assert.deepEqual([code, stderr], [0, '']);
  assert.ok(!stdout.includes('\u001b') && !stdout.includes('sending'), stdout);
});

test('a user that the system has no record of, without a home, does what others do', async () => {
  await using work = await project();
  const env = { NODE_OPTIONS: `--import ${pathToFileURL(withoutHome).href}`, HOME: '' };
  for (const args of [
    ['validate', 'skills'],
    ['publish', 'skills', ...work.there],
    ['status', 'skills', ...work.there.slice(0, 2)],
    ['list', ...work.there.slice(0, 2)],
    ['download', 'one', '--to', 'down', ...work.there.slice(0, 2)],
    ['publish', 'skills', '--registry', 'local', '--data', 'data', '--yes'],
    ['list', '--registry', 'local'],
  ]) {
    const { code, stdout, stderr } = await work.run(args, { env });
    // What was published is not committed, which is told.
    assert.equal(code, args[0] === 'status' ? 1 : 0, `${args.join(' ')}: ${stderr}`);
    assert.doesNotMatch(stdout + stderr, /mistake of its own|system error/);
  }
});

test('what cannot be printed, as on a full disk, is told in a sentence, and what was begun is done', async t => {
  if (!existsSync('/dev/full')) {
    return;
  }
  await using work = await project();
  const full = await open('/dev/full', 'w');
  t.after(() => full.close());
  for (const args of [
    ['validate', 'skills', '--json'],
    ['list', ...work.there.slice(0, 2)],
    ['publish', 'skills/one', ...work.there],
  ]) {
    const { code, stderr } = await work.run(args, { stdout: full.fd });
    assert.equal(stderr, 'What is printed cannot be written (ENOSPC): make room, or print it elsewhere.\n');
    assert.equal(code, 2, args.join(' '));
  }
  assert.equal(await work.versions('one'), 1);
});

test('a hook before the first commit checks every skill, in a worktree too', async () => {
  await using work = await project({ isRepository: false });
  work.git(work.path, 'init', '-q', '-b', 'main');
  work.git(work.path, 'add', 'skills/one');
  const checked = async (cwd: string) => {
    const args = ['validate', 'skills', '--changed-since', 'HEAD', '--json'];
    return JSON.parse((await work.run(args, { cwd })).stdout);
  };
  assert.deepEqual([(await checked(work.path)).skills, (await checked(work.path)).ok], [2, true]);
  work.git(work.path, 'add', '.');
  work.git(work.path, 'commit', '-qm', 'Two skills');
  const tree = join(work.parent, 'tree');
  work.git(work.path, 'worktree', 'add', '-q', tree);
  await appendFile(join(tree, 'skills/two/SKILL.md'), 'More.\n');
  const hook = join(work.path, '.git/hooks/pre-commit');
  const command = `${process.execPath} ${commandLine} validate skills --changed-since HEAD --json`;
  await writeFile(hook, `#!/bin/sh\nexec ${command} > checked.json\n`, { mode: 0o755 });
  work.git(tree, 'commit', '-qam', 'Say more');
  assert.equal(JSON.parse(await readFile(join(tree, 'checked.json'), 'utf8')).skills, 1);
});

test('what changed is found through a link to the folder, and in a submodule beside other skills', async () => {
  await using work = await project();
  const inner = join(work.path, 'skills/inner');
  await mkdir(inner);
  await writeFile(join(inner, 'SKILL.md'), skillText('inner'));
  work.git(inner, 'init', '-q', '-b', 'main');
  work.git(inner, 'add', '.');
  work.git(inner, 'commit', '-qm', 'A repository in the other one');
  await appendFile(join(inner, 'SKILL.md'), 'More.\n');
  await appendFile(join(work.path, 'skills/one/SKILL.md'), 'More.\n');
  await symlink(work.path, join(work.parent, 'link'));
  const checked = async (path: string) => {
    const args = ['validate', path, '--changed-since', 'HEAD', '--json'];
    return JSON.parse((await work.run(args)).stdout).skills;
  };
  assert.equal(await checked('skills'), 2, 'one and inner, and not two');
  assert.equal(await checked(join(work.parent, 'link/skills')), 2);
});

test('a folder for --root that is not there is told, and not taken for one where nothing is published', async () => {
  await using work = await project();
  for (const args of [
    ['status', 'skills', ...work.there.slice(0, 2)],
    ['versions', 'one', ...work.there.slice(0, 2)],
    ['publish', 'skills', ...work.there],
    ['eval', 'skills/one', '--with', work.there[1] ?? '', '--model', 'm'],
  ]) {
    const { code, stdout, stderr } = await work.run([...args, '--root', 'nowhere', '--json']);
    assert.equal(code, 2, args.join(' '));
    assert.match(stderr, /nowhere is no folder that is there/, args.join(' '));
    assert.equal(JSON.parse(stdout).ok, false);
  }
});

test('a working directory that was deleted is named', async () => {
  await using work = await project();
  const cwd = join(work.parent, 'gone');
  await mkdir(cwd);
  const command = `rmdir ${cwd} && exec ${process.execPath} ${commandLine} validate . --json`;
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', command], { cwd, encoding: 'utf8' });
  assert.equal(status, 2, stderr);
  assert.match(stderr, /^The working directory is not there any more/);
  assert.equal(JSON.parse(stdout).ok, false);
});

test('a folder that is not below --root is refused, before its link is written where nobody looks for it', async () => {
  await using work = await project();
  for (const args of [
    ['publish', 'skills/one', ...work.there],
    ['status', 'skills/one', ...work.there.slice(0, 2)],
  ]) {
    const { code, stderr } = await work.run([...args, '--root', 'skills/two']);
    assert.equal(code, 2, args.join(' '));
    assert.match(stderr, /skills\/one is not in skills\/two: --root names the folder above it/);
  }
  assert.equal(await work.versions('one'), 0);
});

test('status does not ask for a link file to be committed that is damaged', async () => {
  await using work = await project();
  await writeFile(join(work.path, '.skillwright.json'), '{');
  const { code, stdout } = await work.run(['status', 'skills', ...work.there.slice(0, 2)]);
  assert.equal(code, 1);
  assert.match(stdout, /\.skillwright\.json is damaged/);
  assert.doesNotMatch(stdout, /commit it/);
});
