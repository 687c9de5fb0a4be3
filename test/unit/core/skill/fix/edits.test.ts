import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { replacedPart } from '../../../../../src/core/skill/fix/edits.ts';

test('Only what differs is replaced', () => {
  assert.deepEqual(replacedPart('name: PDF\nx', 'name: pdf\nx'), { span: { start: 6, end: 9 }, text: 'pdf' });
  assert.deepEqual(replacedPart('ab', 'aab'), { span: { start: 1, end: 1 }, text: 'a' });
  assert.deepEqual(replacedPart('aab', 'ab'), { span: { start: 1, end: 2 }, text: '' });
  assert.equal(replacedPart('same', 'same'), null);
});

test('A line break of two characters is replaced as a whole', () => {
  assert.deepEqual(replacedPart('a\r\nb', 'a\nb'), { span: { start: 1, end: 3 }, text: '\n' });
});

test('A character of two halves is replaced as a whole', () => {
  const part = replacedPart('x😀y', 'x😁y');
  assert.deepEqual(part, { span: { start: 1, end: 3 }, text: '😁' });
});

test('Replacing the part gives the text after, for any two texts', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '\r', '\n', '😀', '😁'), maxLength: 12 });
  fc.assert(
    fc.property(letters, letters, (before, after) => {
      const part = replacedPart(before, after);
      const replaced = part
        ? before.slice(0, part.span.start) + part.text + before.slice(part.span.end)
        : before;
      return replaced === after;
    }),
  );
});
