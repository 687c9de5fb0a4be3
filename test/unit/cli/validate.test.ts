import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { runCli } from '../../support/process/runCli.ts';
import { runInProcess } from '../../support/process/runInProcess.ts';
import { tempFolderOf } from '../../support/process/tempFolder.ts';

const good =
  '---\nname: pdf-forms\ndescription: Fills in PDF forms. Use when the user has one.\n---\n\nRead the form.\n';
const bad =
  '---\nname: PDF Forms\ndescription: Fills in PDF forms. Use when: always\nversion: 1.0\n---\n\nRead it.\n';
/** Nothing wrong that would be somebody's decision. */
const mendable = bad.replace('PDF Forms', 'pdf-forms');

async function workspace(
  test: TestContext,
  skills: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
  const root = await tempFolderOf(test);
  for (const [folder, text] of Object.entries(skills)) {
    await mkdir(join(root, folder), { recursive: true });
    await writeFile(join(root, folder, 'SKILL.md'), text);
  }
  return root;
}

describe('skillwright validate', () => {
  it('finds keys in every file with --secrets, by line and kind, and never shows one', async test => {
    const cwd = await workspace(test, { 'pdf-forms': good });
    const token = `ghp_${'a1B2c3D4e5'.repeat(3)}f6G7h8`;
    await writeFile(join(cwd, 'pdf-forms', 'run.sh'), `#!/bin/sh\nexport TOKEN=${token}\n`);
    assert.equal((await runInProcess(['validate', 'pdf-forms'], cwd)).code, 0);
    const { code, stdout, stderr } = await runInProcess(['validate', 'pdf-forms', '--secrets'], cwd);
    assert.equal(code, 1);
    assert.match(stdout, /run\.sh\n\s+2:1\s+error\s+This looks like a secret \(.*\): .* \(secret, spec\)/);
    assert.doesNotMatch(stdout + stderr, /ghp_/);
    for (const format of ['json', 'sarif', 'github', 'junit']) {
      const told = await runInProcess(['validate', 'pdf-forms', '--secrets', '--format', format], cwd);
      assert.match(told.stdout, /secret/, format);
    }
  });

  it('says of a SKILL.md that is a link to nothing where it is', async test => {
    const cwd = await workspace(test, { 'a/pdf-forms': good, 'b/pdf-forms': good });
    await rm(join(cwd, 'b', 'pdf-forms', 'SKILL.md'));
    await symlink('gone.md', join(cwd, 'b', 'pdf-forms', 'SKILL.md'));
    const { code, stdout, stderr } = await runInProcess(['validate', '.'], cwd);
    assert.equal(code, 2);
    assert.match(stdout, /1 skill, 0 errors/);
    assert.match(stderr, /b\/pdf-forms cannot be bundled: SKILL\.md is a link that leads nowhere\./);
  });

  it('says what a SKILL.md is that is no file, and of one that it may not read where it is', async test => {
    const cwd = await workspace(test, { 'good/pdf-forms': good, 'closed/pdf-forms': good });
    await mkdir(join(cwd, 'folder/pdf-forms/SKILL.md'), { recursive: true });
    await mkdir(join(cwd, 'leads/pdf-forms'), { recursive: true });
    await symlink(join(cwd, 'folder'), join(cwd, 'leads/pdf-forms/SKILL.md'));
    await chmod(join(cwd, 'closed/pdf-forms/SKILL.md'), 0o200);
    await chmod(cwd, 0o755);
    const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {};
    const { code, stdout, stderr } = await runCli(['validate', '.'], { cwd, ...nobody });
    assert.equal(code, 2, stderr);
    assert.match(stdout, /^1 skill, 0 errors/m);
    assert.deepEqual(stderr.trim().split('\n').toSorted(), [
      'closed/pdf-forms/SKILL.md cannot be read: this user may not. Change its permissions, then try again.',
      'folder/pdf-forms cannot be bundled: SKILL.md is a folder. Put the file itself there.',
      'leads/pdf-forms cannot be bundled: SKILL.md is a folder. Put the file itself there.',
    ]);
  });

  it('exits with 0 when all is well', async test => {
    const cwd = await workspace(test, { 'pdf-forms': good });
    const { code, stdout, stderr } = await runInProcess(['validate', 'pdf-forms'], cwd);
    assert.equal(code, 0);
    assert.match(stdout, /1 skill, 0 errors, 0 warnings/);
    assert.equal(stderr, '');
  });

  it('names file, place, severity and rule of each problem, and exits with 1', async test => {
    const cwd = await workspace(test, { 'a/pdf-forms': good, 'b/pdf-forms': bad });
    const { code, stdout } = await runInProcess(['validate', '.'], cwd);
    assert.equal(code, 1);
    assert.match(stdout, /^b\/pdf-forms\/SKILL\.md$/m);
    assert.match(stdout, /^ {2}2:7 +error +The name "PDF Forms" has .*\(name-format, spec\)$/m);
    assert.match(stdout, /2 skills, 3 errors, 1 warning/);
  });

  it('prints JSON that a program can read', async test => {
    const cwd = await workspace(test, { 'pdf-forms': bad });
    const { code, stdout } = await runInProcess(['validate', join('pdf-forms', 'SKILL.md'), '--json'], cwd);
    assert.equal(code, 1);
    const { problems } = JSON.parse(stdout);
    const [first] = problems;
    assert.deepEqual(Object.keys(first), [
      'file',
      'code',
      'severity',
      'message',
      'range',
      'profile',
      'fixable',
    ]);
    assert.equal(first.file, join('pdf-forms', 'SKILL.md'));
    assert.deepEqual(first.range, { start: { line: 1, character: 6 }, end: { line: 1, character: 15 } });
    assert.deepEqual(
      problems.map((problem: { code: string; fixable: boolean }) => [problem.code, problem.fixable]),
      [
        ['name-format', false],
        ['name-folder', false],
        ['yaml-unquoted', true],
        ['field-belongs-in-metadata', true],
      ],
    );
  });

  it('applies the profiles that it is asked for, and no others', async test => {
    const cwd = await workspace(test, { 'claude-forms': good.replace('pdf-forms', 'claude-forms') });
    assert.equal((await runInProcess(['validate', '.'], cwd)).code, 0);
    const { stdout } = await runInProcess(['validate', '.', '--json', '--profile', 'anthropic'], cwd);
    assert.deepEqual(
      JSON.parse(stdout).problems.map(
        ({ code, profile }: { code: string; profile: string }) => `${code} ${profile}`,
      ),
      ['name-reserved anthropic'],
    );
  });

  it('fixes what needs no decision, touches nothing else, and changes nothing the second time', async test => {
    const cwd = await workspace(test, { 'pdf-forms': mendable });
    const file = join(cwd, 'pdf-forms', 'SKILL.md');
    const first = await runInProcess(['validate', '.', '--fix'], cwd);
    assert.equal(first.code, 0, first.stdout);
    const fixed = await readFile(file, 'utf8');
    assert.equal(
      fixed,
      '---\nname: pdf-forms\ndescription: "Fills in PDF forms. Use when: always"\nmetadata:\n  version: "1.0"\n---\n\nRead it.\n',
    );
    const second = await runInProcess(['validate', '.', '--fix'], cwd);
    assert.doesNotMatch(second.stdout, /fixed/);
    assert.equal(await readFile(file, 'utf8'), fixed);
  });

  it('never gives a skill another name by --fix, whatever its folder is called', async test => {
    const cwd = await workspace(test, { 'pdf-forms-main': good, 'pdf-forms': bad });
    await runInProcess(['validate', '.', '--fix'], cwd);
    assert.equal(await readFile(join(cwd, 'pdf-forms-main', 'SKILL.md'), 'utf8'), good);
    assert.match(await readFile(join(cwd, 'pdf-forms', 'SKILL.md'), 'utf8'), /^name: PDF Forms$/m);
  });

  it('tells where a file is not UTF-8', async test => {
    const bytes = Buffer.from(good.replace('PDF forms.', 'caf\u00e9s.'), 'latin1');
    const cwd = await workspace(test, { 'pdf-forms': bytes });
    const { code, stdout } = await runInProcess(['validate', '.'], cwd);
    assert.equal(code, 1);
    assert.match(stdout, /^ {2}3:26 +error +SKILL\.md is not UTF-8, .*\(not-utf-8, spec\)$/m);
  });

  it('does not rewrite a file with bytes that are no text', async test => {
    const bytes = Buffer.concat([Buffer.from(bad), Buffer.from([0xff, 0xfe])]);
    const cwd = await workspace(test, { 'pdf-forms': bytes });
    assert.equal((await runInProcess(['validate', '.', '--fix'], cwd)).code, 1);
    assert.ok((await readFile(join(cwd, 'pdf-forms', 'SKILL.md'))).equals(bytes));
  });

  it('exits with 2 and says why when it cannot run', async test => {
    const cwd = await workspace(test, { 'pdf-forms': good });
    await mkdir(join(cwd, 'empty'));
    for (const [args, said] of [
      [[], /what to check/],
      [['missing'], /missing/],
      [['empty'], /empty/],
      [['.', '--profile', 'gemini'], /no profile "gemini"/],
      [['.', '--silly'], /--silly/],
      [['pdf-forms', 'missing'], /missing/],
    ] as const) {
      const { code, stderr } = await runInProcess(['validate', ...args], cwd);
      assert.equal(code, 2, args.join(' '));
      assert.match(stderr, said);
    }
  });

  it('checks each skill once, however often and by whatever path it is named', async test => {
    const cwd = await workspace(test, { 'skills/pdf-forms': good });
    const paths = [
      '.',
      'skills',
      'skills/',
      'skills/pdf-forms',
      './skills/pdf-forms/SKILL.md',
      join(cwd, 'skills'),
    ];
    const { code, stdout } = await runInProcess(['validate', ...paths], cwd);
    assert.deepEqual([code, stdout], [0, '1 skill, 0 errors, 0 warnings, 0 information, 0 hints\n']);
    assert.equal((await runInProcess(['validate', join(cwd, 'skills')], tmpdir())).code, 0);
  });

  it('looks into folders below, but not into packages and hidden ones', async test => {
    const cwd = await workspace(test, {
      'a/b/c/pdf-forms': good,
      'node_modules/x/broken': bad,
      '.git/broken': bad,
    });
    const { code, stdout } = await runInProcess(['validate', '.'], cwd);
    assert.deepEqual([code, stdout.split(',')[0]], [0, '1 skill']);
  });

  it('takes what begins with a dash behind --', async test => {
    const cwd = await workspace(test, { '-dash/pdf-forms': good });
    assert.equal((await runInProcess(['validate', '-dash'], cwd)).code, 2);
    assert.equal((await runInProcess(['validate', '--', '-dash'], cwd)).code, 0);
  });

  it('has a warning count as a problem, and information and hints not', async test => {
    const long = `${good}\n${'A line of text.\n'.repeat(520)}`;
    const cwd = await workspace(test, { 'pdf-forms': long });
    const { code, stdout } = await runInProcess(['validate', '.', '--json'], cwd);
    const severities = JSON.parse(stdout).problems.map(({ severity }: { severity: string }) => severity);
    assert.ok(severities.length > 0);
    assert.equal(code, severities.some((one: string) => ['error', 'warning'].includes(one)) ? 1 : 0);
    assert.equal((await runInProcess(['validate', '.', '--profile', 'spec'], cwd)).code, 0);
  });

  it('says on stderr what could not be checked, and reports the rest all the same', async test => {
    const cwd = await workspace(test, { 'pdf-forms': bad });
    await writeFile(join(cwd, 'README.md'), '');
    for (const missing of ['README.md', 'gone', join('pdf-forms', 'SKILL.md', 'x')]) {
      const { code, stdout, stderr } = await runInProcess(['validate', 'pdf-forms', missing, '--json'], cwd);
      assert.equal(code, 2);
      assert.ok(stderr.startsWith(missing), stderr);
      const { ok, problems, errors } = JSON.parse(stdout);
      assert.deepEqual([ok, problems.length > 0, errors.join('\n')], [false, true, stderr.trim()]);
    }
  });

  it('tells how many problems --fix can solve, and after it, which file it changed', async test => {
    const cwd = await workspace(test, { 'pdf-forms': bad });
    assert.match((await runInProcess(['validate', '.'], cwd)).stdout, /; --fix can fix 2\n$/);
    const { stdout } = await runInProcess(['validate', '.', '--fix'], cwd);
    assert.match(stdout, /^pdf-forms: fixed\n/);
    assert.match(stdout, /\n1 skill, 2 errors, 0 warnings/);
  });

  it('writes to the file that a link stands for, and leaves the link', async test => {
    const cwd = await workspace(test, { 'pdf-forms': 'x' });
    const place = join(cwd, 'pdf-forms', 'SKILL.md');
    await rm(place);
    await writeFile(join(cwd, 'pdf-forms', 'source.md'), mendable);
    await symlink('source.md', place);
    assert.equal((await runInProcess(['validate', '.', '--fix'], cwd)).code, 0);
    assert.match(await readFile(join(cwd, 'pdf-forms', 'source.md'), 'utf8'), /^ {2}version: "1\.0"$/m);
    assert.equal(await readlink(place), 'source.md');
  });

  it('changes no file outside the skill, where SKILL.md is a link to one', async test => {
    const cwd = await workspace(test, { 'pdf-forms': 'x' });
    const outside = join(cwd, 'notes.md');
    await writeFile(outside, mendable);
    await rm(join(cwd, 'pdf-forms', 'SKILL.md'));
    await symlink('../notes.md', join(cwd, 'pdf-forms', 'SKILL.md'));
    const { code, stdout } = await runInProcess(['validate', '.', '--fix'], cwd);
    assert.equal(code, 1);
    assert.doesNotMatch(stdout, /: fixed|can fix/);
    assert.equal(await readFile(outside, 'utf8'), mendable);
  });

  it('spells out characters that would play tricks on a terminal', async test => {
    const cwd = await workspace(test, {
      'pdf-forms': good.replace('Read the form.', '\u001b[31m[x](\u202egone.md)'),
    });
    const { stdout } = await runInProcess(['validate', '.'], cwd);
    assert.match(stdout, /link-missing/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is printed is what is tested
    assert.doesNotMatch(stdout, /[\u001b\u202e]/);
  });
});
