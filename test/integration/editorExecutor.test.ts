import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ExecutorRequest } from '../../src/core/evals/run/executor.ts';
import { EditorExecutor } from '../../src/editor/evals/run/editorExecutor.ts';
import { assertOk } from '../support/result.ts';

type Part = vscode.LanguageModelTextPart | vscode.LanguageModelToolCallPart;

const skill = { name: 'invoices', description: 'Totals invoices.', published: null, content: null };

const request: ExecutorRequest = {
  skills: [skill],
  prompt: 'Total the invoices.',
  systemPrompt: null,
  files: [],
  maxTurns: 3,
  timeoutMs: 60_000,
};

const never = new AbortController().signal;

/** A model of the editor that says these parts, turn by turn; `silence` never ends a turn. */
function modelOf(...turns: readonly (readonly Part[] | 'silence' | Error)[]): vscode.LanguageModelChat {
  let turn = 0;
  const say = async function* (parts: readonly Part[] | 'silence' | Error | undefined) {
    if (parts === 'silence') {
      await new Promise(() => undefined);
    } else if (parts instanceof Error) {
      throw parts;
    } else {
      yield* parts ?? [];
    }
  };
  return {
    ...{ name: 'Model', id: 'model', vendor: 'test', family: 'test', version: '1', maxInputTokens: 1_000 },
    countTokens: async () => 1,
    sendRequest: async () => {
      const stream = say(turns[turn++]);
      return { stream, text: stream as AsyncIterable<never> };
    },
  };
}

const text = (value: string) => new vscode.LanguageModelTextPart(value);
const call = (name: string, input: unknown) =>
  new vscode.LanguageModelToolCallPart('call_1', name, input as object);

suite('The editor’s models', () => {
  test('that never answer are timed out, when they answer and when they judge', async () => {
    const run = await new EditorExecutor(modelOf('silence')).run(
      { ...request, timeoutMs: 20 },
      { signal: never },
    );
    assert.deepEqual(run, { ok: false, failure: { kind: 'timed-out', registry: 'Model', afterMs: 20 } });
    const later = modelOf([call('load_skill', { name: 'invoices' })], 'silence');
    const second = await new EditorExecutor(later).run({ ...request, timeoutMs: 20 }, { signal: never });
    assert.equal(second.ok ? 'answered' : second.failure.kind, 'timed-out');
  });

  test('that are cancelled end as cancelled, whether they stop or not', async () => {
    const cancel = new AbortController();
    const run = new EditorExecutor(modelOf('silence')).run(request, { signal: cancel.signal });
    cancel.abort();
    assert.deepEqual(await run, { ok: false, failure: { kind: 'cancelled' } });
    const before = await new EditorExecutor(modelOf('silence')).run(request, { signal: cancel.signal });
    assert.deepEqual(before, { ok: false, failure: { kind: 'cancelled' } });
  });

  for (const input of [null, undefined, 'invoices', 7, ['invoices'], { name: 1 }, { name: 'other' }]) {
    test(`may call a tool with anything, and are told that there is no such thing: ${String(JSON.stringify(input))}`, async () => {
      const model = modelOf([call('load_skill', input)], [text('Done.')]);
      const run = await new EditorExecutor(model).run(request, { signal: never });
      assertOk(run);
      const [step] = run.value.trace;
      assert.equal(step?.kind, 'tool');
      assert.match((step?.kind === 'tool' && step.output) || '', /^There is no skill /);
      assert.equal(run.value.text, 'Done.');
    });
  }

  test('that call tools without end are stopped at their turns, and it is said', async () => {
    const turns = Array.from({ length: 10 }, () => [text('Once more.'), call('load_skill', { name: 'x' })]);
    const run = await new EditorExecutor(modelOf(...turns)).run(request, { signal: never });
    assertOk(run);
    assert.deepEqual([run.value.requests, run.value.stop.kind], [3, 'turns']);
  });

  test('that fail say in their own words why', async () => {
    const refused = new EditorExecutor(modelOf(new Error('Out of quota.')));
    const run = await refused.run(request, { signal: never });
    assert.deepEqual(run, {
      ok: false,
      failure: { kind: 'refused', registry: 'Model', reason: 'Out of quota.' },
    });
    const blocked = new EditorExecutor(modelOf(vscode.LanguageModelError.Blocked('Slower.')));
    const wait = await blocked.run(request, { signal: never });
    assert.deepEqual(wait, { ok: false, failure: { kind: 'rate-limited', registry: 'Model' } });
  });
});
