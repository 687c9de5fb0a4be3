import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { noContext } from '../../../../../src/core/skill/skillContext.ts';
import {
  afterFix,
  codesIn,
  fixTitles,
  messagesIn,
  problemsIn,
  skill,
  sound,
  underlined,
} from '../../../../support/skill/skillChecks.ts';

describe('keys of products', () => {
  it('are hints that say who reads them', () => {
    assert.deepEqual(
      problemsIn(sound('when_to_use: On forms.'), 'field-of-product').map(
        ({ severity, message }) => `${severity}: ${message}`,
      ),
      ['hint: "when_to_use" is not in the specification; Claude Code reads it.'],
    );
    assert.deepEqual(messagesIn(sound('argument-hint: file'), 'field-of-product'), [
      '"argument-hint" is not in the specification; Claude Code and VS Code read it.',
    ]);
  });

  it('are never errors or warnings, but where Anthropic may refuse them', () => {
    const text = sound(
      'model: opus\ncontext: fork\nhooks:\n  a: b\npaths: "**/*.pdf"\neffort: high\nshell: bash',
    );
    assert.deepEqual(codesIn(text), ['field-of-product', 'anthropic-key']);
    assert.equal(problemsIn(text, 'field-of-product').length, 6);
    assert.equal(problemsIn(text, 'anthropic-key').length, 6);
    assert.deepEqual(codesIn(text, noContext, { profiles: ['spec', 'advice', 'openai'] }), [
      'field-of-product',
    ]);
  });
});

describe('misspelt keys', () => {
  for (const [key, meant] of [
    ['allowed_tools', 'allowed-tools'],
    ['allowedTools', 'allowed-tools'],
    ['tools', 'allowed-tools'],
    ['compatability', 'compatibility'],
    ['licence', 'license'],
    ['liscense', 'license'],
    ['metdata', 'metadata'],
    ['user-invokable', 'user-invocable'],
    ['userInvocable', 'user-invocable'],
    ['disable_model_invocation', 'disable-model-invocation'],
    ['argumentHint', 'argument-hint'],
    ['License', 'license'],
  ]) {
    it(`${key} means ${meant}`, () => {
      const text = sound(`${key}: x`);
      assert.deepEqual(underlined(text, 'field-misspelt'), [key]);
      assert.equal(afterFix(text, 'field-misspelt'), sound(`${meant}: x`));
    });
  }

  it('are told when they stand for a required key', () => {
    const text = skill('nmae: x\ndescripton: Fills in forms when asked.');
    assert.deepEqual(underlined(text, 'field-misspelt'), ['nmae', 'descripton']);
  });

  it('are unknown keys where the key that they mean is there as well', () => {
    assert.deepEqual(codesIn(sound('license: MIT\nlicence: MIT')), ['field-unknown', 'anthropic-key']);
  });

  it('are not seen in words that are merely near', () => {
    for (const key of ['note', 'lang', 'team', 'names', 'paths2x', 'tone']) {
      assert.ok(!codesIn(sound(`${key}: x`)).includes('field-misspelt'), key);
    }
  });
});

describe('keys that belong under metadata', () => {
  const text = (lines: string) => sound(`license: MIT\n${lines}\ncompatibility: none`);

  for (const [what, before, after] of [
    ['a number gets quotes', 'version: 1.0', 'metadata:\n  version: "1.0"'],
    ['quotes stay', 'version: "1.0"', 'metadata:\n  version: "1.0"'],
    ['text stays', 'author: Me and you', 'metadata:\n  author: Me and you'],
    ['a list becomes a text', 'tags: [pdf, forms]', 'metadata:\n  tags: "pdf, forms"'],
    ['a list in lines becomes a text', 'tags:\n  - pdf\n  - forms', 'metadata:\n  tags: "pdf, forms"'],
    ['a comment goes along', 'version: 1.0 # the first', 'metadata:\n  version: "1.0" # the first'],
    ['metadata above is added to', 'metadata:\n  a: b\nversion: 1.0', 'metadata:\n  a: b\n  version: "1.0"'],
    ['metadata below is added to', 'version: 1.0\nmetadata:\n  a: b', 'metadata:\n  a: b\n  version: "1.0"'],
    [
      'its indentation is kept',
      'version: 1.0\nmetadata:\n    a: b',
      'metadata:\n    a: b\n    version: "1.0"',
    ],
    ['blank metadata is filled', 'metadata:\nversion: 1.0', 'metadata:\n  version: "1.0"'],
    [
      'a block in metadata stays whole',
      'version: 1.0\nmetadata:\n  a: |\n    x\n    y',
      'metadata:\n  a: |\n    x\n    y\n  version: "1.0"',
    ],
  ]) {
    it(what ?? '', () => {
      assert.equal(afterFix(text(before ?? ''), 'field-belongs-in-metadata'), text(after ?? ''));
    });
  }

  it('stay where moving would lose or break something', () => {
    for (const lines of [
      'version: |\n  one\n  two',
      'tags:\n  - a # why\n  - b',
      'tags:\n  - {a: b}',
      'author:\n  name: Me',
      'version: 1.0\nmetadata: {a: b}',
      'version: 1.0\nmetadata: text',
      'version: 1.0\nmetadata:\n  version: "2.0"',
    ]) {
      assert.deepEqual(fixTitles(text(lines), 'field-belongs-in-metadata'), [], lines);
    }
  });

  it('are moved with the file’s own line breaks', () => {
    const crlf = text('version: 1.0').replaceAll('\n', '\r\n');
    assert.equal(
      afterFix(crlf, 'field-belongs-in-metadata'),
      text('metadata:\n  version: "1.0"').replaceAll('\n', '\r\n'),
    );
  });
});

describe('unknown keys', () => {
  it('are worth knowing, and may be moved', () => {
    const text = sound('team: forms');
    assert.deepEqual(
      problemsIn(text).map(({ code, severity }) => `${code} ${severity}`),
      ['field-unknown information', 'anthropic-key warning'],
    );
    assert.deepEqual(fixTitles(text, 'field-unknown'), ['Move "team" under "metadata"']);
    assert.equal(afterFix(text, 'field-unknown'), sound('metadata:\n  team: forms'));
  });
});

describe('vscode-flag', () => {
  it('takes true and false only', () => {
    assert.deepEqual(problemsIn(sound('user-invocable: false'), 'vscode-flag'), []);
    for (const [value, title] of [
      ['"true"', 'Write true'],
      ['yes', 'Write true'],
      ['"off"', 'Write false'],
    ]) {
      assert.deepEqual(fixTitles(sound(`user-invocable: ${value}`), 'vscode-flag'), [title], value);
    }
    for (const value of ['1', 'perhaps', '', '[true]']) {
      assert.deepEqual(fixTitles(sound(`disable-model-invocation: ${value}`), 'vscode-flag'), [], value);
    }
  });
});

describe('vscode-argument-hint', () => {
  it('quotes what is meant as text', () => {
    assert.equal(
      afterFix(sound('argument-hint: [file]'), 'vscode-argument-hint'),
      sound('argument-hint: "[file]"'),
    );
    assert.equal(afterFix(sound('argument-hint: 5'), 'vscode-argument-hint'), sound('argument-hint: "5"'));
    assert.deepEqual(fixTitles(sound('argument-hint:\n  - a\n  - b'), 'vscode-argument-hint'), []);
  });
});
