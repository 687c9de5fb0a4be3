import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runInProcess } from '../../support/process/runInProcess.ts';
import { tempFolder } from '../../support/process/tempFolder.ts';
import { connectTo } from '../../support/registry/connectTo.ts';
import { startTestRegistry } from '../../support/registry/startTestRegistry.ts';
import { assertOk } from '../../support/result.ts';
import { skillText, skillUpload } from '../../support/zip/skillUpload.ts';
import { zipContents } from '../../support/zip/zipContents.ts';

const described = 'Does it. Use when it must be done.';

/** The key for a server that is no vendor's, as the environment has it. */
function withKey(key: string): Disposable {
  const before = process.env.SKILLWRIGHT_KEY;
  process.env.SKILLWRIGHT_KEY = key;
  return {
    [Symbol.dispose]: () => {
      if (before === undefined) {
        delete process.env.SKILLWRIGHT_KEY;
      } else {
        process.env.SKILLWRIGHT_KEY = before;
      }
    },
  };
}

/** A folder with a skill `demo` in it, and what is run there. */
async function withSkill(files: Readonly<Record<string, string | Buffer>> = {}) {
  const place = await tempFolder();
  const all = { 'SKILL.md': `${skillText('demo', described)}\nDo it.\n`, ...files };
  await mkdir(join(place.path, 'demo'));
  for (const [path, content] of Object.entries(all)) {
    await writeFile(join(place.path, 'demo', path), content);
  }
  const run = (...args: readonly string[]) => runInProcess(['use', ...args], place.path);
  return { ...place, run, [Symbol.asyncDispose]: () => place[Symbol.asyncDispose]() };
}

describe('skillwright use', () => {
  it('prints code for a published skill: the default, the latest or one version, and no key', async () => {
    await using server = await startTestRegistry();
    const registry = connectTo(server.baseURL, server.token);
    const made = await registry.createSkill(await skillUpload('demo', described));
    assertOk(made);
    const { id } = made.value.skill;
    assertOk(await registry.createVersion(id, await skillUpload('demo', `${described} Better.`)));
    using _ = withKey(server.token);
    const use = async (...args: readonly string[]) => {
      const all = ['use', 'demo', '--registry', `openai=${server.baseURL}`, ...args];
      const { code, stdout, stderr } = await runInProcess(all, '/');
      assert.equal(code, 0, stderr);
      assert.ok(!stdout.includes(server.token));
      return stdout;
    };
    const skills = async (...args: readonly string[]) =>
      JSON.parse(await use('--lang', 'json', ...args)).tools[0].environment.skills;
    const reference = { type: 'skill_reference', skill_id: id };
    assert.deepEqual(await skills(), [reference]);
    assert.deepEqual(await skills('--version', 'default'), [reference]);
    assert.deepEqual(await skills('--version', 'latest'), [{ ...reference, version: 'latest' }]);
    assert.deepEqual(await skills('--version', 'v2'), [{ ...reference, version: '2' }]);
    assert.match(await use('--lang', 'ruby'), /^require "openai"\n/);
    assert.match(await use('--as', 'container', '--lang', 'curl'), /^container=\$\(curl --silent /);
    assert.match(await use(), /^import OpenAI from "openai";/, 'TypeScript, where no language is named');
    const said = JSON.parse(await use('--json', '--lang', 'python'));
    assert.deepEqual([said.ok, said.as, said.lang], [true, 'hosted', 'python']);
  });

  it('says what cannot be used so, and how it can', async () => {
    await using server = await startTestRegistry();
    await using place = await withSkill();
    using _ = withKey(server.token);
    const refused = async (...args: readonly string[]) => {
      const { code, stdout, stderr } = await runInProcess(['use', ...args], place.path);
      assert.equal(stdout, '');
      return `${code}: ${stderr.trim()}`;
    };
    const openai = ['--registry', `openai=${server.baseURL}`];
    assert.match(
      await refused('demo', ...openai, '--as', 'messages'),
      /^1: .* is not known to .*: it is hosted or container\.$/,
    );
    assert.match(await refused('nothing', ...openai), /^1: .* has no skill “nothing”/);
    assert.match(
      await refused('demo', '--as', 'cloud'),
      /^2: --as is one of hosted, container, local, inline, messages\.$/,
    );
    assert.match(
      await refused('demo', '--lang', 'cobol'),
      /^2: --lang is one of typescript, python, ruby, curl, cli, json\.$/,
    );
    assert.match(await refused('demo', '--as', 'local', '--version', 'v1'), /^2: .* it has no --version\.$/);
    assert.match(await refused('nowhere', '--as', 'local'), /^1: .*nowhere/);
    await writeFile(join(place.path, 'demo', 'SKILL.md'), '---\ndescription: Has no name.\n---\n');
    for (const way of ['local', 'inline']) {
      assert.match(
        await refused('demo', '--as', way),
        /^1: The SKILL\.md of .*demo has no name and description that can be read\. Mend/,
      );
    }
    assert.match(await refused('demo'), /^2: /, 'a published skill is in a registry');
    const unwritten = await refused('demo', '--as', 'local', '-o', 'demo.zip');
    assert.match(unwritten, /^2: -o says where the zip of --as inline goes/);
  });

  it('prints code for a folder, with its absolute path, and asks no registry', async () => {
    await using place = await withSkill();
    const { stdout } = await place.run('demo', '--as', 'local', '--lang', 'json');
    assert.deepEqual(JSON.parse(stdout).tools[0].environment, {
      type: 'local',
      skills: [{ name: 'demo', description: described, path: join(place.path, 'demo') }],
    });
  });

  it('writes a short zip into the code, and a long one into a file that the code reads', async () => {
    await using place = await withSkill();
    const short = JSON.parse((await place.run('demo', '--as', 'inline', '--lang', 'json')).stdout);
    const [skill] = short.tools[0].environment.skills;
    assert.deepEqual([skill.name, skill.description], ['demo', described]);
    const held = await zipContents(Buffer.from(skill.source.data, 'base64'));
    assert.deepEqual([...held.keys()], ['demo/SKILL.md']);
    assert.equal(existsSync(join(place.path, 'demo.zip')), false);

    await writeFile(join(place.path, 'demo', 'data.bin'), randomBytes(20_000));
    const long = (await place.run('demo', '--as', 'inline', '--lang', 'python')).stdout;
    assert.match(long, /base64\.b64encode\(Path\("[^"]*demo\.zip"\)\.read_bytes\(\)\)/);
    const zip = await zipContents(await readFile(join(place.path, 'demo.zip')));
    assert.deepEqual([...zip.keys()].sort(), ['demo/SKILL.md', 'demo/data.bin']);
    const inside = await place.run('demo', '--as', 'inline', '-o', 'demo/x.zip');
    assert.equal(inside.code, 1);
    assert.match(inside.stderr, /is in the skill's folder/);
  });
});
