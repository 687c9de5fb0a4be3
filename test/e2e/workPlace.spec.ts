import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manySkills } from '../support/skill/manySkills.ts';
import { spec } from '../support/window/spec.ts';
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

spec('Forty-five skills are a place to work, by clicks', { files: manySkills(), size }, async window => {
  const { quickInput, notifications, page } = window;
  const workspace = await window.showView('Skills', 'Workspace');
  await workspace.showsRow(/^\.claude\/skills {2}10 · Claude Code and GitHub Copilot$/);
  await until(() => workspace.message(), '45 skills, 10 with problems');
  await window.screenshot('place-groups');

  // Filtered to those with problems; three are selected and published, of which one is blocked.
  await window.run('Skills: Show Only Skills with Problems');
  await until(() => workspace.message(), '10 of 45 skills: only those with problems');
  await window.screenshot('place-problems');
  await workspace.row('task-10').click();
  for (const name of ['task-14', 'task-20']) {
    await workspace.row(name).locator.click({ modifiers: ['Control'] });
  }
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
  await workspace.pressTitle('Show All Workspace Skills');

  // A change that is not published is counted on the icon.
  await appendFile(join(window.folder, 'packages/web/skills/task-20/SKILL.md'), 'More.\n');
  const icon = page.locator('.activitybar .action-item:has(a[aria-label^="Skills"])');
  await until(() => icon.locator('.badge-content').textContent(), '1');
  await untilTrue(
    () => workspace.message(),
    message => message.endsWith(', 1 changed since published'),
  );
});

const long = 'a'.repeat(60);
const narrow = { ...manySkills(), [`skills/${long}-one/SKILL.md`]: '---\nname: x\n---\n' };

for (const theme of ['light', 'dark', 'high contrast', 'high contrast light'] as const) {
  const title = `A narrow side bar cuts off no number of errors (${theme})`;
  spec(title, { files: narrow, size, theme }, async window => {
    const workspace = await window.showView('Skills', 'Workspace');
    await window.run('Skills: Sort Workspace Skills…');
    await window.quickInput.pick('Most problems first');
    await window.run('Skills: Show Workspace Skills as One List');
    await workspace.showsRow(long);
    for (const width of [300, 200]) {
      await setWidth(window, width);
      await window.screenshot(`place-${theme.replaceAll(' ', '-')}-${width}`);
      const label = workspace.row(new RegExp(`^${long}`)).locator.locator('.monaco-icon-label');
      assert.match(await label.evaluate(shown => getComputedStyle(shown, '::after').content), /\d/);
    }
  });
}
