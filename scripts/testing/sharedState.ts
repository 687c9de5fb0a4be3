// The first file of every group: fails a test that leaves something behind that the tests after it would run into.
import assert from 'node:assert/strict';
import { afterEach } from 'node:test';

/** By names that can be told: the values of the environment are nobody's business. */
function sharedState(): ReadonlyMap<string, string | undefined> {
  const state = new Map<string, string | undefined>([['process.cwd()', process.cwd()]]);
  for (const [name, value] of Object.entries(process.env)) {
    state.set(`process.env.${name}`, value);
  }
  // Packages keep their own state under names that begin so.
  for (const name of Object.getOwnPropertyNames(globalThis).filter(name => !name.startsWith('__'))) {
    state.set(`globalThis.${name}`, 'there');
  }
  return state;
}

const before = sharedState();

afterEach(() => {
  const now = sharedState();
  const names = new Set([...before.keys(), ...now.keys()]);
  const changed = [...names].filter(name => before.get(name) !== now.get(name));
  assert.deepEqual(changed, [], 'The test changed what it shares with others, and left it so.');
});
