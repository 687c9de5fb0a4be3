import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readManifest, splitTools } from '../../../../../src/core/skill/document/manifest.ts';
import { parseSkill } from '../../../../../src/core/skill/document/parseSkill.ts';

const read = (lines: string) => readManifest(parseSkill(`---\n${lines}\n---\n`));

describe('readManifest', () => {
  it('reads what the specification has, and trims it', () => {
    const lines = [
      'name: " x "',
      'description: >',
      '  Fills in',
      '  forms.',
      'license: MIT',
      'compatibility: uv',
      'metadata:',
      '  version: 1.0',
      '  ok: true',
      '  list: [a]',
      'allowed-tools: Read Bash(git add:*)',
      'model: opus',
    ];
    assert.deepEqual(read(lines.join('\n')), {
      name: 'x',
      description: 'Fills in forms.',
      license: 'MIT',
      compatibility: 'uv',
      metadata: { version: '1.0', ok: 'true' },
      allowedTools: ['Read', 'Bash(git add:*)'],
    });
  });

  it('has only what is there', () => {
    assert.deepEqual(read('name: x\ndescription: y'), { name: 'x', description: 'y', metadata: {} });
  });

  it('takes a list of tools as well', () => {
    const manifest = read('name: x\ndescription: y\nallowed-tools: [Read, "Bash(ls *)"]');
    assert.deepEqual(manifest?.allowedTools, ['Read', 'Bash(ls *)']);
  });

  it('resolves an alias of a text', () => {
    assert.equal(read('name: &n x\ndescription: *n')?.description, 'x');
  });

  it('is null without a name and a description that are texts', () => {
    for (const lines of [
      'name: x',
      'description: y',
      'name: ""\ndescription: y',
      'name: 5\ndescription: y',
      'name: x\ndescription: [y]',
      'name: x\ndescription: a: b',
      'name: x\ndescription: y\nlicense: "MIT',
      '- name',
      '',
    ]) {
      assert.equal(read(lines), null, lines);
    }
    assert.equal(readManifest(parseSkill('---\nname: x\ndescription: y\n')), null);
    assert.equal(readManifest(parseSkill('')), null);
  });

  it('takes keys for data: none of them reaches an object’s prototype', () => {
    const manifest = read('name: x\ndescription: y\nmetadata:\n  __proto__: z\n  constructor: w');
    assert.equal(Object.getPrototypeOf(manifest?.metadata), Object.prototype);
    assert.equal(manifest?.metadata.constructor, 'w');
  });
});

describe('splitTools', () => {
  for (const [text, tools] of [
    ['Read Write', ['Read', 'Write']],
    ['Read, Write,Edit', ['Read', 'Write', 'Edit']],
    ['Bash(git add:*) Read', ['Bash(git add:*)', 'Read']],
    ['Bash(a, b) Read', ['Bash(a, b)', 'Read']],
    ['Bash((a b) c)', ['Bash((a b) c)']],
    ['a) b', ['a)', 'b']],
    ['Bash(a b', ['Bash(a b']],
    ['  \n ', []],
  ] as const) {
    it(`of ${JSON.stringify(text)}`, () => assert.deepEqual(splitTools(text), tools));
  }
});
