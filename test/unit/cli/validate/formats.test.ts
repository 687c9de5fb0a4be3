import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { githubReport, junitReport, sarifReport } from '../../../../src/cli/validate/formats.ts';
import type { FoundProblem, ValidatedSkill } from '../../../../src/cli/validate/validateSkill.ts';
import { junitSchemaErrors } from '../../../support/junitSchema.ts';
import { runInProcess } from '../../../support/process/runInProcess.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';

function problem(changes: Partial<FoundProblem> = {}): FoundProblem {
  return {
    code: 'name-format',
    profile: 'spec',
    severity: 'error',
    message: 'The name is odd.',
    path: 'SKILL.md',
    file: 'pdf/SKILL.md',
    isFixable: false,
    range: { start: { line: 1, character: 6 }, end: { line: 1, character: 9 } },
    ...changes,
  };
}

const skills: readonly ValidatedSkill[] = [
  {
    folder: 'pdf',
    isChanged: false,
    problems: [
      problem(),
      problem({ severity: 'warning', code: 'link-missing', message: '“<a & b>”\nis 100% gone: "x"' }),
      problem({ severity: 'information', code: 'body-lines', file: 'pdf/ä b,c:d.md' }),
      problem({ severity: 'hint', code: 'a-code-of-nobody', message: 'Bell: \u0007' }),
    ],
  },
  { folder: 'clean', isChanged: false, problems: [] },
];

const notRead = ['“<b>” cannot be read.\nIt is 100% gone: \u0007.', 'There is no SKILL.md in c.'];

describe('the reports of validate for other programs', () => {
  it('SARIF is what the official schema of 2.1.0 takes, whatever was found', async () => {
    const require = createRequire(import.meta.url);
    const file = require
      .resolve('@microsoft/jest-sarif')
      .replace(/lib[\\/].*$/, 'lib/schemas/sarif-2.1.0-rtm.5.json');
    const { $schema: _, id: __, ...schema } = JSON.parse(await readFile(file, 'utf8'));
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    formats.default(ajv);
    const isValid = ajv.compile(schema);
    for (const [found, unchecked] of [
      [skills, []],
      [[], []],
      [skills, notRead],
    ] as const) {
      const log = JSON.parse(sarifReport(found, unchecked, '1.2.3'));
      assert.ok(isValid(log), JSON.stringify(isValid.errors));
    }
    const [run] = JSON.parse(sarifReport(skills, [], '1.2.3')).runs;
    assert.deepEqual(
      run.results.map(({ level }: { level: string }) => level),
      ['error', 'warning', 'note', 'none'],
    );
    const [first] = run.results[0].locations;
    assert.deepEqual(first.physicalLocation, {
      artifactLocation: { uri: 'pdf/SKILL.md' },
      region: { startLine: 2, startColumn: 7, endLine: 2, endColumn: 10 },
    });
  });

  it('annotations for GitHub stand on their lines and keep their text', () => {
    assert.deepEqual(githubReport(skills, []).split('\n'), [
      '::error file=pdf/SKILL.md,line=2,col=7,endLine=2,title=name-format::The name is odd.',
      '::warning file=pdf/SKILL.md,line=2,col=7,endLine=2,title=link-missing::“<a & b>”%0Ais 100%25 gone: "x"',
      '::notice file=pdf/ä b%2Cc%3Ad.md,line=2,col=7,endLine=2,title=body-lines::The name is odd.',
    ]);
  });

  it('what could not be checked is in each report in its own way', () => {
    assert.deepEqual(githubReport([], notRead).split('\n'), [
      '::error title=not checked::“<b>” cannot be read.%0AIt is 100%25 gone: \u0007.',
      '::error title=not checked::There is no SKILL.md in c.',
    ]);
    const runOf = (unchecked: readonly string[]) =>
      JSON.parse(sarifReport(skills, unchecked, '1.2.3')).runs[0];
    assert.deepEqual(runOf([]).invocations, [{ executionSuccessful: true, toolExecutionNotifications: [] }]);
    assert.deepEqual(runOf(notRead).invocations, [
      {
        executionSuccessful: false,
        toolExecutionNotifications: notRead.map(text => ({ level: 'error', message: { text } })),
      },
    ]);
    const xml = junitReport(skills, notRead);
    assert.match(xml, /<testsuites name="skillwright validate" tests="5" failures="2" errors="2">/);
    assert.match(xml, /<testsuite name="not checked" tests="2" failures="0" errors="2" skipped="0">/);
    assert.match(xml, /<error message="There is no SKILL.md in c." type="not checked">/);
  });

  it('JUnit has a suite a skill, counts what failed, and escapes what XML cannot say', () => {
    const xml = junitReport(skills, []);
    assert.match(xml, /<testsuites name="skillwright validate" tests="3" failures="2" errors="0">/);
    assert.match(xml, /<testsuite name="pdf" tests="2" failures="2" errors="0" skipped="0">/);
    assert.match(
      xml,
      /<testsuite name="clean" tests="1" failures="0"[^>]*>\n {4}<testcase name="no problems"/,
    );
    assert.match(xml, /message="“&lt;a &amp; b&gt;”&#10;is 100% gone: &quot;x&quot;"/);
    assert.ok(!xml.includes('\u0007'));
  });
});

it('JUnit is what the schema of Jenkins takes, whatever was found', async () => {
  for (const [found, unchecked] of [
    [skills, []],
    [[], []],
    [skills.map(skill => ({ ...skill, folder: 'ä"<&>\u0001/b c' })), notRead],
  ] as const) {
    assert.deepEqual(await junitSchemaErrors(junitReport(found, unchecked)), []);
  }
  const [name, count] = [/ name="skillwright/g, / tests="\d+"/g];
  assert.notDeepEqual(await junitSchemaErrors(junitReport(skills, []).replace(name, ' title="')), []);
  assert.notDeepEqual(await junitSchemaErrors(junitReport(skills, []).replaceAll(count, '')), []);
});

describe('skillwright validate in a repository', () => {
  it('checks only what changed since a revision, and says what is wrong with one that is none', async () => {
    await using folder = await tempFolder();
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], {
        cwd: folder.path,
      });
    git('init', '-q');
    for (const name of ['same', 'edited', 'added']) {
      await mkdir(join(folder.path, 'skills', name), { recursive: true });
      if (name !== 'added') {
        await writeFile(join(folder.path, 'skills', name, 'SKILL.md'), `---\nname: ${name}\n---\n`);
      }
    }
    git('add', '.');
    git('commit', '-qm', 'first');
    await writeFile(join(folder.path, 'skills/edited/notes.md'), 'new');
    await writeFile(join(folder.path, 'skills/added/SKILL.md'), '---\nname: added\n---\n');
    const checked = await runInProcess(
      ['validate', 'skills', '--changed-since', 'HEAD', '--json'],
      folder.path,
    );
    const { problems: found } = JSON.parse(checked.stdout) as { problems: { file: string }[] };
    const folders = new Set(found.map(({ file }) => file.split('/')[1]));
    assert.deepEqual([...folders].sort(), ['added', 'edited']);
    const wrong = await runInProcess(['validate', 'skills', '--changed-since', 'nowhere'], folder.path);
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /--changed-since nowhere: git could not tell: .*nowhere/);
    const option = await runInProcess(['validate', 'skills', '--changed-since', '--output=x'], folder.path);
    assert.equal(option.code, 2, 'what looks like an option of git is none');
  });

  it('says in every format for programs what it could not check, and ends with 2', async () => {
    await using folder = await tempFolder();
    await mkdir(join(folder.path, 'a'));
    await writeFile(
      join(folder.path, 'a/SKILL.md'),
      '---\nname: a\ndescription: Does it. Use when asked.\n---\nDo.\n',
    );
    const why = 'nowhere';
    for (const [cause, args] of [
      ['a path that is not there', ['a', why]],
      ['a revision that is none', ['a', '--changed-since', why]],
    ] as const) {
      for (const [format, words] of [
        ['json', /"errors": \[\n *"[^"]*nowhere/],
        ['github', /^::error title=not checked::.*nowhere/m],
        ['sarif', /"toolExecutionNotifications": \[[^\]]*nowhere/],
        ['junit', /<error message="[^"]*nowhere/],
      ] as const) {
        const asked = ['validate', ...args, '--format', format];
        const { code, stdout, stderr } = await runInProcess(asked, folder.path);
        assert.equal(code, 2, `${cause} as ${format}`);
        assert.match(stderr, /nowhere/);
        assert.match(stdout, words, `${cause} as ${format}`);
      }
    }
    await writeFile(join(folder.path, 'skillwright.config.json'), '{"profiles": 3');
    const { stdout } = await runInProcess(['validate', 'a', '--format', 'sarif'], folder.path);
    const [{ executionSuccessful, toolExecutionNotifications }] = JSON.parse(stdout).runs[0].invocations;
    assert.equal(executionSuccessful, false);
    assert.match(toolExecutionNotifications[0].message.text, /skillwright\.config\.json/);
  });

  it('takes as many warnings as it is told, and no error', async () => {
    await using folder = await tempFolder();
    await mkdir(join(folder.path, 'a'));
    await writeFile(
      join(folder.path, 'a/SKILL.md'),
      '---\nname: a\ndescription: Does a thing for you. Use when asked.\n---\n[x](gone.md)\n',
    );
    const strict = await runInProcess(['validate', 'a'], folder.path);
    assert.equal(strict.code, 1, strict.stdout);
    const warnings = Number(/(\d+) warning/.exec(strict.stdout)?.[1]);
    assert.equal(
      (await runInProcess(['validate', 'a', '--max-warnings', `${warnings}`], folder.path)).code,
      0,
    );
    assert.equal((await runInProcess(['validate', 'a', '--max-warnings', 'x'], folder.path)).code, 2);
  });
});
