import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type EvalOptions, readEvalArguments } from '../../../../src/cli/eval/options.ts';
import { assertOk } from '../../../support/result.ts';

function read(...args: readonly string[]): EvalOptions {
  const options = readEvalArguments(['skills/invoices', '--model', 'gpt-test', ...args]);
  assertOk(options);
  return options.value;
}

function refusal(...args: readonly string[]): string {
  const options = readEvalArguments(args);
  assert.ok(!options.ok, args.join(' '));
  return options.failure;
}

/** The variables of `--with` and of `--registry`. */
function variables(...args: readonly string[]): readonly (string | null)[] {
  const { executor, registries } = read(...args);
  const [registry] = registries.registries;
  return [executor.keyVariable, registry?.kind === 'hosted' ? registry.keyVariable : null];
}

describe('the options of skillwright eval', () => {
  it('are the working copy, three runs, all cases and no ceiling unless said', () => {
    const { arms, runs, threshold, maxTokens, withTriggers, isJson } = read('--with', 'openai');
    assert.deepEqual(
      { arms, runs, threshold, maxTokens, withTriggers, isJson },
      { arms: ['working'], runs: 3, threshold: null, maxTokens: null, withTriggers: true, isJson: false },
    );
  });

  it("take a vendor's key for the vendor's own address only", () => {
    assert.deepEqual(variables('--with', 'openai'), ['OPENAI_API_KEY', null]);
    assert.deepEqual(variables('--with', 'anthropic'), ['ANTHROPIC_API_KEY', null]);
    assert.deepEqual(variables('--with', 'openai=https://api.openai.com/v1'), ['OPENAI_API_KEY', null]);
    assert.deepEqual(variables('--with', 'openai=https://gateway.example.com/v1'), ['SKILLWRIGHT_KEY', null]);
    assert.deepEqual(variables('--with', 'anthropic=https://api.openai.com'), ['SKILLWRIGHT_KEY', null]);
  });

  it('give --key-env to the --with or the --registry before it', () => {
    const places = ['--with', 'openai', '--registry', 'anthropic'];
    assert.deepEqual(variables(...places, '--key-env', 'MINE'), ['OPENAI_API_KEY', 'MINE']);
    assert.deepEqual(
      variables('--with', 'openai', '--key-env', 'MODELS', '--registry', 'anthropic', '--key-env', 'MINE'),
      ['MODELS', 'MINE'],
    );
    assert.deepEqual(variables('--registry', 'openai', '--with', 'anthropic', '--key-env', 'MODELS'), [
      'MODELS',
      'OPENAI_API_KEY',
    ]);
  });

  it('refuse a place where no model runs, in words that name --with', () => {
    for (const place of ['local', 'nowhere', 'openai=', 'ftp://x.example']) {
      const said = refusal('f', '--model', 'm', '--with', place);
      assert.ok(said.startsWith(`No model runs at "${place}": --with takes openai, anthropic`), said);
    }
    assert.match(refusal('f', '--model', 'm', '--with', 'openai=http://models.example'), /not encrypted/);
    assert.doesNotMatch(
      refusal('f', '--model', 'm', '--with', 'openai=https://me:secret@x.example'),
      /secret/,
    );
  });

  it('refuse what cannot be meant', () => {
    const at = ['--with', 'openai', '--model', 'm'];
    assert.match(refusal(...at), /^Usage: skillwright eval FOLDER/);
    assert.match(refusal('a', 'b', ...at), /^Usage/);
    assert.match(refusal('a', '--with', 'openai'), /--model NAME/);
    assert.match(refusal('a', '--with', 'openai', '--model', 'two words'), /--model NAME/);
    assert.match(refusal('a', '--key-env', 'MINE', ...at), /names the key of the --with before it/);
    assert.match(refusal('a', ...at, '--key-env', 'sk-12345'), /not a key/);
    for (const arms of [['working', 'working'], ['working', 'none', 'v1'], ['']]) {
      assert.match(refusal('a', ...at, ...arms.flatMap(arm => ['--arm', arm])), /two different ones at most/);
    }
    for (const runs of ['0', '51', '1.5', 'many', '-1']) {
      assert.match(refusal('a', ...at, `--runs=${runs}`), /--runs takes a number from 1 to 50/);
    }
    for (const share of ['80', '1.1', '-0.5', '80%', '']) {
      assert.match(refusal('a', ...at, `--threshold=${share}`), /--threshold takes a share/);
    }
    assert.match(refusal('a', ...at, '--votes', '2'), /--votes takes 1 or 3/);
    assert.match(refusal('a', ...at, '--pairs'), /give --arm twice/);
    assert.match(refusal('a', ...at, '--max-tokens', '0'), /--max-tokens takes a number of tokens/);
  });
});
