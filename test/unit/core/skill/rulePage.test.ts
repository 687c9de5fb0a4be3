import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../../../../scripts/paths.ts';
import { rulePage } from '../../../../src/core/skill/rulePage.ts';
import { rules } from '../../../../src/core/skill/rules/rules.ts';

const page = await readFile(join(root, 'docs', 'rules.md'), 'utf8');

describe('The page that explains a rule', () => {
  it('begins with that rule, whole and nothing else, for every rule', () => {
    for (const { code, summary } of rules) {
      const [first = '', ...rest] = rulePage(page, code).split('\n[All rules](#all-rules)\n');
      assert.ok(first.startsWith(`# ${code}\n\n`), code);
      assert.ok(first.includes(summary.split('.')[0] ?? ''), code);
      assert.equal((first.match(/^````/gm) ?? []).length % 2, 0, code);
      assert.equal(first.match(/^Bad:/gm)?.length, 1, code);
      assert.equal(first.match(/^Good:/gm)?.length, 1, code);
      assert.equal(rest.join('').trimStart(), `---\n\n${page}`, code);
    }
  });

  it('is the list of all where there is no such rule', () => {
    assert.equal(rulePage(page, 'no-such-rule'), page);
    assert.equal(rulePage(page, ''), page);
  });
});
