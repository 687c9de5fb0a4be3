import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  afterFix,
  codesIn,
  fixTitles,
  messagesIn,
  problemsIn,
  sound,
  underlined,
} from '../../../../support/skill/skillChecks.ts';

describe('body-empty', () => {
  it('is told at the end of the front matter', () => {
    for (const body of ['', '\n', '\n  \n\n']) {
      const text = sound('', body);
      assert.deepEqual(codesIn(text), ['body-empty']);
      assert.deepEqual(problemsIn(text)[0]?.range.start, { line: 3, character: 0 });
    }
  });
});

describe('body-lines', () => {
  it('allows 500 and marks the first line that is too many', () => {
    const lines = (count: number) =>
      sound('', Array.from({ length: count }, (_, i) => `Line ${i + 1}.\n`).join(''));
    assert.deepEqual(codesIn(lines(500)), []);
    assert.deepEqual(underlined(lines(612), 'body-lines'), ['Line 501.']);
    assert.match(messagesIn(lines(612), 'body-lines')[0] ?? '', /^The body has 612 lines; at most 500 /);
  });

  it('does not count the front matter, nor blank lines at the end', () => {
    assert.deepEqual(codesIn(sound('', 'Line.\n'.repeat(500) + '\n'.repeat(50))), []);
  });
});

describe('body-tokens', () => {
  it('tells the estimate on the first line', () => {
    const text = sound(
      '',
      `\n# Forms\n${'Read the form, then fill in what is missing there. '.repeat(600)}\n`,
    );
    assert.match(messagesIn(text, 'body-tokens')[0] ?? '', /^The body has ≈ 7,\d{3} tokens; at most 5,000 /);
    assert.deepEqual(underlined(text, 'body-tokens'), ['# Forms']);
  });

  it('knows that Chinese has more tokens a character', () => {
    assert.deepEqual(codesIn(sound('', `\n${'读取表单并填写。\n'.repeat(400)}`)), []);
    assert.deepEqual(codesIn(sound('', `\n${`${'读取表单并填写。'.repeat(20)}\n`.repeat(60)}`)), [
      'body-tokens',
    ]);
  });
});

describe('body-unread', () => {
  it('says how much is looked at, and looks at no more', () => {
    const text = sound('', `\n${'Read the form.\n'.repeat(20_000)}\n\`\`\`\n`);
    assert.match(
      messagesIn(text, 'body-unread')[0] ?? '',
      /^SKILL\.md has 300,\d{3} characters; only the first 262,144 /,
    );
    assert.deepEqual(problemsIn(text, 'fence-not-closed'), []);
  });
});

describe('fence-not-closed', () => {
  it('marks the opening and closes it as it was opened', () => {
    const text = sound('', '\n1. Run\n\n   ~~~~sh\n   x\n');
    assert.deepEqual(underlined(text, 'fence-not-closed'), ['~~~~']);
    assert.deepEqual(fixTitles(text, 'fence-not-closed'), ['Close it at the end of the file']);
    assert.equal(afterFix(text, 'fence-not-closed'), `${text}   ~~~~\n`);
  });

  it('adds a line break where the file ends without one', () => {
    const text = sound('', '\n```\nx');
    assert.equal(afterFix(text, 'fence-not-closed'), `${text}\n\`\`\`\n`);
  });

  it('knows what closes a fence', () => {
    for (const body of [
      '```\nx\n```\n',
      '```sh\nx\n````\n',
      '````\n```\nx\n````\n',
      '~~~\n```\n~~~\n',
      '- ```\n  x\n  ```\n',
      '> ```\n> x\n> ```\n',
      '`` a ```` b ``\n',
      'Text with ``` in it\n',
      '``` a ` b\n',
    ]) {
      assert.deepEqual(problemsIn(sound('', body), 'fence-not-closed'), [], body);
    }
    for (const body of ['```\nx\n~~~\n', '````\nx\n```\n', '```sh\nx\n```sh\n']) {
      assert.equal(problemsIn(sound('', body), 'fence-not-closed').length, 1, body);
    }
  });
});
