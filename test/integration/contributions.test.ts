import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds, viewIds } from '../../src/contributions.ts';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly viewsWelcome: readonly { readonly contents: string }[];
    readonly walkthroughs: readonly {
      readonly id: string;
      readonly steps: readonly {
        readonly description: string;
        readonly media: { readonly markdown: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
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

  test('what the walkthrough and the empty views lead to is there', async () => {
    const { walkthroughs, viewsWelcome } = contributes;
    const all = new Set(await vscode.commands.getCommands(true));
    const steps = walkthroughs.flatMap(walkthrough => walkthrough.steps);
    const links = [
      ...steps.map(({ description }) => description),
      ...viewsWelcome.map(view => view.contents),
    ];
    const linked = links.map(text => /\]\(command:([^?)]+)/.exec(text)?.[1] ?? 'none');
    const events = steps.flatMap(({ completionEvents }) => completionEvents);
    const awaited = events.map(event => event.replace('onCommand:', ''));
    assert.deepEqual(
      [...linked, ...awaited].filter(id => !all.has(id)),
      [],
    );
    for (const { media } of steps) {
      const file = vscode.Uri.joinPath(extension.extensionUri, media.markdown);
      assert.ok((await vscode.workspace.fs.stat(file)).size > 0);
    }
    const [start] = walkthroughs;
    assert.ok(viewsWelcome.some(({ contents }) => contents.includes(`%22${extension.id}%23${start?.id}%22`)));
  });
});
