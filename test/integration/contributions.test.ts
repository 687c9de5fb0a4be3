import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds, viewIds } from '../../src/contributions.ts';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
  };
}

suite('Contributions', () => {
  const extension = vscode.extensions.getExtension<void>('skillwright.skillwright');
  assert.ok(extension);
  const { contributes } = extension.packageJSON as Manifest;
  const views = Object.values(contributes.views).flatMap(list => list.map(({ id }) => id));
  const commands = contributes.commands.map(({ command }) => command);

  test('the views in package.json are those of the code', () => {
    assert.deepEqual(views.sort(), Object.values(viewIds).sort());
  });

  test('the commands in package.json are those of the code', () => {
    assert.deepEqual(commands.sort(), Object.values<string>(commandIds).sort());
  });

  test('the commands of the code are registered, and no others', async () => {
    await extension.activate();
    const all = await vscode.commands.getCommands(true);
    // VS Code itself registers some for each view, as in `skillwright.workspace.focus`.
    const ofViews = new RegExp(
      `^(${[...views, 'workbench.view.extension.skillwright'].join('|')})\\.(focus|open|resetViewLocation|removeView|toggleVisibility|refresh)$`,
    );
    const ours = all.filter(
      id => id.startsWith('skillwright.') && (commands.includes(id) || !ofViews.test(id)),
    );
    assert.deepEqual(ours.sort(), Object.values<string>(commandIds).sort());
  });
});
