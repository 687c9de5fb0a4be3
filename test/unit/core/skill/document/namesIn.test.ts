import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { namesIn } from '../../../../../src/core/skill/document/namesIn.ts';
import { parseSkill } from '../../../../../src/core/skill/document/parseSkill.ts';
import { readReference } from '../../../../../src/core/skill/document/reference.ts';
import type { ReadLink, RuleInput } from '../../../../../src/core/skill/rule.ts';

/** The names in a text without front matter, whose links lead to `targets`. */
function names(text: string, targets: readonly string[] = []): readonly string[] {
  const links = targets.map(
    (target): ReadLink => ({
      kind: 'link',
      target,
      span: { start: 0, end: 0 },
      reference: readReference(target),
    }),
  );
  return [...namesIn({ document: parseSkill(text), links } as unknown as RuleInput)].sort();
}

describe('names of files in a text', () => {
  const cases: readonly (readonly [what: string, text: string, names: readonly string[]])[] = [
    ['are words with a dot', 'Read form.md now', ['form.md']],
    ['are words with a slash, and their last parts', 'Run scripts/fill now', ['fill', 'scripts/fill']],
    ['are words with a hyphen or an underscore', 'a-b or c_d', ['a-b', 'c_d']],
    ['are no plain words', 'Read the form, AZaz09', []],
    ['come at the start and the end of the text', 'a.md b.md', ['a.md', 'b.md']],
    ['end before the dot of a sentence', 'Read a.md. Then stop.', ['a.md']],
    ['do not begin with "./"', 'Run ./fill.py or ./scripts/a.py', ['a.py', 'fill.py', 'scripts/a.py']],
    ['may be folders', 'See assets/ and a/b/', ['', 'a/b/', 'assets/']],
    ['may have @ and + in them', 'a@2x.png c++.md', ['a@2x.png', 'c++.md']],
    ['may have letters of any alphabet', 'größe.md 漢字.md', ['größe.md', '漢字.md']],
    ['may have every letter and digit', 'azAZ09.md', ['azAZ09.md']],
    ['end at anything else', '`a.md`,(b.md):"c.md"{d.md}|e.md', ['a.md', 'b.md', 'c.md', 'd.md', 'e.md']],
    ['do not make a name of the word after them', 'a.md word', ['a.md']],
  ];
  for (const [what, text, expected] of cases) {
    it(what, () => assert.deepEqual(names(text), [...expected].sort()));
  }

  it('are what links lead to, with spaces and all, unless they lead elsewhere', () => {
    const targets = ['my%20form.pdf', 'https://example.com/x.md', '../y.md'];
    assert.deepEqual(names('Read', targets), ['my form.pdf']);
  });

  it('are looked for in the part that is looked at', () => {
    const text = `first.md${' '.repeat(300_000)}last.md`;
    assert.deepEqual(names(text), ['first.md']);
  });
});
