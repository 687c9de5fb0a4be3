import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { spec } from '../support/window/spec.ts';
import { until, untilTrue } from '../support/window/until.ts';
import type { EditorWindow } from '../support/window/window.ts';

/** Eight mistakes; the last line of each link is there under another spelling. */
const flawed = `---
name: Report Writer
description: Writes: weekly reports from tickets. Use when a week ends or a status report is asked for.
licence: MIT
version: 1.2
allowed-tools:
  - Read
  - Grep
---

# Report writer

1. Collect the tickets by \`scripts/collect.sh\`.
2. Follow [the style](references\\style.md).
3. Compare with [an example](references/Example.md).
4. Keep to [the outline](/home/me/report-writer/references/outline.md).
`;

const sound = `---
name: report-writer
description: "Writes: weekly reports from tickets. Use when a week ends or a status report is asked for."
license: MIT
metadata:
  version: "1.2"
allowed-tools: Read Grep
---

# Report writer

1. Collect the tickets by \`scripts/collect.sh\`.
2. Follow [the style](references/style.md).
3. Compare with [an example](references/example.md).
4. Keep to [the outline](references/outline.md).
`;

const path = 'skills/report-writer';
const files = {
  [`${path}/SKILL.md`]: flawed,
  [`${path}/scripts/collect.sh`]: '#!/bin/sh\n',
  [`${path}/references/style.md`]: '# Style\n',
  [`${path}/references/example.md`]: '# Example\n',
  [`${path}/references/outline.md`]: '# Outline\n',
};

/** Where each mistake is and what the lightbulb offers for it; from the last, so that no line moves before its turn. */
const fixes = [
  { line: 16, column: 28, title: 'Make the path relative' },
  { line: 15, column: 32, title: "Use the file's own letter case" },
  { line: 14, column: 26, title: 'Write it with "/"' },
  { line: 6, column: 3, title: 'Write them as one text' },
  { line: 5, column: 3, title: 'Move "version" under "metadata"' },
  { line: 4, column: 3, title: 'Change it to "license"' },
  { line: 3, column: 20, title: 'Put the value in quotes' },
  { line: 2, column: 9, title: 'Change the name to "report-writer"' },
];

/** Errors and warnings in the Problems panel. */
async function problemCount(window: EditorWindow): Promise<number> {
  return (await window.problems()).filter(row => /^ {2}(?:error|warning)/.test(row)).length;
}

async function savedText(window: EditorWindow): Promise<string> {
  await window.editor.save();
  return readFile(join(window.folder, path, 'SKILL.md'), 'utf8');
}

spec('A SKILL.md is mended from the lightbulb, and at once', { files }, async window => {
  await window.editor.open(`${path}/SKILL.md`);
  await until(() => window.editor.language(), 'Skill');
  // VS Code does not ask for lenses while the focus is elsewhere, as in the Problems panel.
  await window.editor.lenses.first().waitFor();
  // Two of the nine are for one mistake: the name has wrong characters, and is not the folder's.
  await until(() => problemCount(window), 9);
  await window.screenshot('language-problems');

  for (const { line, column, title } of fixes) {
    await window.editor.goTo(line, column);
    if (line === 2) {
      assert.ok((await window.editor.fixes()).includes(title));
      await window.screenshot('language-lightbulb');
    }
    await window.editor.fix(title);
  }
  await until(() => savedText(window), sound);
  await until(() => window.problems(), []);

  await writeFile(join(window.folder, path, 'SKILL.md'), flawed);
  await until(() => problemCount(window), 9);
  await window.editor.goTo(4, 3);
  await window.editor.fix(/^Fix all \d fixable problems$/);
  // A name is what others know the skill by: that stays until somebody says so.
  await until(() => savedText(window), sound.replace('name: report-writer', 'name: Report Writer'));
  await window.editor.goTo(2, 9);
  await window.editor.fix('Change the name to "report-writer"');
  await until(() => savedText(window), sound);
  await until(() => window.problems(), []);
  await window.screenshot('language-clean');
});

spec(
  'A SKILL.md is completed and explained',
  { files: { ...files, [`${path}/SKILL.md`]: sound } },
  async window => {
    await window.editor.open(`${path}/SKILL.md`);
    const lenses = await untilTrue(
      () => window.editor.lenses.allInnerTexts(),
      texts => texts.length === 1,
    );
    assert.deepEqual(lenses, ['Publish…']);
    await window.editor.goTo(3, 30);
    await untilTrue(
      () => window.editor.hover(),
      text => text.includes('90 of 1,024 characters'),
    );
    await window.screenshot('language-hover');

    await window.editor.goTo(7, 25);
    await window.editor.type(' ');
    const tools = await window.editor.suggestions();
    assert.ok(tools.includes('WebFetch') && !tools.includes('Read'), tools.join());
    await window.screenshot('language-completion');
  },
);
