import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestItem } from 'vscode';
import { TestedItems } from '../../../../src/editor/evals/testedItems.ts';
import { evalsJson, suitesOf } from '../../../support/evals/suites.ts';

test('a run is of the whole skill only where no case of any of its suites was left out', async () => {
  const { suites } = await suitesOf({
    ...evalsJson({ id: 1, prompt: 'p', expectations: ['x'] }, { id: 2, prompt: 'q', expectations: ['x'] }),
    'evals/hello/prompt.md': 'Say hello.',
    'evals/hello/graders/g.md': '---\ntype: regex\npattern: hello\n---\n',
    'evals/trigger.json': JSON.stringify([{ query: 'q', should_trigger: true }]),
  });
  const isWhole = (wanted: (path: string, id: string) => boolean) => {
    const items = new TestedItems();
    for (const suite of suites) {
      for (const { id } of suite.kind === 'cases' ? suite.cases : []) {
        if (wanted(suite.path, id)) {
          items.add(suite, id, { id } as TestItem);
        }
      }
    }
    return items.isWholeOf(suites);
  };
  assert.deepEqual(
    [isWhole(() => true), isWhole((_, id) => id !== '2'), isWhole(path => path === 'evals')],
    [true, false, false],
  );
});
