import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commitAll, spec } from '../support/window/spec.ts';
import { untilTrue } from '../support/window/until.ts';
import type { EditorWindow } from '../support/window/window.ts';

const path = 'skills/release-notes/SKILL.md';

const manifest = (body: string) =>
  `---\nname: release-notes\ndescription: Writes release notes from the commits since the last tag. Use when a release is prepared.\n---\n\n# Release notes\n\n${body}\n`;

async function review(window: EditorWindow): Promise<string> {
  await window.view('Workspace').row('release-notes').inline('Publish…');
  await window.quickInput.titled('Publish release-notes');
  return (await window.quickInput.rows()).join('\n');
}

spec(
  'A version says which commit it is and why it was made',
  { files: { [path]: manifest('Group the commits.') }, firstCommit: 'Begin' },
  async window => {
    await window.showView('Skills', 'Workspace');
    assert.match(await review(window), /Begin — from its commits · change…/);
    await window.quickInput.accept();
    await window.notifications.toast('Published “release-notes” to Local as v1');

    await writeFile(join(window.folder, path), manifest('Group the commits by kind. Leave out chores.'));
    commitAll(window.folder, 'Group the commits by kind');
    await writeFile(join(window.folder, path), manifest('Group the commits by kind.'));
    const commit = commitAll(window.folder, 'Keep chores');
    await window.view('Workspace').showsRow('changed since v1 on Local');
    assert.match(await review(window), /Keep chores — and 1 more line · from its commits · change…/);
    await window.screenshots('provenance-review');
    await window.quickInput.pick('Keep chores');
    await window.quickInput.titled('Release Notes');
    await window.screenshots('provenance-notes');
    await window.quickInput.pick('Write…');
    await window.quickInput.answer('Groups the commits by kind, chores included.');
    await window.quickInput.titled('Publish release-notes');
    assert.match(
      (await window.quickInput.rows()).join('\n'),
      /Groups the commits by kind, chores included\. — change…/,
    );
    await window.quickInput.accept();
    await window.notifications.toast('Published “release-notes” to Local as v2');

    const registries = await window.showView('Skills', 'Registries');
    await registries.row('Local').expand();
    await registries.row('release-notes').expand();
    await registries.showsRow(new RegExp(`v2  latest · .*${commit}$|v2  latest · ${commit}$`));
    for (const theme of ['light', 'dark'] as const) {
      await window.wear(theme);
      const tooltip = await registries.row('v2').tooltip();
      assert.match(tooltip, new RegExp(`Commit: ${commit} on main`));
      assert.match(tooltip, /By: Ada/);
      assert.match(tooltip, /Groups the commits by kind, chores included\./);
      await window.screenshot(`provenance-tooltip-${theme}`);
    }

    await registries.row('v2').menu('Compare with Previous Version');
    await window.page.locator('.multiDiffEntry').first().waitFor();
    const shown = await untilTrue(
      async () => (await window.page.locator('.multiDiffEntry').first().textContent()) ?? '',
      text => /Commits since the other version/.test(text.replaceAll('\u00a0', ' ')),
    );
    assert.match(shown.replaceAll('\u00a0', ' '), /Where it comes from/);
    await window.screenshots('provenance-comparison');

    await registries.row('v2').menu('Show Commits Since the Previous Version…');
    await window.quickInput.titled('v2 of release-notes: 2 commits');
    await window.screenshots('provenance-commits');
    await window.quickInput.pick('Group the commits by kind');
    await window.page.locator('.tab.active').filter({ hasText: 'Group the commits by kind' }).waitFor();

    await writeFile(join(window.folder, path), manifest('Group the commits by kind, then by author.'));
    await registries.row('v1').menu('Compare with Working Copy');
    await window.page.locator('.tab.active').filter({ hasText: 'Working Copy' }).waitFor();
    // In which order the parts stand in the page is the editor's own affair.
    await untilTrue(
      async () => (await window.page.locator('.multiDiffEntry').allTextContents()).join('\n'),
      text =>
        text.replaceAll('\u00a0', ' ').includes(`Commit: ${commit} on main, with changes that were not`),
    );
    await window.screenshots('provenance-working-copy');

    await registries.row('v2').menu('Open Commit');
    await window.page.locator('.tab.active').filter({ hasText: 'Keep chores' }).waitFor();
  },
);
