import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manySkills } from '../support/skill/manySkills.ts';
import { focusRow, menuByKeys, runByKeys, selectsRows, typeAnswer } from '../support/window/keys.ts';
import { spec } from '../support/window/spec.ts';
import type { TreeView } from '../support/window/tree.ts';
import { until, untilTrue } from '../support/window/until.ts';
import type { EditorWindow } from '../support/window/window.ts';

const size = { width: 1280, height: 1000 };

/** Drags the edge of the side bar until it has about this width. */
async function setWidth({ page }: EditorWindow, width: number): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + box.width, box.y + 300);
  await page.mouse.down();
  await page.mouse.move(box.x + width, box.y + 300, { steps: 8 });
  await page.mouse.up();
}

/** Waits until the rows, too, are only those with problems: they come a moment after the message. */
async function showsOnlyProblems(workspace: TreeView): Promise<void> {
  await untilTrue(
    () => workspace.message(),
    message => message.includes('only those with problems'),
  );
  await untilTrue(
    () => workspace.rows(),
    rows => rows.filter(row => row.includes('task-')).every(row => /\d (?:error|warning)/.test(row)),
  );
}

/** Waits until a skill's folder is the one that is selected in the Explorer. */
async function isRevealed({ page }: EditorWindow, name: string): Promise<void> {
  await page
    .locator('.explorer-folders-view .monaco-list-row.selected .label-name')
    .getByText(name, { exact: true })
    .waitFor();
}

/** Filters, selects, publishes, copies, duplicates, renames, reveals and deletes without the mouse. */
async function workByKeys(window: EditorWindow, workspace: TreeView): Promise<void> {
  const { quickInput, notifications, page, editor } = window;
  const copied = () => page.evaluate(async () => (await navigator.clipboard.readText()).split('\n'));
  await runByKeys(window, 'Skills: Focus on Workspace View');
  await runByKeys(window, 'Skills: Show Only Skills with Problems');
  await showsOnlyProblems(workspace);
  // Selects nothing.
  await page.keyboard.press('Escape');
  await focusRow(window, workspace, 'task-30');
  await page.keyboard.press('Control+Shift+Enter');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  const three = ['task-30', 'task-35', 'task-40'];
  await selectsRows(workspace, three);
  await page.keyboard.press('Shift+Alt+C');
  const paths = three.map(name => join(window.folder, 'skills', name));
  await until(copied, paths);
  await menuByKeys(window, 'Publish…');
  await quickInput.titled('Publish 3 skills');
  await untilTrue(
    () => quickInput.rows(),
    rows => rows.some(row => /^task-35 → Local — 1 error to fix first/.test(row)),
  );
  await page.keyboard.press('Enter');
  assert.match(await notifications.toast('2 of 3 published.'), /task-35: 1 error\./);
  await runByKeys(window, 'Notifications: Clear All Notifications');

  // The arrow keys move the focus away from what is selected: keys are for the row with the focus.
  await runByKeys(window, 'Skills: Focus on Workspace View');
  await focusRow(window, workspace, 'task-42');
  await selectsRows(workspace, three);
  await page.keyboard.press('Shift+Alt+C');
  await until(copied, [join(window.folder, 'skills', 'task-42')]);
  await selectsRows(workspace, three);
  await page.keyboard.press('Delete');
  assert.match(await notifications.dialog(), /Delete “task-42” from the workspace/);
  await page.keyboard.press('Escape');
  await page.locator('.monaco-dialog-box').waitFor({ state: 'hidden' });
  // What is for one row is in the menu of one.
  await page.keyboard.press('Escape');
  await focusRow(window, workspace, 'task-42');
  await menuByKeys(window, 'Duplicate Skill…');
  await typeAnswer(window, 'Duplicate task-42', 'task-48');
  await workspace.showsRow(/^ *task-48 {2}1 error/);
  await runByKeys(window, 'Skills: Focus on Workspace View');
  await focusRow(window, workspace, 'task-35');
  await page.keyboard.press('F2');
  await typeAnswer(window, 'Rename task-35', 'task-36a');
  await workspace.showsRow(/^ *task-36a {2}1 error/);
  await focusRow(window, workspace, 'task-36a');
  await menuByKeys(window, 'Reveal in Explorer');
  await isRevealed(window, 'task-36a');
  await runByKeys(window, 'Skills: Focus on Workspace View');
  await focusRow(window, workspace, 'task-28');
  await page.keyboard.press('Enter');
  await until(async () => (await editor.text()).includes('name: task-28'), true);
}

spec(
  'Forty-five skills are a place to work, by clicks and by keyboard',
  { files: manySkills(), size },
  async window => {
    const { quickInput, notifications, page } = window;
    const workspace = await window.showView('Skills', 'Workspace');
    await workspace.showsRow(/^\.claude\/skills {2}10 · Claude Code and GitHub Copilot$/);
    await until(() => workspace.message(), '45 skills, 10 with problems');
    await window.screenshot('place-groups');

    // Filtered to those with problems; three are selected and published, of which one is blocked.
    await window.run('Skills: Show Only Skills with Problems');
    await showsOnlyProblems(workspace);
    assert.equal(await workspace.message(), '10 of 45 skills: only those with problems');
    await window.screenshot('place-problems');
    await workspace.row('task-10').click();
    for (const name of ['task-14', 'task-20']) {
      await workspace.row(name).locator.click({ modifiers: ['Control'] });
    }
    await selectsRows(workspace, ['task-10', 'task-14', 'task-20']);
    await workspace.row('task-20').menu('Publish…');
    await quickInput.titled('Publish 3 skills');
    await untilTrue(
      () => quickInput.rows(),
      rows => rows.some(row => /^task-14 → Local — 1 error to fix first/.test(row)),
    );
    await window.screenshot('place-bulk');
    assert.match((await quickInput.rows())[0] ?? '', /^Publish 2 versions/);
    await quickInput.accept();
    assert.match(await notifications.toast('2 of 3 published.'), /task-14: 1 error\./);
    await notifications.dismissAll();
    await workspace.showsRow(/^ *task-20 {2}1 warning · v1 on Local$/);

    // Duplicated, renamed by its key, and revealed.
    await workspace.row('task-20').menu('Duplicate Skill…');
    await quickInput.titled('Duplicate task-20');
    await quickInput.answer('task-46');
    await workspace.showsRow(/^ *task-46 {2}1 warning · never published$/);
    await workspace.row('task-46').click();
    await page.keyboard.press('F2');
    await quickInput.titled('Rename task-46');
    await quickInput.answer('task-47');
    await workspace.showsRow(/^ *task-47 {2}1 warning · never published$/);
    await workspace.row('task-47').menu('Reveal in Explorer');
    await isRevealed(window, 'task-47');

    await window.showView('Skills', 'Workspace');
    await workspace.pressTitle('Show All Workspace Skills');

    // A change that is not published is counted on the icon.
    await appendFile(join(window.folder, 'packages/web/skills/task-20/SKILL.md'), 'More.\n');
    const icon = page.locator('.activitybar .action-item:has(a[aria-label^="Skills"])');
    await until(() => icon.locator('.badge-content').textContent(), '1');
    await untilTrue(
      () => workspace.message(),
      message => message.endsWith(', 1 changed since published'),
    );

    await workByKeys(window, workspace);
  },
);

const long = 'a'.repeat(60);
const narrow = { ...manySkills(), [`skills/${long}-one/SKILL.md`]: '---\nname: x\n---\n' };

spec(
  'A narrow side bar cuts off no number of errors, in any colours',
  { files: narrow, size },
  async window => {
    const workspace = await window.showView('Skills', 'Workspace');
    await window.run('Skills: Sort Workspace Skills…');
    await window.quickInput.pick('Most problems first');
    await window.run('Skills: Show Workspace Skills as One List');
    await workspace.showsRow(long);
    for (const theme of ['light', 'dark', 'high contrast', 'high contrast light'] as const) {
      await window.wear(theme);
      for (const width of [300, 200]) {
        await setWidth(window, width);
        await window.screenshot(`place-${theme.replaceAll(' ', '-')}-${width}`);
        const label = workspace.row(new RegExp(`^${long}`)).locator.locator('.monaco-icon-label');
        assert.match(await label.evaluate(shown => getComputedStyle(shown, '::after').content), /\d/);
      }
    }
  },
);
