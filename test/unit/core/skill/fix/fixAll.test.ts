import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CheckOptions } from '../../../../../src/core/skill/checkSkill.ts';
import { parseSkill } from '../../../../../src/core/skill/document/parseSkill.ts';
import { fixAll } from '../../../../../src/core/skill/fix/fixAll.ts';
import type { SkillContext } from '../../../../../src/core/skill/skillContext.ts';
import { codesIn, everyProfile, sound, withFiles } from '../../../../support/skill/skillChecks.ts';

const context: SkillContext = {
  ...withFiles('references/fields.md', 'scripts/fill.py'),
  folderName: 'pdf-forms',
};

function fixed(text: string, options: CheckOptions = { profiles: everyProfile }): string {
  return fixAll(parseSkill(text), context, options).text;
}

const messy = `\uFEFF
---
name: PDF Forms
description: Fills in PDF forms: all of them. Use when the user has one.
version: 1.0
author: Me # who else
allowed_tools:
  - Read
  - Write
tags: [pdf, forms]
license: MIT
license: MIT
# the end
---

# Forms

See [the fields](References\\Fields.md) and ![a chart](gone.png).
Run \`python scripts/Fill.py\`.
`;

describe('fixAll', () => {
  it('fixes everything that needs no decision, one thing after the other', () => {
    assert.equal(
      fixed(messy),
      `---
name: PDF Forms
description: "Fills in PDF forms: all of them. Use when the user has one."
metadata:
  version: "1.0"
  author: Me # who else
  tags: "pdf, forms"
allowed_tools:
  - Read
  - Write
license: MIT
# the end
---

# Forms

See [the fields](references/fields.md) and ![a chart](gone.png).
Run \`python scripts/fill.py\`.
`,
    );
  });

  it('leaves only what a person has to decide', () => {
    assert.deepEqual(codesIn(fixed(messy), context), [
      'name-format',
      'name-folder',
      'field-misspelt',
      'anthropic-key',
      'image-missing',
    ]);
  });

  it('changes nothing the second time, nor where nothing is wrong', () => {
    const once = fixed(messy);
    assert.equal(fixed(once), once);
    assert.equal(fixed(sound()), sound());
  });

  it('keeps CRLF and odd spacing where it does not have to touch them', () => {
    const text = messy.replaceAll('\n', '\r\n');
    assert.equal(fixed(text), fixed(messy).replaceAll('\n', '\r\n'));
    const spaced = sound('license:   MIT   # why\n\n\nversion: 1', '\n\n  Text  \n\n\n');
    assert.equal(
      fixed(spaced),
      sound('license:   MIT   # why\n\n\nmetadata:\n  version: "1"', '\n\n  Text  \n\n\n'),
    );
  });

  it('ends a line that it adds like those beside it, and leaves the ends of all others', () => {
    const firstOnly = (text: string) => text.replace('---\n', '---\r\n');
    const allButFirst = (text: string) => text.replaceAll('\n', '\r\n').replace('---\r\n', '---\n');
    for (const mixed of [firstOnly, allButFirst]) {
      assert.equal(fixed(mixed(messy)), mixed(fixed(messy)));
    }
    const apart = sound('version: 1\nmetadata:\n  a: b');
    assert.equal(
      fixed(apart.replace('metadata:\n  a: b\n', 'metadata:\r\n  a: b\r\n')),
      sound('metadata:\r\n  a: b\r\n  version: "1"\r'),
    );
  });

  it('applies only the rules that are asked for', () => {
    const text = sound('version: 1.0\nuser-invocable: "yes"');
    assert.equal(fixed(text, { profiles: ['advice'] }), text);
    assert.equal(
      fixed(text, {
        profiles: everyProfile,
        severities: { 'field-belongs-in-metadata': 'off', 'vscode-flag': 'off' },
      }),
      text,
    );
  });

  it('invents nothing', () => {
    for (const text of [
      '',
      '# Forms\n',
      '---\nname: pdf-forms\n---\n\n- List\n',
      '---\nname: pdf-forms\ndescription:\n---\n',
    ]) {
      assert.doesNotMatch(fixed(text), /Describe what/);
    }
  });

  it('does not touch what a comment silences', () => {
    const text = sound('# skillwright-ignore field-belongs-in-metadata\nversion: "1.0"');
    assert.equal(fixed(text), text);
  });

  it('goes on where the first rule has nothing to offer', () => {
    const text = sound('license: [MIT]\nmetadata:\n  n: 1');
    assert.equal(fixed(text), sound('license: [MIT]\nmetadata:\n  n: "1"'));
  });

  it('ends also on documents that nobody writes', () => {
    for (const lines of [
      'version: 1\n'.repeat(300),
      `metadata:\n${'\tv: 1\n'.repeat(100)}`,
      'name: x\n'.repeat(200),
    ]) {
      const once = fixed(`---\n${lines}---\n`);
      assert.equal(fixed(once), once);
    }
  });
});
