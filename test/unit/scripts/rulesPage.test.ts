import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../../../scripts/paths.ts';
import { withRules } from '../../../scripts/rulesPage.ts';
import { rules } from '../../../src/core/skill/rules/rules.ts';

const page = await readFile(join(root, 'docs', 'rules.md'), 'utf8');

describe('docs/rules.md', () => {
  it('is what the table of rules says; if this fails, run npm run docs', () => {
    assert.equal(withRules(page), page);
  });

  it('has a section for each rule, which a click on its code leads to', () => {
    const headings = new Set([...page.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading));
    assert.deepEqual(
      rules.map(({ code }) => code).filter(code => !headings.has(code)),
      [],
    );
  });

  it('leads to no section that does not exist', () => {
    const anchors = new Set(
      [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase().replaceAll(' ', '-')),
    );
    const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = '']) => anchor);
    assert.ok(links.length > rules.length);
    assert.deepEqual(
      links.filter(anchor => !anchors.has(anchor)),
      [],
    );
  });
});
