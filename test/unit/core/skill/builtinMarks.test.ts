import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtinMarkOf, isAsSevere } from '../../../../src/core/skill/builtinMarks.ts';

test('a mark of VS Code hides ours only where it is at least as severe', () => {
  const folder = builtinMarkOf('name-folder');
  const format = builtinMarkOf('name-format');
  const product = builtinMarkOf('field-of-product');
  assert.ok(folder && format && product);
  assert.equal(isAsSevere(folder, 'error'), false);
  assert.equal(isAsSevere(folder, 'warning'), true);
  assert.equal(isAsSevere(format, 'error'), true);
  assert.equal(isAsSevere(product, 'warning'), false);
  assert.equal(isAsSevere(product, 'hint'), true);
});
