import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leftOutWords } from '../../../../../src/core/bundle/select/selection.ts';

test('each reason names what decided', () => {
  assert.equal(leftOutWords({ kind: 'default', pattern: '.git' }), 'by default (.git)');
  assert.equal(
    leftOutWords({ kind: 'ignore-file', file: '.skillignore', line: 3, pattern: 'drafts/' }),
    'by “drafts/” in .skillignore:3',
  );
  assert.equal(
    leftOutWords({ kind: 'leads-to-left-out', target: 'drafts/a.md' }),
    'a link to drafts/a.md, which is left out',
  );
});
