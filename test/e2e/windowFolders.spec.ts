import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { spec } from '../support/window/spec.ts';
import { until, untilTrue } from '../support/window/until.ts';
import type { EditorWindow } from '../support/window/window.ts';

const manifest = '---\nname: greeter\ndescription: Says hello. Use it to begin a talk.\n---\n\nSay hello.\n';

const link = {
  skillId: 'skill_1',
  name: 'greeter',
  version: '3',
  digest: `sha256:${'0'.repeat(64)}`,
  publishedAt: '2026-11-21T10:00:00.000Z',
};
const linkFile = { version: 1, skills: { greeter: { registries: { openai: link } } } };

const twoFolders = {
  roots: ['one', 'two'],
  files: {
    'one/greeter/SKILL.md': manifest,
    'one/.skillwright.json': JSON.stringify(linkFile),
    'two/README.md': '# Two\n',
  },
};

/** By keys: rows move under a mouse, and the Explorer forgets the focus, while it still reads its folders. */
async function focusInExplorer(window: EditorWindow, name: string): Promise<void> {
  await window.run('File: Focus on Files Explorer');
  const focused = window.page.locator('.explorer-folders-view .monaco-list-row.focused', { hasText: name });
  let steps = 0;
  await untilTrue(
    async () => {
      await window.page.keyboard.press('Home');
      for (let step = 0; step < steps; step++) {
        await window.page.keyboard.press('ArrowDown');
      }
      steps = (steps + 1) % 7;
      return focused.count();
    },
    count => count === 1,
  );
}

spec('A skill that moves to another folder of the workspace keeps its link', twoFolders, async window => {
  const workspace = await window.showView('Skills', 'Workspace');
  await workspace.shows([
    'OpenAI is not set up here  Add it…',
    'greeter  changed since v3 on OpenAI (not set up here)',
  ]);
  await window.run('Skills: Set Default Version');
  await window.notifications.toast('Local has no skill yet. “Skills: Publish…” puts one there.');
  await window.run('Skills: Update Key…');
  await window.notifications.press('no registry that this is possible for was added yet', 'Add Registry…');
  await window.quickInput.titled('Add Registry');
  await window.quickInput.cancel();

  await focusInExplorer(window, 'greeter');
  await window.page.keyboard.press('Control+x');
  await window.page.locator('.explorer-folders-view .explorer-item.cut').waitFor();
  await focusInExplorer(window, 'two');
  await window.page.keyboard.press('Control+v');
  const linksIn = (folder: string) =>
    readFile(join(window.folder, folder, '.skillwright.json'), 'utf8').then(
      text => JSON.parse(text).skills,
      () => null,
    );
  await until(() => linksIn('two'), linkFile.skills);
  await until(() => linksIn('one'), {});
  await window.showView('Skills', 'Workspace');
  await workspace.shows([
    'OpenAI is not set up here  Add it…',
    'greeter  changed since v3 on OpenAI (not set up here)',
  ]);
});
