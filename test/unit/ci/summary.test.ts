import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFile, chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { test } from 'node:test';
import { commandLine } from '../../support/process/commandLine.ts';
import { tempFolder } from '../../support/process/tempFolder.ts';
import { skillText } from '../../support/publish/publisher.ts';

const root = resolve(import.meta.dirname, '../../..');

test('the summary of a pull request lists the files that it adds, changes and removes', async () => {
  await using folder = await tempFolder();
  const work = join(folder.path, 'work');
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], { cwd: work });
  await mkdir(join(work, 'skills/forms/scripts'), { recursive: true });
  const skill = join(work, 'skills/forms/SKILL.md');
  await writeFile(skill, skillText('forms'));
  await writeFile(join(work, 'skills/forms/scripts/old.sh'), 'exit\n');
  await writeFile(join(work, 'README.md'), 'Not below the folders that are checked.\n');
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-qm', 'One skill');
  git('tag', 'base');
  await appendFile(skill, 'More.\n');
  await appendFile(join(work, 'README.md'), 'More.\n');
  await rm(join(work, 'skills/forms/scripts/old.sh'));
  await writeFile(join(work, 'skills/forms/scripts/a|b é`.sh'), 'exit 1\n');
  git('add', '.');
  git('commit', '-qm', 'Change it');
  const summary = await summaryOf(folder.path, work, { SKILLWRIGHT_SINCE: 'base' });
  assert.match(summary, /^1 skill, /m);
  assert.deepEqual(
    summary.split('\n').filter(line => line.startsWith('|')),
    [
      '| change | file |',
      '| --- | --- |',
      '| changed | `skills/forms/SKILL.md` |',
      '| added | `skills/forms/scripts/a?b é?.sh` |',
      '| removed | `skills/forms/scripts/old.sh` |',
    ],
  );
  for (let number = 0; number < 210; number++) {
    await writeFile(join(work, `skills/forms/${String(number).padStart(3, '0')}.md`), 'Text.\n');
  }
  git('add', '.');
  const long = await summaryOf(folder.path, work, { SKILLWRIGHT_SINCE: 'base' });
  assert.match(long, /^\| \| and 13 more \|$/m);
});

/** What the job says of itself when it checks the skills of `work`. */
async function summaryOf(
  folder: string,
  work: string,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const [bin, summary] = [join(folder, 'bin'), join(folder, 'summary.md')];
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, 'skillwright'), `#!/bin/sh\nexec "${process.execPath}" "${commandLine}" "$@"\n`);
  await chmod(join(bin, 'skillwright'), 0o755);
  await writeFile(summary, '');
  spawnSync('bash', [join(root, 'ci/validate.sh')], {
    cwd: work,
    env: {
      ...process.env,
      PATH: [bin, process.env.PATH].join(delimiter),
      SKILLWRIGHT_FOLDERS: 'skills',
      GITHUB_STEP_SUMMARY: summary,
      ...env,
    },
  });
  return readFile(summary, 'utf8');
}
