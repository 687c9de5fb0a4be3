import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { PassThrough } from 'node:stream';
import { describe, it, type TestContext, test } from 'node:test';
import { inertLines, isYes, plainJson } from '../../../src/cli/terminal.ts';
import { runInProcess } from '../../support/process/runInProcess.ts';
import { tempFolderOf } from '../../support/process/tempFolder.ts';

/** What a service that reads a job's log takes for a command: at the start of a line, or anywhere in it. */
const commands: readonly RegExp[] = [/^\s*::/m, /##\w*\[/];

const quoted = [
  '::error file=a::b',
  '  ::add-mask::a',
  'a\n::stop-commands::b',
  '##vso[task.setvariable variable=PATH]a',
  'a ##[add-path]b',
  "##teamcity[buildStop comment='a']",
  '####vso[a]',
];

test('no line that quotes others is a command to a service that reads along', () => {
  for (const text of quoted) {
    for (const command of commands) {
      assert.doesNotMatch(inertLines(text), command, text);
    }
    const json = plainJson({ text });
    assert.doesNotMatch(json, /##\w*\[/);
    assert.deepEqual(JSON.parse(json), { text });
  }
  assert.equal(inertLines('a::b #1 ##2 [x] ## [y]'), 'a::b #1 ##2 [x] ## [y]');
});

test('a document has nothing in it that hides, and means the same', () => {
  const text = '\u115f\u3164\ufff9\u{e0041}\u{e007f}\u200b';
  const json = plainJson({ text });
  assert.match(json, /^[\x20-\x7e\n]*$/);
  assert.deepEqual(JSON.parse(json), { text });
});

for (const format of ['text', 'github', 'json', 'sarif', 'junit']) {
  test(`validate prints no command of a folder's name or a file's words, as ${format}`, async context => {
    const folder = await tempFolderOf(context);
    for (const name of ['::error::a', '##vso[task.complete]a']) {
      await mkdir(join(folder, name));
      const body = `see [x](##vso[task.complete]b) and [y](::warning::c)\n`;
      const manifest = `---\nname: "##vso[a]"\ndescription: "::error::x ##[a]"\n"##[k]": 1\n---\n\n${body}`;
      await writeFile(join(folder, name, 'SKILL.md'), manifest);
    }
    const args = ['validate', '::error::a', '##vso[task.complete]a', 'none ##[a]', '--format', format];
    const { stdout, stderr } = await runInProcess(args, folder);
    const isOurs = (line: string) =>
      format === 'github' && /^::(?:(?:error|warning|notice) file=|error title=not checked::)/.test(line);
    for (const line of `${stdout}\n${stderr}`.split('\n').filter(each => !isOurs(each))) {
      for (const command of commands) {
        assert.doesNotMatch(line, command);
      }
    }
  });
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) {
    Reflect.deleteProperty(process.env, name);
  } else {
    process.env[name] = value;
  }
}

test('what is wrong is coloured at a terminal, unless the person has something against colours, and nowhere else', async t => {
  const folder = await tempFolderOf(t);
  await mkdir(join(folder, 'pdf'));
  await writeFile(join(folder, 'pdf/SKILL.md'), '---\nname: Not It\n---\n');
  const hasColours = async (terminal: boolean, noColour: string, term: string) => {
    const { isTTY } = process.stdout;
    const before = { ...process.env };
    process.stdout.isTTY = terminal;
    process.env.NO_COLOR = noColour;
    process.env.TERM = term;
    try {
      const { stdout } = await runInProcess(['validate', 'pdf'], folder);
      assert.match(stdout, /error/);
      return stdout.includes('\u001b[31m  ');
    } finally {
      process.stdout.isTTY = isTTY;
      restore('NO_COLOR', before.NO_COLOR);
      restore('TERM', before.TERM);
    }
  };
  assert.equal(await hasColours(true, '', 'xterm'), true);
  assert.equal(await hasColours(true, '1', 'xterm'), false);
  assert.equal(await hasColours(true, '', 'dumb'), false);
  assert.equal(await hasColours(false, '', 'xterm'), false);
});

/** What is understood when somebody types this at the question. */
async function answering(test: TestContext, typed: string): Promise<boolean> {
  test.mock.method(console, 'log', () => undefined);
  const input = new PassThrough();
  const terminal = createInterface({ input, output: new PassThrough(), terminal: true });
  const answer = isYes(terminal, 'Publish? [y/N] ');
  input.write(typed);
  try {
    return await answer;
  } finally {
    terminal.close();
  }
}

describe('the question before a publish', () => {
  for (const typed of ['y\r', 'Yes\r', ' y \r']) {
    it(`takes ${JSON.stringify(typed)} for a yes`, async t => assert.equal(await answering(t, typed), true));
  }
  for (const typed of ['n\r', '\r', 'yellow\r', '\u0003', '\u0004']) {
    it(`takes ${JSON.stringify(typed)} for a no`, async t => assert.equal(await answering(t, typed), false));
  }
});
