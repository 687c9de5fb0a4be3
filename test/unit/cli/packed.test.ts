import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { packCli } from '../../../scripts/buildCli.ts';
import { installNode20 } from '../../../scripts/host/installNode20.ts';
import { runNpm } from '../../../scripts/host/runNpm.ts';
import { loadCommands } from '../../../src/cli/commands.ts';
import { tempFolder } from '../../support/process/tempFolder.ts';
import { skillText } from '../../support/publish/publisher.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry/startTestRegistry.ts';

/** The package may have this many bytes. */
const maxSize = 1_000_000;

describe('the command line as it is installed, under Node 20, without the project and without a home', () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  let server: TestRegistry;
  let node: string;
  let work: string;
  let size: number;
  const ran = new Set<string>();

  before(async () => {
    folder = await tempFolder();
    server = await startTestRegistry();
    node = await installNode20();
    const file = join(folder.path, 'skillwright.tgz');
    size = await packCli(file);
    work = join(folder.path, 'work');
    await mkdir(work);
    await writeFile(join(work, 'package.json'), '{ "private": true }');
    await runNpm(['install', '--ignore-scripts', '--prefer-offline', file], work);
  });
  after(async () => {
    await server.dispose();
    await folder[Symbol.asyncDispose]();
  });

  const start = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    spawn(node, [join(work, 'node_modules/skillwright/skillwright.mjs'), ...args], {
      cwd: work,
      env: { PATH: process.env.PATH ?? '', SKILLWRIGHT_KEY: server.token, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const run = async (...args: readonly string[]) => {
    ran.add(args[0] ?? '');
    const child = start(args);
    const closed = new Promise<number | null>(done => child.once('close', done));
    const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
    return { code, stdout, stderr };
  };
  const good = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await run(...args);
    assert.equal(code, 0, `${args.join(' ')}: ${stderr}${stdout}`);
    assert.equal(stderr.includes('at file:'), false, stderr);
    return stdout;
  };
  const there = () => ['--registry', server.baseURL];

  it('is one file with its papers and no dependencies, smaller than a megabyte', async () => {
    assert.ok(size < maxSize, `${size} bytes`);
    const installed = join(work, 'node_modules/skillwright');
    assert.deepEqual(
      (await readdir(installed, { recursive: true })).filter(name => /\.(m?js|cjs|node)$/.test(name)),
      ['skillwright.mjs'],
    );
    const page = await readFile(join(installed, 'README.md'), 'utf8');
    const links = [...page.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    assert.ok(links.length > 0);
    assert.deepEqual(
      links.filter(target => !/^(?:https:|#)/.test(target)),
      [],
      'the pages beside it are not in the package',
    );
    const { dependencies, bin } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
    assert.equal(dependencies, undefined);
    assert.deepEqual(bin, { skillwright: 'skillwright.mjs' });
    assert.match(execFileSync(node, ['--version'], { encoding: 'utf8' }), /^v20\./);
    const shim = join(work, 'node_modules/.bin/skillwright');
    assert.match(execFileSync(shim, ['--version'], { encoding: 'utf8' }), /^\d+\.\d+\.\d+\n$/);
  });

  it('makes, checks, mends, packs and publishes a skill, and says how it stands', async () => {
    await good('new', 'greeter', '--description', 'Greets people by name. Use when somebody arrives.');
    const begun = await run('validate', 'skills');
    assert.equal(begun.code, 1);
    assert.match(begun.stdout, /still to be written over/);
    await writeFile(join(work, 'skills/greeter/SKILL.md'), skillText('greeter').replaceAll('\n', '\r\n'));
    await good('validate', 'skills', '--fix', '--secrets');
    for (const format of ['json', 'github', 'sarif', 'junit']) {
      await good('validate', 'skills', '--format', format);
    }
    await good('pack', 'skills/greeter', '-o', 'greeter.zip', '--list');
    await good('publish', 'skills', ...there(), '--dry-run');
    assert.match(await good('publish', 'skills', ...there(), '--notes', 'Says hello.'), /as v1/);
    await writeFile(join(work, 'skills/greeter/SKILL.md'), skillText('greeter', 'Say goodbye.'));
    assert.equal((await run('status', 'skills', ...there())).code, 1);
    assert.match(await good('publish', 'skills', ...there(), '--changed'), /as v2/);
    await good('status', 'skills', ...there());
  });

  it('looks into the registry, moves its default, and brings a version down', async () => {
    assert.match(await good('list', ...there()), /greeter/);
    assert.match(await good('versions', 'skills/greeter', ...there()), /Says hello\./);
    assert.match(await good('show', 'greeter', ...there(), '--version', 'v2'), /Say goodbye\./);
    await good('trust', 'greeter', ...there());
    await good('doctor', ...there());
    assert.match(await good('use', 'skills/greeter', ...there()), /skill_/);
    const differ = await run('diff', 'greeter', 'v1', 'v2', ...there());
    assert.deepEqual([differ.code, differ.stderr], [1, '']);
    assert.match(differ.stdout, /^\+Say goodbye\.$/m);
    await good('default', 'greeter', 'v2', ...there());
    await good('rollback', 'greeter', 'v1', ...there());
    await good('download', 'greeter', '--version', 'v1', '--to', 'down', ...there());
    assert.match(await readFile(join(work, 'down/SKILL.md'), 'utf8'), /Say hello\./);
    await good('delete', 'greeter', '--version', 'v2', '--yes', ...there());
    await good('delete', 'greeter', '--yes', ...there());
    assert.doesNotMatch(await good('list', ...there()), /greeter/);
  });

  it('says that there is nothing to try, and completes a shell', async () => {
    const tried = await run('eval', 'skills/greeter', '--with', server.baseURL, '--model', 'm', '--json');
    assert.equal(tried.code, 2, tried.stderr);
    assert.match(JSON.parse(tried.stdout).error, /no cases/);
    for (const shell of ['bash', 'zsh', 'fish']) {
      assert.match(await good('completion', shell), /publish/);
    }
  });

  it('serves a registry, to itself as well', async () => {
    ran.add('registry');
    const child = start(['registry', '--data', 'served', '--token', 'own']);
    const closed = new Promise<number | null>(done => child.once('close', done));
    const line = new Promise<string>(done => child.stdout.once('data', data => done(String(data))));
    const { baseURL } = JSON.parse(String(await Promise.race([line, closed])));
    const other = start(['publish', 'skills', '--registry', baseURL], { SKILLWRIGHT_KEY: 'own' });
    assert.match(await text(other.stdout), /as v1/);
    child.kill('SIGTERM');
    assert.equal(await closed, 0);
  });

  it('has been tried with every command that it has', async () => {
    assert.deepEqual(
      (await loadCommands()).map(({ name }) => name).filter(name => !ran.has(name)),
      [],
    );
  });
});
