import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

/** Reads again and again until the answer equals `expected`; fails with the difference after `withinMs`. */
export async function until<T>(read: () => Promise<T>, expected: T, withinMs = 60_000): Promise<void> {
  await untilTrue(
    read,
    value => isEqual(value, expected),
    withinMs,
    value => assert.deepEqual(value, expected),
  );
}

/** The same with a condition; resolves to the first answer that meets it. */
export async function untilTrue<T>(
  read: () => Promise<T>,
  isMet: (value: T) => boolean,
  withinMs = 60_000,
  complain: (value: T) => void = value => assert.fail(`Still ${JSON.stringify(value)} after ${withinMs} ms`),
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const value = await read();
    if (isMet(value)) {
      return value;
    }
    if (Date.now() > end) {
      complain(value);
      throw new Error(`Still ${JSON.stringify(value)} after ${withinMs} ms`);
    }
    await pause(100);
  }
}

function isEqual(left: unknown, right: unknown): boolean {
  try {
    assert.deepEqual(left, right);
    return true;
  } catch {
    return false;
  }
}
