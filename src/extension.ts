import * as vscode from 'vscode';
import { type CommandId, commandIds, viewIds } from './contributions.ts';
import { dataVariable } from './disk/files/dataVariable.ts';
import { registerEvals } from './editor/evals/registerEvals.ts';
import { registerLanguage } from './editor/language/registerLanguage.ts';
import { registerRemote } from './editor/reveal/registerRemote.ts';
import { buildServices } from './editor/services/buildServices.ts';
import { runCommand } from './editor/services/runCommand.ts';
import type { Services } from './editor/services/services.ts';

/** The composition root: builds the collaborators, registers them, and awaits nothing. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Skillwright', { log: true });
  const services = buildServices(context, log, (id, treeDataProvider) =>
    vscode.window.createTreeView(id, { treeDataProvider, canSelectMany: id === viewIds.workspace }),
  );
  // `--registry local` in a terminal of this window is the registry that the side bar shows.
  context.environmentVariableCollection.replace(dataVariable, services.localRegistry.dataDirectory);
  context.subscriptions.push(registerLanguage(services), registerRemote(services), registerEvals(services));
  void followWorkspace(context, services);
  for (const id of Object.values(commandIds)) {
    const run = (target: unknown) => runCommand(id, () => loadCommand(id), services, target);
    context.subscriptions.push(vscode.commands.registerCommand(id, run));
  }
}

/** What the Workspace view does besides listing is loaded once there is something to list. */
async function followWorkspace(context: vscode.ExtensionContext, services: Services): Promise<void> {
  // A search that failed is tried again by whoever asks next.
  await services.skills.all().catch(() => undefined);
  const { registerWorkspaceView } = await import('./editor/reveal/registerWorkspaceView.ts');
  context.subscriptions.push(registerWorkspaceView(services));
}

/** A command's body, and the table that leads to it, are loaded when it is first called. */
async function loadCommand(id: CommandId) {
  const { commandTable } = await import('./editor/commands/table.ts');
  return commandTable[id]();
}
