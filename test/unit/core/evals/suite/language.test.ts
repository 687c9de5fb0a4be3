import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { suiteCompletions } from '../../../../../src/core/evals/suite/language/suiteCompletions.ts';
import { suiteHover } from '../../../../../src/core/evals/suite/language/suiteHover.ts';
import { caseKeyWords } from '../../../../../src/core/evals/suite/language/suiteKeys.ts';
import {
  caseContextKeys,
  caseHeadKeys,
  executionKeys,
} from '../../../../../src/core/evals/suite/read/pluginCases.ts';
import { sourceText } from '../../../../../src/core/evals/suite/read/sourceText.ts';
import { graderTypes } from '../../../../../src/core/evals/suite/read/typedGraders.ts';
import { positionAt } from '../../../../../src/core/skill/document/positions.ts';

const context = {
  files: ['SKILL.md', 'scripts/a.py', 'evals/evals.json', 'evals/files/in.csv'],
  skills: ['invoices'],
};

/** A text whose cursor is `|`. */
function at(path: string, marked: string) {
  const offset = marked.indexOf('|');
  const source = sourceText(path, marked.replace('|', ''));
  return { source, position: positionAt(source.lines, offset) };
}

function labels(path: string, marked: string): readonly string[] {
  const { source, position } = at(path, marked);
  return suiteCompletions(source, position, context).map(({ label }) => label);
}

describe('completion', () => {
  it('proposes the keys of a case, without those that are there', () => {
    const proposed = labels('evals/a/prompt.md', '---\nruns: 2\nm|\n---\nSay hello.\n');
    assert.ok(proposed.includes('max_turns') && proposed.includes('model') && !proposed.includes('runs'));
    assert.deepEqual(labels('evals/a/prompt.md', '---\nruns: 2\n---\nSay |hello.\n'), []);
  });

  it('proposes the keys of a grader by its type', () => {
    assert.deepEqual(labels('evals/a/graders/g.md', '---\ntype: regex\n|\n---\n'), [
      'pattern',
      'flags',
      'match',
      'target',
      'weight',
      'arm',
    ]);
    assert.deepEqual(labels('evals/a/graders/g.md', '---\n|\n---\n'), ['type', 'weight', 'arm']);
    assert.deepEqual(labels('evals/a/graders/g.md', '---\ntype: tool_order\nbefore:\n  |\n---\n'), [
      'tool',
      'input_match',
    ]);
  });

  it('proposes what a key takes', () => {
    assert.deepEqual(labels('evals/a/graders/g.md', '---\ntype: |\n---\n'), Object.keys(graderTypes));
    assert.deepEqual(labels('evals/a/graders/g.md', '---\ntype: regex\narm: wi|\n---\n'), [
      'with-only',
      'both',
    ]);
    assert.ok(labels('evals/a/case.yaml', 'graders:\n  - type: regex\n    target: |\n').includes('trace'));
  });

  it('knows where in a case.yaml it is', () => {
    assert.deepEqual(labels('evals/a/case.yaml', 'name: a\ncontext:\n  |'), [...caseContextKeys]);
    assert.deepEqual(labels('evals/a/case.yaml', 'execution:\n  prompt: p\n  |'), [...executionKeys]);
    assert.deepEqual(labels('evals/a/case.yaml', 'graders:\n  - type: llm\n    |'), [
      'name',
      'criteria',
      'focus',
      'weight',
      'arm',
    ]);
    assert.ok(labels('evals/a/case.yaml', 'graders:\n  - type: llm\n|').includes('execution'));
  });

  it('replaces what is typed already, and adds no second colon', () => {
    const { source, position } = at('evals/a/prompt.md', '---\nru|n: 2\n---\n');
    const [runs] = suiteCompletions(source, position, context).filter(({ label }) => label === 'runs');
    assert.deepEqual(runs!.edit, {
      range: { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } },
      text: 'runs',
    });
  });

  it('proposes files and skills in JSON, and leaves the keys to the schema', () => {
    assert.deepEqual(labels('evals/evals.json', '{"evals":[{"files":["|"]}]}'), [
      'SKILL.md',
      'scripts/a.py',
      'evals/files/in.csv',
    ]);
    assert.deepEqual(labels('evals/evals.json', '{"evals":[{"expectations":[{"names_file": |}]}]}'), [
      'SKILL.md',
      'scripts/a.py',
      'evals/files/in.csv',
    ]);
    assert.deepEqual(labels('evals/evals.json', '{"evals":[{"expectations":[{"loads_skill": |}]}]}'), [
      'invoices',
    ]);
    assert.deepEqual(labels('evals/evals.json', '{"evals":[{"|"}]}'), []);
    assert.deepEqual(labels('evals/evals.json', '{"evals":[{"prompt":"|"}]}'), []);
  });

  it('says nothing in other files', () => {
    assert.deepEqual(labels('README.md', '---\n|\n---\n'), []);
    assert.deepEqual(labels('evals/README.md', '---\n|\n---\n'), []);
  });
});

describe('hover', () => {
  const over = (path: string, marked: string) => {
    const { source, position } = at(path, marked);
    return suiteHover(source, position);
  };

  it('says what a key is for, with its values', () => {
    const hovered = over('evals/a/graders/g.md', '---\nty|pe: regex\n---\n');
    assert.match(hovered!.markdown, /^How it judges/);
    assert.match(hovered!.markdown, /- `tool_used`: a tool was called so often; free/);
    assert.deepEqual(hovered!.range, { start: { line: 1, character: 0 }, end: { line: 1, character: 4 } });
  });

  it('says nothing over a key that nobody reads, or in a body', () => {
    assert.equal(over('evals/a/graders/g.md', '---\ntype: llm\npat|tern: a\n---\n'), null);
    assert.equal(over('evals/a/prompt.md', '---\nruns: 1\n---\nna|me: x\n'), null);
  });

  it('knows every key', () => {
    for (const key of [
      ...caseHeadKeys,
      ...executionKeys,
      ...caseContextKeys,
      ...Object.values(graderTypes).flat(),
    ]) {
      assert.ok(caseKeyWords[key], key);
    }
  });
});
