import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { spec } from '../support/window/spec.ts';
import { until, untilTrue } from '../support/window/until.ts';
import type { EditorWindow } from '../support/window/window.ts';

const manifest = (name: string, more = '', body = '\n# Reports\n\nWrite one.\n') =>
  `---\nname: ${name}\ndescription: Writes weekly reports. Use when a week ends.\n${more}---\n${body}`;

async function saved(window: EditorWindow, path: string): Promise<string> {
  return readFile(join(window.folder, path), 'utf8').catch(() => '');
}

/** The rows of the Problems panel with this in them. */
async function problemsWith(window: EditorWindow, text: string): Promise<readonly string[]> {
  return (await window.problems()).filter(row => row.includes(text));
}

spec(
  'A new skill has no problems, its name follows its folder, and saving mends it',
  {
    theme: 'light',
    workspace: 'samples',
    settings: {
      'files.autoSave': 'off',
      'editor.codeActionsOnSave': { 'source.fixAll.skillwright': 'explicit' },
    },
  },
  async window => {
    await makeSkill(window);
    await untilTrue(
      () => saved(window, 'skills/report-writer/SKILL.md'),
      text => text.endsWith('\n---\n\n# Report writer\n\nRead the tickets first.\n'),
    );
    await until(() => problemsWith(window, 'report-writer'), []);

    await renameFolder(window, 'report-writer', 'weekly-reports');
    const said = 'The folder is called “weekly-reports” now; the skill in it still “report-writer”.';
    await window.notifications.toast(said);
    await window.screenshot('flow-change-name');
    await window.notifications.press(said, 'Change Name');
    const path = 'skills/weekly-reports/SKILL.md';
    await untilTrue(
      () => saved(window, path),
      text => text.includes('\nname: weekly-reports\n'),
    );
    await until(() => problemsWith(window, 'weekly-reports'), []);

    await window.editor.replaceLine(3, 'description: Writes: weekly reports. Use when a week ends.');
    await window.editor.save();
    await untilTrue(
      () => saved(window, path),
      text => text.includes('\ndescription: "Writes: weekly reports. Use when a week ends."\n'),
    );
  },
);

async function makeSkill({ quickInput, editor }: EditorWindow): Promise<void> {
  await quickInput.run('Skills: New Skill…');
  await quickInput.titled(/^New Skill/);
  await quickInput.input.fill('Report Writer');
  await untilTrue(
    () => quickInput.message(),
    text => text.includes('only a-z, 0-9 and hyphens are allowed'),
  );
  await quickInput.answer('report-writer');
  await quickInput.titled(/2\/3/);
  await quickInput.input.fill('Writes weekly reports.');
  await untilTrue(
    () => quickInput.message(),
    text => text.includes('does not say when to use the skill'),
  );
  await quickInput.answer('Writes weekly reports. Use when a week ends: then only.');
  await untilTrue(
    () => quickInput.rows(),
    rows => rows[0] === 'skills/report-writer — Beside 3 skills of this workspace',
  );
  await quickInput.pick('skills/report-writer');
  await untilTrue(
    () => editor.text(),
    text => text.includes('# Report writer'),
  );
  // What is to be written over is selected.
  await editor.lenses.first().waitFor();
  await editor.type('Read the tickets first.');
  await editor.save();
}

async function renameFolder(window: EditorWindow, from: string, to: string): Promise<void> {
  const { page } = window;
  await page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: from }).first().click();
  await page.keyboard.press('F2');
  await page.locator('.explorer-item-edited input').fill(to);
  await page.keyboard.press('Enter');
}

spec(
  'In Restricted Mode a skill is checked, explained and mended; publishing waits for trust',
  { isTrusted: false, files: { 'skills/weekly/SKILL.md': manifest('Weekly', 'licence: MIT\n') } },
  async window => {
    await window.editor.open('skills/weekly/SKILL.md');
    await window.editor.lenses.first().waitFor();
    await untilTrue(
      () => problemsWith(window, 'licence'),
      rows => rows.length === 1,
    );
    await window.page.locator('.markers-panel a').filter({ hasText: 'field-misspelt' }).click();
    const page = window.page.frameLocator('iframe.webview').first().frameLocator('iframe#active-frame');
    const heading = page.locator('#field-misspelt');
    await heading.waitFor();
    await untilTrue(
      () => heading.evaluate(element => element.getBoundingClientRect().top),
      top => top > -20 && top < 100,
    );
    await window.editor.open('skills/weekly/SKILL.md');
    await window.editor.goTo(2, 8);
    await window.editor.fix('Change the name to "weekly"');
    await window.editor.goTo(4, 2);
    await window.editor.fix('Change it to "license"');
    await until(() => window.problems(), []);
    await window.editor.goTo(3, 20);
    await untilTrue(
      () => window.editor.hover(),
      text => text.includes('44 of 1,024 characters'),
    );
    await window.page.keyboard.press('Escape');
    const refusal = 'Publishing is not possible in Restricted Mode.';
    await window.editor.pressLens('Publish', window.notifications.withText(refusal));
    await window.notifications.toast(refusal);
    await window.screenshot('flow-restricted');
    await window.notifications.dismissAll();
  },
);

spec(
  'Each folder of a workspace has its own settings',
  {
    roots: ['one', 'two'],
    files: {
      'one/skills/weekly/SKILL.md': manifest('weekly', 'team: us\n'),
      'one/.vscode/settings.json': JSON.stringify({ 'skillwright.rules': { 'field-unknown': 'error' } }),
      'two/skills/monthly/SKILL.md': manifest('monthly', 'team: us\n'),
      'two/skills/yearly/SKILL.md': manifest('yearly', 'licence: MIT\n'),
      'two/.vscode/settings.json': JSON.stringify({ 'skillwright.ignore': ['yearly/'] }),
    },
  },
  async window => {
    const expected = [
      'SKILL.md  one • skills/weekly',
      '  error "team" is not in the specification, and no product is known to read it.',
      'SKILL.md  two • skills/monthly',
      '  info "team" is not in the specification, and no product is known to read it.',
    ];
    const shown = async () => (await window.problems()).map(row => row.replace(/Skillwright.*$/, ''));
    await until(shown, expected);
  },
);
