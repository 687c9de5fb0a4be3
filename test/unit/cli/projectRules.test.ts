import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runInProcess } from '../../support/process/runInProcess.ts';
import { tempFolder } from '../../support/process/tempFolder.ts';

const file = 'skillwright.config.json';

async function project(config: string) {
  const folder = await tempFolder();
  for (const name of ['helper', 'drafts/half-done']) {
    await mkdir(join(folder.path, 'skills', name), { recursive: true });
  }
  const text = (name: string) =>
    `---\nname: ${name}\ndescription: Writes notes. Use when asked to.\n---\n\nWrite.\n`;
  await writeFile(join(folder.path, 'skills/helper/SKILL.md'), text('helper'));
  await writeFile(join(folder.path, 'skills/drafts/half-done/SKILL.md'), text('Half Done'));
  await writeFile(join(folder.path, file), config);
  return folder;
}

describe("a project's skillwright.config.json on the command line", () => {
  it('says how skills are checked, and which are not', async () => {
    await using bare = await project('{}');
    const before = await runInProcess(['validate', '.'], bare.path);
    assert.equal(before.code, 1);
    assert.match(before.stdout, /name-vague/);
    assert.match(before.stdout, /name-format/);
    await using folder = await project('{ "rules": { "name-vague": "off" }, "ignore": ["drafts/"] }');
    const { code, stdout } = await runInProcess(['validate', '.'], folder.path);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /1 skill, 0 errors.*\n1 skill ignored by skillwright\.config\.json; -v says where/);
    const verbose = await runInProcess(['validate', '.', '-v'], folder.path);
    assert.match(
      verbose.stderr,
      /^passed over skills\/drafts\/half-done: skillwright\.config\.json ignores it$/m,
    );
    const named = await runInProcess(['validate', 'skills/drafts/half-done'], folder.path);
    assert.match(named.stdout, /name-format/, 'what is named itself is checked');
  });

  it('gives way to --profile', async () => {
    await using folder = await project('{ "profiles": ["openai"] }');
    assert.match((await runInProcess(['validate', '.'], folder.path)).stdout, /2 skills, 0 errors/);
    const { stdout } = await runInProcess(['validate', '.', '--profile', 'spec'], folder.path);
    assert.match(stdout, /name-format, spec/);
  });

  for (const [what, config, words] of [
    ['conflict markers', '{\n<<<<<<< HEAD\n', /line 2: it holds conflict markers of git/],
    ['an address', '{ "registry": "https://evil.example" }', /line 1: neither an address nor a key/],
    ['nonsense', 'nonsense', /line 1: it is not JSON/],
  ] as const) {
    it(`with ${what} in it is a sentence and exit code 2, and nothing is published`, async () => {
      await using folder = await project(config);
      for (const args of [
        ['validate', '.'],
        ['pack', 'skills/helper', '--list'],
        ['publish', 'skills/helper', '--registry', 'local', '--data', 'data', '--yes'],
      ]) {
        const { code, stderr } = await runInProcess(args, folder.path);
        assert.equal(code, 2, args[0]);
        assert.match(stderr, words);
        assert.ok(stderr.startsWith(file), stderr);
      }
      const told = await runInProcess(['validate', '.', '--json'], folder.path);
      const { ok, errors } = JSON.parse(told.stdout);
      assert.deepEqual([ok, errors.length], [false, 1]);
    });
  }

  it('is told of a rule that there is not, and holds all the same', async () => {
    await using folder = await project('{ "rules": { "name-vauge": "off" }, "ignore": ["drafts/"] }');
    const { stderr } = await runInProcess(['validate', '.'], folder.path);
    assert.equal(
      stderr,
      'skillwright.config.json, line 1: there is no rule "name-vauge"; did you mean "name-vague"?\n',
    );
  });

  it('says what stops a publish', async () => {
    await using folder = await project('{ "rules": { "name-folder": "error" }, "ignore": ["drafts/"] }');
    await writeFile(
      join(folder.path, 'skills/helper/SKILL.md'),
      '---\nname: helper\ndescription: Writes notes. Use when asked to.\nmetadata:\n  n: 1\n---\n\nWrite.\n',
    );
    const publish = ['publish', 'skills/helper', '--registry', 'local', '--data', 'data', '--dry-run'];
    assert.equal((await runInProcess(publish, folder.path)).code, 0);
    await writeFile(join(folder.path, file), '{ "rules": { "metadata-value": "error" } }');
    const strict = await runInProcess(publish, folder.path);
    assert.equal(strict.code, 1, strict.stdout);
    assert.match(strict.stdout, /error: .*YAML reads "n" as a number/);
  });
});
