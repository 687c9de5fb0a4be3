import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { publishAll } from '../../src/editor/commands/skill/publishSkill.ts';
import { showFailure } from '../../src/editor/services/showFailure.ts';
import { fakeSecrets } from '../support/editor/fakeSecrets.ts';
import { openEditor, uniqueName } from '../support/editor/openEditor.ts';
import { openFolders } from '../support/editor/workspaceFolders.ts';
import { skillText } from '../support/zip/skillUpload.ts';

const description = 'Does it well. Use when it must be done.';

async function write(folder: vscode.WorkspaceFolder, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder.uri.fsPath, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

const openFile = () => vscode.window.activeTextEditor?.document.uri.fsPath;

suite('Two workspace folders', () => {
  test('hold skills of one path that are two in a review, its report, and what is allowed in one of them', async () => {
    await using window = await openFolders('app', 'site');
    await using editor = await openEditor();
    const { dialogs } = editor;
    const team = await editor.addRegistry('openai', 'Team');
    const [app, site] = window.folders;
    assert.ok(app && site);
    const { github } = fakeSecrets();
    const [inApp, inSite] = [uniqueName('in-app'), uniqueName('in-site')];
    for (const [folder, name] of [[app, inApp] as const, [site, inSite] as const]) {
      await write(folder, {
        'skills/same/SKILL.md': skillText(name, description),
        'skills/same/references/token.md': `# Token\n\n${github}\n`,
      });
    }
    editor.services.skills.refresh();
    const title = 'Publish 2 skills';
    dialogs.on('Publish To', ['Team']);
    dialogs.on(title, /in spite of it/, /^Publish /);
    dialogs.on('Publish references/token.md in spite of what it holds?', 'Publish This File');
    await editor.run(publishAll);
    await dialogs.message(/^(info|warning|error): /);
    const skills = await team.registry.listSkills();
    assert.ok(skills.ok);
    assert.deepEqual(
      skills.value.items.map(({ name }) => name),
      [inApp],
      dialogs.shown.join('\n'),
    );
    assert.match(dialogs.messages().join('\n'), /1 of 2 published/);
  });

  test('have files of one path, of which an error opens the one that it is about', async () => {
    await using window = await openFolders('app', 'site');
    await using editor = await openEditor();
    const files = { '.skillwright.json': '{', 'skills/same/SKILL.md': skillText('same', description) };
    for (const folder of window.folders) {
      await write(folder, files);
    }
    editor.services.skills.refresh();
    const notices = (await editor.services.workspaceTree.getChildren()).filter(row => row.kind === 'notice');
    assert.deepEqual(
      notices.map(({ label }) => label),
      window.folders.map(({ uri }) => {
        const file = vscode.Uri.joinPath(uri, '.skillwright.json');
        return `${vscode.workspace.asRelativePath(file)} cannot be read`;
      }),
    );
    for (const { name, uri } of window.folders) {
      for (const path of Object.keys(files)) {
        editor.dialogs.on(/is damaged/, 'Open');
        const shown = `${name}/${path}`;
        await showFailure(editor.services, {
          kind: 'malformed-file',
          path: shown,
          why: 'it is not a JSON object',
        });
        assert.equal(openFile(), vscode.Uri.joinPath(uri, path).fsPath, shown);
      }
    }
    editor.dialogs.on(/is damaged/, 'Open');
    await showFailure(editor.services, {
      kind: 'malformed-file',
      path: 'gone.json',
      why: 'it is not a JSON object',
    });
    await editor.dialogs.message('info: gone.json is not there any more.');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});
