import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { commandLine } from '../../../support/process/commandLine.ts';
import { runCli } from '../../../support/process/runCli.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import { skillText } from '../../../support/publish/publisher.ts';

for (const interruptBy of ['SIGINT', 'SIGTERM'] as const) {
  test(`${interruptBy} ends a publish that waits for notes from a pipe that nobody writes to`, async () => {
    await using folder = await skillFolder();
    const pipe = join(folder.path, 'pipe');
    execFileSync('mkfifo', [pipe]);
    // Opened when the other end is: by then the publish waits.
    const opened = open(pipe, 'w');
    const run = await runCli(['publish', 'one', ...local(folder.path), '--json', '--notes', '@pipe'], {
      cwd: folder.path,
      interrupt: opened,
      interruptBy,
      // Only where the signal does not end it.
      stop: AbortSignal.timeout(120_000),
    });
    await (await opened).close();
    assert.equal(run.code, 1, run.stderr);
    assert.deepEqual(JSON.parse(run.stdout), { ok: false, error: 'Cancelled.' });
  });
}

test('release notes come from a named pipe, from standard input and from what a shell runs', async () => {
  await using folder = await skillFolder();
  const skill = join(folder.path, 'one/SKILL.md');
  execFileSync('mkfifo', [join(folder.path, 'pipe')]);
  await writeFile(join(folder.path, 'notes.md'), 'Says d.\n');
  for (const [notes, script] of [
    ['Says a.', 'echo "Says a." > pipe & "$@" --notes @pipe'],
    ['Says b.', 'echo "Says b." | "$@" --notes @/dev/stdin'],
    ['Says c.', '"$@" --notes @<(echo "Says c.")'],
    ['Says d.', '"$@" --notes @/dev/stdin < notes.md'],
    [undefined, '"$@" --notes @<(true)'],
    [undefined, '"$@" --notes @/dev/null'],
  ] as const) {
    await writeFile(skill, `${skillText('one')}${script}\n`);
    await inBash(
      script,
      [process.execPath, commandLine, 'publish', 'one', ...local(folder.path)],
      folder.path,
    );
    const { skills } = JSON.parse(await readFile(join(folder.path, 'data/links.json'), 'utf8'));
    const [entry] = Object.values(skills) as { history: { local: { notes?: string }[] } }[];
    assert.equal(entry?.history.local[0]?.notes, notes, script);
  }
});

async function skillFolder() {
  const folder = await tempFolder();
  await mkdir(join(folder.path, 'one'));
  await writeFile(join(folder.path, 'one/SKILL.md'), skillText('one'));
  return folder;
}

function local(folder: string): readonly string[] {
  return ['--registry', 'local', '--data', join(folder, 'data')];
}

/** Resolves when what was run has ended well. */
function inBash(script: string, words: readonly string[], cwd: string): Promise<void> {
  return new Promise((done, fail) => {
    const options = { cwd, timeout: 120_000, killSignal: 'SIGKILL' } as const;
    execFile('bash', ['-c', script, 'bash', ...words], options, (error, _, stderr) =>
      error ? fail(new Error(`${script}: ${stderr}`)) : done(),
    );
  });
}
