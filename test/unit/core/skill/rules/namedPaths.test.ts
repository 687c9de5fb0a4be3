import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  afterFix,
  codesIn,
  messagesIn,
  problemsIn,
  sound,
  underlined,
  withFiles,
} from '../../../../support/skill/skillChecks.ts';

const files = withFiles('scripts/run.py', 'references/a.md', 'references/r&d.md');
const used = 'Run `scripts/run.py` and see [a](references/a.md) and references/r&d.md.';
const body = (text: string) => sound('', `\n${used}\n\n${text}\n`);

describe('links that stand for others', () => {
  it('are no missing files: url, link, path/to/…', () => {
    for (const link of [
      '[title](url)',
      '[t](URL)',
      '![alt](image-url)',
      '[f](path/to/file.md)',
      '[t](<link>)',
    ]) {
      assert.deepEqual(codesIn(body(link), files), [], link);
    }
  });
});

describe('characters that Markdown writes by name', () => {
  it('in a target are those of the file', () => {
    for (const target of ['references/r&amp;d.md', 'references/r&#38;d.md#part', 'references/r&#x26;d.md']) {
      assert.deepEqual(codesIn(body(`[r](${target})`), files), [], target);
    }
    assert.deepEqual(codesIn(body('[r](&lt;name&gt;.md)'), files), []);
    assert.deepEqual(messagesIn(body('[r](references/x&amp;y.md)'), 'link-missing', files), [
      'The skill has no file "references/x&y.md".',
    ]);
  });
});

describe('a path behind "@"', () => {
  it('that is not there is told as far as one behind "see" is', () => {
    for (const text of [
      '@references/gone.md',
      'Rules: @./references/gone.md',
      'All of @references/gone.md counts.',
    ]) {
      const [problem] = problemsIn(body(text), 'path-missing', files);
      assert.equal(problem?.severity, 'information', text);
    }
    assert.deepEqual(codesIn(body('Write to me@references/gone.md, or @references/a.md.'), files), []);
  });
});

describe('a file of the skill by a path with backslashes', () => {
  it('in code is told and gets slashes, also behind a program', () => {
    const text = body('Run `python scripts\\run.py` and read `.\\references\\a.md`.');
    assert.deepEqual(underlined(text, 'link-backslash', files), ['scripts\\run.py', '.\\references\\a.md']);
    assert.match(afterFix(text, 'link-backslash', files), /`python scripts\/run\.py`/);
  });

  it('is none where it is another one’s, or what Windows alone runs', () => {
    const windows = withFiles('scripts/run.py', 'references/a.md', 'references/r&d.md', 'scripts/x.ps1');
    for (const text of [
      '`C:\\tools\\scripts\\run.py`',
      '`src\\scripts\\run.py`',
      '`scripts\\x.ps1`',
      '`\\d+\\w`',
      '```bat\nscripts\\run.py\n```',
    ]) {
      assert.deepEqual(codesIn(body(`scripts/x.ps1\n\n${text}`), windows), [], text);
    }
  });
});

describe('a file in a folder of another name', () => {
  const examples = withFiles('examples/a.md', 'my-examples/b.md');
  const told = (text: string) =>
    messagesIn(sound('', `\nSee examples/ and my-examples/.\n\n${text}\n`), 'path-missing', examples);

  it('is missed where the text sends an agent to it and the skill has the folder', () => {
    assert.deepEqual(told('See `examples/gone.md`, and read `my-examples/c.md`.'), [
      'The skill has no file "examples/gone.md".',
      'The skill has no file "my-examples/c.md".',
    ]);
  });

  it('is not missed where it is made, is only named, or the skill has no such folder', () => {
    for (const text of [
      'Create `examples/new.md`.',
      '`examples/theirs.md` may be there.',
      'See `docs/guide.md` and `src/examples/a.md`.',
      '```sh\ncat examples/gone.md\n```',
    ]) {
      assert.deepEqual(told(text), [], text);
    }
  });
});

it('a path with letters that stand for a date, a number or a name is no missing file', () => {
  for (const path of [
    'references/YYYY-MM-DD.md',
    'references/NNNN-title.md',
    'assets/your-logo.png',
    'references/xxx.md',
  ]) {
    assert.deepEqual(codesIn(body(`See \`${path}\`, or ${path}.`), files), [], path);
  }
});
