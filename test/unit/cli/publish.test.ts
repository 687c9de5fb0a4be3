import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fakeSecrets } from '../../support/editor/fakeSecrets.ts';
import { runCli } from '../../support/process/runCli.ts';
import { runInProcess } from '../../support/process/runInProcess.ts';
import { tempFolder } from '../../support/process/tempFolder.ts';
import { skillText, storedVersions, targetTo } from '../../support/publish/publisher.ts';
import { Faults, isUpload, type SeenCall } from '../../support/registry/faults.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry/startTestRegistry.ts';

type Files = Readonly<Record<string, string>>;

async function write(root: string, files: Files): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

describe('skillwright publish', () => {
  let server: TestRegistry;
  before(async () => {
    server = await startTestRegistry();
  });
  after(() => server.dispose());

  it('publishes to a server, writes the link, and has nothing to do the second time', async () => {
    await using folder = await tempFolder();
    await write(folder.path, {
      '.git/HEAD': '',
      'skills/cli-one/SKILL.md': skillText('cli-one'),
      'skills/cli-one/notes.md': 'Notes.',
    });
    const env = { SKILLWRIGHT_KEY: server.token };
    const args = ['publish', 'skills/cli-one', '--registry', server.baseURL];
    const first = await runCli(args, { cwd: folder.path, env });
    assert.equal(first.code, 0, first.stderr);
    assert.match(first.stdout, /new skill, v1\n[\s\S]*Published “cli-one” to .* as v1/);
    const link = JSON.parse(await readFile(join(folder.path, '.skillwright.json'), 'utf8'));
    const [entry] = Object.values(link.skills['skills/cli-one'].registries) as { version: string }[];
    assert.equal(entry?.version, '1');

    await write(folder.path, { 'skills/cli-one/more.md': 'More.' });
    const second = await runCli([...args, '--default', '--json'], { cwd: folder.path, env });
    assert.equal(second.code, 0, second.stderr);
    const report = JSON.parse(second.stdout);
    const [target] = report.skills[0].targets;
    assert.deepEqual([target.from, target.to, target.changes.added], ['v1', 'v2', ['more.md']]);
    assert.deepEqual(
      [target.outcome.kind, target.outcome.version, target.outcome.isDefault],
      ['published', '2', true],
    );

    const third = await runCli(args, { cwd: folder.path, env });
    assert.equal(third.code, 0);
    assert.match(third.stdout, /nothing changed since v2/);
    assert.equal((await storedVersions(targetTo(server).registry, 'cli-one')).length, 2);
    for (const { stdout, stderr } of [first, second, third]) {
      assert.ok(!`${stdout}${stderr}`.includes(server.token));
    }
  });

  it('stops for planted keys, names each by file and line, and prints none', async () => {
    await using folder = await tempFolder();
    const secrets = fakeSecrets(42);
    await write(folder.path, {
      'leaky/SKILL.md': `${skillText('leaky')}\nexport OPENAI_API_KEY=${secrets.openai}\n`,
      'leaky/docs/anthropic.md': `# Key\n\n${secrets.anthropic}\n`,
      'leaky/scripts/deploy.sh': `#!/bin/sh\nAWS_ACCESS_KEY_ID=${secrets.awsId}\nAWS_SECRET_ACCESS_KEY=${secrets.awsSecret}\n`,
      'leaky/github.txt': `a\nb\n${secrets.github}\n`,
      'leaky/key.txt': `\n${secrets.rsaKey}\n`,
      'leaky/.env': 'PORT=80\n',
    });
    const args = [
      'publish',
      'leaky',
      '--registry',
      'local',
      '--data',
      join(folder.path, 'data'),
      '--dry-run',
    ];
    const text = await runInProcess(args, folder.path, {});
    assert.equal(text.code, 1);
    const named = [...text.stdout.matchAll(/secret: leaky\/(\S+) (.+)/g)].map(
      ([, place, what]) => `${place} ${what}`,
    );
    assert.deepEqual(named.sort(), [
      '.env:1 environment file with settings',
      'SKILL.md:10 OpenAI key',
      'docs/anthropic.md:3 Anthropic key',
      'github.txt:3 GitHub token',
      'key.txt:2 private key',
      'scripts/deploy.sh:2 AWS access key id',
      'scripts/deploy.sh:3 AWS secret access key',
    ]);
    const json = await runInProcess([...args, '--json'], folder.path, {});
    assert.equal(json.code, 1);
    assert.equal(JSON.parse(json.stdout).skills[0].secrets.length, 7);
    for (const secret of Object.values(secrets)) {
      for (const { stdout, stderr } of [text, json]) {
        assert.ok(!`${stdout}${stderr}`.includes(secret));
      }
    }
    await assert.rejects(access(join(folder.path, 'data')), 'a dry run makes no data directory');
  });

  it('publishes what was allowed deliberately, and asks again when the file changed', async () => {
    await using folder = await tempFolder();
    await write(folder.path, { 'open/SKILL.md': skillText('open'), 'open/.env': 'PORT=80\n' });
    const args = ['publish', 'open', '--registry', 'local', '--data', join(folder.path, 'data')];
    assert.equal((await runInProcess(args, folder.path, {})).code, 1);
    assert.equal((await runInProcess([...args, '--allow-secret', 'open/.env'], folder.path, {})).code, 0);
    const again = await runInProcess(args, folder.path, {});
    assert.equal(again.code, 0);
    await write(folder.path, { 'open/.env': 'PORT=81\n' });
    assert.equal((await runInProcess(args, folder.path, {})).code, 1);
    assert.deepEqual((await readdir(folder.path)).sort(), ['.skillwright.json', 'data', 'open']);
  });

  it('publishes all skills below a folder to several registries, and goes on after a failure', async () => {
    await using folder = await tempFolder();
    await using other = await startTestRegistry();
    await write(folder.path, {
      'skills/good/SKILL.md': skillText('good'),
      'skills/bad/SKILL.md': '# No front matter\n',
      'skills/deep/inside/fine/SKILL.md': skillText('fine'),
    });
    const args = ['publish', 'skills', '--registry', 'local', '--data', join(folder.path, 'data')];
    const wires = [
      '--registry',
      server.baseURL,
      '--registry',
      `anthropic=${other.origin}`,
      '--key-env',
      'OTHER_KEY',
    ];
    const env = { SKILLWRIGHT_KEY: server.token, OTHER_KEY: other.token };
    const result = await runInProcess([...args, ...wires, '--json'], folder.path, env);
    assert.equal(result.code, 1);
    const { skills } = JSON.parse(result.stdout) as {
      skills: { path: string; targets: { registry: string; outcome: { kind: string } }[] }[];
    };
    const ends = skills.map(({ path, targets }) => [path, ...targets.map(target => target.outcome.kind)]);
    assert.deepEqual(ends, [
      ['skills/bad', 'not-published', 'not-published', 'not-published'],
      ['skills/deep/inside/fine', 'published', 'published', 'published'],
      ['skills/good', 'published', 'published', 'published'],
    ]);
    assert.match(result.stderr, /“bad” was not published to Local/);
  });

  it('says what is missing and changes nothing', async () => {
    await using folder = await tempFolder();
    await write(folder.path, { 'a/SKILL.md': skillText('a') });
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [['publish', 'a', '--registry', 'openai'], /Set OPENAI_API_KEY/],
      [['publish', 'gone', '--registry', 'local'], /gone/],
      [['publish', 'a', '--registry', 'local', '--colour'], /--colour/],
    ];
    for (const [args, words] of cases) {
      const result = await runInProcess(args, folder.path, {});
      assert.equal(result.code, 2, args.join(' '));
      assert.match(result.stderr, words);
    }
    assert.deepEqual(await readdir(folder.path), ['a']);
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`can be ended by ${signal} while it sends: tells what became of it, and leaves nothing behind`, async () => {
      await endedWhileSending(signal);
    });
  }
});

/** A large bundle is on its way when the signal comes. */
async function endedWhileSending(signal: NodeJS.Signals): Promise<void> {
  await using folder = await tempFolder();
  await using temporary = await tempFolder();
  const faults = new Faults();
  let arrived: () => void = () => undefined;
  const upload = new Promise<void>(resolve => {
    arrived = resolve;
  });
  const isFirst = (call: SeenCall) => {
    if (isUpload(call)) {
      arrived();
    }
    return isUpload(call);
  };
  await using stalled = await startTestRegistry({ wrap: faults.wrap });
  await write(folder.path, { 'stopped/SKILL.md': skillText('stopped') });
  // Large enough that it is still on its way when it is interrupted.
  await writeFile(join(folder.path, 'stopped/data.bin'), randomBytes(20_000_000));
  faults.arm({ kind: 'hang' }, { when: isFirst });
  const result = await runCli(['publish', 'stopped', '--registry', stalled.baseURL], {
    cwd: folder.path,
    env: { SKILLWRIGHT_KEY: stalled.token, TMPDIR: temporary.path },
    interrupt: upload,
    interruptBy: signal,
  });
  assert.equal(result.code, 1, result.stderr);
  assert.match(result.stderr, /“stopped” was not published .* Cancelled/);
  assert.equal((await storedVersions(targetTo(stalled).registry, 'stopped')).length, 0);
  const left = await readdir(temporary.path, { recursive: true });
  assert.deepEqual(
    left.filter(name => name.includes('bundle-') || name.endsWith('.lock')),
    [],
  );
}
