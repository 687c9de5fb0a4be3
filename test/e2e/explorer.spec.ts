import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { releaseNotes } from '../support/publish/releaseNotes.ts';
import { seedLocal } from '../support/registry/seedLocal.ts';
import { chooseFromMenu, closeMenu, menuLabels } from '../support/window/menu.ts';
import { spec } from '../support/window/spec.ts';
import { untilTrue } from '../support/window/until.ts';
import type { EditorWindow } from '../support/window/window.ts';

/** A file or folder in the Explorer, by its name. */
function inExplorer({ page }: EditorWindow, name: string): Locator {
  return page.locator('.explorer-folders-view .monaco-list-row').filter({
    has: page.locator('.label-name').getByText(name, { exact: true }),
  });
}

/** What the Explorer's menu has for it. */
async function menuOf(window: EditorWindow, name: string): Promise<readonly string[]> {
  await inExplorer(window, name).click({ button: 'right' });
  return menuLabels(window.page);
}

spec(
  'The Explorer publishes skill folders and nothing else; a default that was set is set back by one click',
  {
    files: {
      'mine/SKILL.md': '---\nname: mine\ndescription: Does one thing. Use when that is asked.\n---\nDo it.\n',
      'notes/todo.md': 'Nothing to do.\n',
    },
  },
  async window => {
    const { page, quickInput, notifications } = window;
    await seedLocal(window, { 'release-notes': releaseNotes });
    const workspace = await window.showView('Skills', 'Workspace');
    await workspace.showsRow('mine  never published');
    await window.run('File: Focus on Files Explorer');
    assert.ok(!(await menuOf(window, 'notes')).includes('Publish Skill…'), 'a folder without a skill');
    await untilTrue(
      async () => {
        await closeMenu(page);
        return menuOf(window, 'mine');
      },
      labels => labels.includes('Publish Skill…'),
    );
    await window.screenshot('explorer-menu');
    await chooseFromMenu(page, ['Publish Skill…']);
    await quickInput.titled('Publish mine');
    await window.screenshot('explorer-review');
    await quickInput.accept();
    await notifications.toast('Published “mine” to Local as v1');
    await notifications.dismissAll();

    const registries = await window.showView('Skills', 'Registries');
    await registries.row('Local').expand();
    await registries.row('release-notes').expand();
    await registries.row('v3').menu('Set Default Version');
    await notifications.toast('v3 of “release-notes” on Local is the default now.');
    await registries.showsRow('v3  default · latest');
    await window.screenshot('default-undo');
    await notifications.press('is the default now', 'Undo');
    await notifications.toast('v1 of “release-notes” on Local is the default again.');
    await registries.showsRow('v1  default');
    await window.screenshot('default-undone');
  },
);
