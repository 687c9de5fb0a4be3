import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { root } from '../../../scripts/paths.ts';
import { commandLine } from '../../support/process/commandLine.ts';
import { tempFolder } from '../../support/process/tempFolder.ts';
import { skillText } from '../../support/publish/publisher.ts';
import { connectTo } from '../../support/registry/connectTo.ts';
import { startTestRegistry } from '../../support/registry/startTestRegistry.ts';
import { assertOk } from '../../support/result.ts';

/** What a CI's job has: a remote, clones of it, the command line on the PATH, and a registry. */
async function ciJob() {
  const folder = await tempFolder();
  const uploaded = Promise.withResolvers<void>();
  let isArmed = false;
  const server = await startTestRegistry({
    wrap: listener => (request, response) => {
      if (isArmed && request.method === 'POST') {
        uploaded.resolve();
      }
      listener(request, response);
    },
  });
  const remote = join(folder.path, 'remote.git');
  const bin = join(folder.path, 'bin');
  const git = (cwd: string, ...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  git(folder.path, 'init', '-q', '--bare', '-b', 'main', remote);
  await mkdir(bin);
  await writeFile(join(bin, 'skillwright'), `#!/bin/sh\nexec "${process.execPath}" "${commandLine}" "$@"\n`);
  await chmod(join(bin, 'skillwright'), 0o755);
  const env = (output: string) => ({
    ...process.env,
    PATH: [bin, process.env.PATH].join(delimiter),
    SKILLWRIGHT_KEY: server.token,
    SKILLWRIGHT_REGISTRY: server.baseURL,
    SKILLWRIGHT_FOLDERS: 'skills',
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: output,
    GITHUB_REF_NAME: 'main',
  });
  const run = async (
    cwd: string,
    program: string,
    args: readonly string[],
    more: Readonly<Record<string, string>> = {},
  ) => {
    const output = `${cwd}.output`;
    await writeFile(output, '');
    const child = spawn(program, args, {
      cwd,
      env: { ...env(output), ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    return { code, stdout, stderr, output: await readFile(output, 'utf8') };
  };
  return {
    git,
    remote,
    clone(name: string): string {
      git(folder.path, 'clone', '-q', remote, name);
      return join(folder.path, name);
    },
    publish: (cwd: string, more: Readonly<Record<string, string>> = {}) =>
      run(cwd, 'bash', [join(root, 'ci', 'publish.sh')], more),
    /** Kills the job as soon as the registry is sent something; resolves to its exit code. */
    async publishUntilUpload(cwd: string): Promise<number | null> {
      const child = spawn('bash', [join(root, 'ci', 'publish.sh')], {
        cwd,
        env: env(`${cwd}.output`),
        stdio: 'ignore',
        detached: true,
      });
      isArmed = true;
      const closed = once(child, 'close');
      await Promise.race([uploaded.promise, closed]);
      process.kill(-(child.pid ?? 0), 'SIGKILL');
      const [code] = await closed;
      return code;
    },
    validate: (cwd: string, more: Readonly<Record<string, string>> = {}) =>
      run(cwd, 'bash', [join(root, 'ci', 'validate.sh')], more),
    person: (cwd: string, ...args: string[]) =>
      run(cwd, 'skillwright', [...args, '--registry', server.baseURL, '--yes']),
    /** All versions of all skills in the registry. */
    async versions(): Promise<number> {
      const listed = await connectTo(server.baseURL, server.token).listSkills({ limit: 100 });
      assertOk(listed);
      return listed.value.items.reduce((sum, { latestVersion }) => sum + Number(latestVersion), 0);
    },
    async [Symbol.asyncDispose]() {
      await server.dispose();
      await folder[Symbol.asyncDispose]();
    },
  };
}

type Job = Awaited<ReturnType<typeof ciJob>>;

/** A clone with five skills, published by a person and pushed, of which two have changed since. */
async function twoOfFiveChanged(ci: Job): Promise<string> {
  const work = ci.clone('work');
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    await mkdir(join(work, 'skills', name), { recursive: true });
    await writeFile(join(work, 'skills', name, 'SKILL.md'), skillText(name));
  }
  ci.git(work, 'checkout', '-q', '-b', 'main');
  ci.git(work, 'add', '.');
  ci.git(work, 'commit', '-qm', 'Five skills');
  const published = await ci.person(work, 'publish', 'skills');
  assert.equal(published.code, 0, published.stderr);
  await appendFile(join(work, 'skills/b/SKILL.md'), 'More.\n');
  await appendFile(join(work, 'skills/d/SKILL.md'), 'More.\n');
  ci.git(work, 'add', '.');
  ci.git(work, 'commit', '-qm', 'Publish, and say more');
  ci.git(work, 'push', '-q', 'origin', 'main');
  return work;
}

test('CI publishes the two skills of five that changed, pushes the link file back, and then nothing', async () => {
  await using ci = await ciJob();
  await twoOfFiveChanged(ci);
  const first = await ci.publish(ci.clone('first'));
  assert.equal(first.code, 0, first.stderr);
  assert.equal(await ci.versions(), 7);
  assert.match(ci.git(ci.remote, 'log', '-1', '--format=%s', 'main'), /\[skip ci\]$/);
  assert.match(first.output, /^report<<END_OF_REPORT\n\{/);
  const again = await ci.publish(ci.clone('again'));
  assert.equal(again.code, 0, again.stderr);
  assert.equal(await ci.versions(), 7, 'nothing is published twice');
});

test('a run that was ended before it could push doubles nothing when it is repeated', async () => {
  await using ci = await ciJob();
  await twoOfFiveChanged(ci);
  const ended = ci.clone('ended');
  const published = await ci.person(ended, 'publish', 'skills', '--changed');
  assert.equal(published.code, 0, published.stderr);
  const again = await ci.publish(ci.clone('again'));
  assert.equal(await ci.versions(), 7, again.stderr);
  assert.equal(again.code, 0, again.stderr);
});

test('a push that is rejected for good is told, and the link file is kept', async () => {
  await using ci = await ciJob();
  await twoOfFiveChanged(ci);
  const hook = join(ci.remote, 'hooks', 'pre-receive');
  await writeFile(hook, '#!/bin/sh\necho protected >&2\nexit 1\n');
  await chmod(hook, 0o755);
  const refused = await ci.publish(ci.clone('refused'));
  assert.equal(refused.code, 1);
  assert.match(refused.output, /^unpushed=\.skillwright\.json$/m);
  assert.match(refused.stderr, /kept as the artifact/);
});

test('two runs at once publish each change once, and the one that comes second takes what the first pushed', async () => {
  await using ci = await ciJob();
  await twoOfFiveChanged(ci);
  const clones = [ci.clone('one'), ci.clone('two')];
  const runs = await Promise.all(clones.map(clone => ci.publish(clone)));
  assert.equal(await ci.versions(), 7, 'nothing is published twice');
  for (const { code, stderr } of runs) {
    assert.ok(code === 0 || /since you did|busy|pushed back/.test(stderr), stderr);
  }
  const again = await ci.publish(ci.clone('again'));
  assert.deepEqual([again.code, await ci.versions()], [0, 7], again.stderr);
});

test('a run that is killed while it publishes doubles and loses nothing when it is repeated', async () => {
  await using ci = await ciJob();
  await twoOfFiveChanged(ci);
  const killed = await ci.publishUntilUpload(ci.clone('killed'));
  assert.notEqual(killed, 0);
  const again = await ci.publish(ci.clone('again'));
  assert.deepEqual([again.code, await ci.versions()], [0, 7], again.stderr);
  assert.match(ci.git(ci.remote, 'log', '-1', '--format=%s', 'main'), /\[skip ci\]$/);
});

test('a detached head is pushed to the branch that the job names, and else told', async () => {
  await using ci = await ciJob();
  await twoOfFiveChanged(ci);
  const clone = ci.clone('detached');
  ci.git(clone, 'checkout', '-q', '--detach');
  const nameless = await ci.publish(clone, { GITHUB_REF_NAME: '' });
  assert.equal(nameless.code, 1);
  assert.match(nameless.stderr, /head is detached, .* set GITHUB_REF_NAME/);
  assert.match(nameless.output, /^unpushed=\.skillwright\.json$/m);
  const other = ci.clone('other');
  ci.git(other, 'checkout', '-q', '--detach');
  const named = await ci.publish(other);
  assert.deepEqual([named.code, await ci.versions()], [0, 7], named.stderr);
});

test('on a pull request the problems stand on their lines, and the summary counts them', async () => {
  await using ci = await ciJob();
  const work = ci.clone('work');
  await mkdir(join(work, 'skills/odd'), { recursive: true });
  await writeFile(join(work, 'skills/odd/SKILL.md'), '---\nname: Odd One\ndescription: x\n---\n');
  const checked = await ci.validate(work);
  assert.equal(checked.code, 1);
  assert.match(checked.stdout, /^::error file=skills\/odd\/SKILL\.md,line=2,/m);
  assert.match(checked.output, /1 skill, \d+ errors/);
});

test('a push that is rejected is repeated on a runner without an identity, whatever else the job changed', async () => {
  await using ci = await ciJob();
  const work = await twoOfFiveChanged(ci);
  const late = ci.clone('late');
  await writeFile(join(work, 'other.txt'), 'Pushed meanwhile.\n');
  ci.git(work, 'add', '.');
  ci.git(work, 'commit', '-qm', 'Something else');
  ci.git(work, 'push', '-q', 'origin', 'main');
  await writeFile(join(late, 'built.txt'), 'Built by an earlier step.\n');
  ci.git(late, 'add', 'built.txt');
  const noIdentity = join(dirname(late), 'gitconfig');
  await writeFile(noIdentity, '[user]\n\tuseConfigOnly = true\n');
  const published = await ci.publish(late, { GIT_CONFIG_GLOBAL: noIdentity });
  assert.equal(published.code, 0, published.stderr);
  assert.match(ci.git(ci.remote, 'log', '-1', '--format=%s', 'main'), /\[skip ci\]$/);
  assert.equal(ci.git(ci.remote, 'log', '-1', '--skip=1', '--format=%s', 'main'), 'Something else');
});

test('folders that a workflow lists one a line are all checked and published', async () => {
  await using ci = await ciJob();
  await twoOfFiveChanged(ci);
  const clone = ci.clone('lines');
  const folders = { SKILLWRIGHT_FOLDERS: 'skills/b\nskills/d\n' };
  const checked = await ci.validate(clone, folders);
  assert.match(checked.output, /^2 skills, 0 errors/m);
  const published = await ci.publish(clone, folders);
  assert.deepEqual([published.code, await ci.versions()], [0, 7], published.stderr);
});

test('a link file that cannot be committed, as where a hook refuses it, fails the run and is kept', async () => {
  await using ci = await ciJob();
  await twoOfFiveChanged(ci);
  const clone = ci.clone('hooked');
  const hook = join(clone, '.git', 'hooks', 'pre-commit');
  await writeFile(hook, '#!/bin/sh\necho refused >&2\nexit 1\n');
  await chmod(hook, 0o755);
  const refused = await ci.publish(clone);
  assert.equal(refused.code, 1, refused.stderr);
  assert.match(refused.stderr, /could not be committed/);
  assert.match(refused.output, /^unpushed=\.skillwright\.json$/m);
});

test('link files below the root of a repository that is below the working directory are pushed back', async () => {
  await using ci = await ciJob();
  const work = ci.clone('work');
  ci.git(work, 'checkout', '-q', '-b', 'main');
  for (const name of ['one', 'two']) {
    await mkdir(join(work, name, 'skills', name), { recursive: true });
    await writeFile(join(work, name, 'skills', name, 'SKILL.md'), skillText(name));
    const published = await ci.person(work, 'publish', join(name, 'skills'), '--root', name);
    assert.equal(published.code, 0, published.stderr);
    await appendFile(join(work, name, 'skills', name, 'SKILL.md'), 'More.\n');
  }
  ci.git(work, 'add', '.');
  ci.git(work, 'commit', '-qm', 'Two teams');
  ci.git(work, 'push', '-q', 'origin', 'main');
  const parent = dirname(ci.clone('checkout'));
  const folders = { SKILLWRIGHT_FOLDERS: 'checkout/one checkout/two' };
  const published = await ci.publish(parent, folders);
  assert.equal(published.code, 0, published.stderr);
  const pushed = ci.git(ci.remote, 'show', '--name-only', '--format=', 'main').split('\n');
  assert.deepEqual(pushed, ['one/.skillwright.json', 'two/.skillwright.json']);
});

test('where Git takes the checkout for no repository, the run fails and the link file is kept', async () => {
  await using ci = await ciJob();
  await twoOfFiveChanged(ci);
  const clone = ci.clone('bare');
  await rm(join(clone, '.git'), { recursive: true });
  const lost = await ci.publish(clone);
  assert.equal(lost.code, 1, lost.stderr);
  assert.match(lost.stderr, /could not be pushed back: Git does not take this for a repository/);
  assert.match(lost.output, /^unpushed=\*\*\/\.skillwright\.json$/m);
});

test('the summary has the count though skills are passed over, and says when something could not be checked', async () => {
  await using ci = await ciJob();
  const work = ci.clone('work');
  for (const name of ['good', 'draft']) {
    await mkdir(join(work, 'skills', name), { recursive: true });
    await writeFile(join(work, 'skills', name, 'SKILL.md'), skillText(name));
  }
  const config = join(work, 'skillwright.config.json');
  await writeFile(config, '{ "ignore": ["draft/"] }');
  const passed = await ci.validate(work);
  assert.equal(passed.code, 0, passed.stdout);
  assert.match(passed.output, /^1 skill, 0 errors/m);
  await writeFile(config, '{ "ignore": ');
  const broken = await ci.validate(work);
  assert.equal(broken.code, 2, broken.stdout);
  assert.match(broken.output, /^Something could not be checked/m);
});
