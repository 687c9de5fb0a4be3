import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Uri } from 'vscode';
import { ComparedSkills } from '../../../../src/editor/workspace/comparedSkills.ts';

const manifestOf = (name: string) => ({ path: `/work/skills/${name}/SKILL.md` }) as Uri;

test('a comparison is known by its title, and by the number of files that VS Code puts behind it', () => {
  const compared = new ComparedSkills();
  const [demo, other] = [manifestOf('demo'), manifestOf('other')];
  compared.add('demo: v1 ↔ Working Copy (~1)', demo);
  compared.add('other: v2 ↔ Working Copy (+1)', other);
  for (const end of ['', ' (1 file)', ' (12 files)', ' (3 Dateien)']) {
    assert.equal(compared.of(`demo: v1 ↔ Working Copy (~1)${end}`), demo, end);
    assert.equal(compared.of(`other: v2 ↔ Working Copy (+1)${end}`), other, end);
  }
  for (const label of [undefined, 'SKILL.md', 'demo: v1 ↔ v2 (1 file)', 'demo: v1 ↔ Working Copy (~1)x']) {
    assert.equal(compared.of(label), undefined, label);
  }
});

test('the comparison with the longer title is not taken for the one with the shorter', () => {
  const compared = new ComparedSkills();
  const [first, second] = [manifestOf('first'), manifestOf('second')];
  compared.add('demo: v1 ↔ Working Copy', first);
  compared.add('demo: v1 ↔ Working Copy (~1)', second);
  assert.equal(compared.of('demo: v1 ↔ Working Copy (~1) (1 file)'), second);
  assert.equal(compared.of('demo: v1 ↔ Working Copy (1 file)'), first);
});
