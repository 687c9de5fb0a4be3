import * as vscode from 'vscode';
import { type CommandId, commandIds, viewIds } from './contributions.ts';
import { Activity } from './editor/activity.ts';
import { Connections } from './editor/connections.ts';
import { StoredCredentials } from './editor/credentials.ts';
import { registerLanguage } from './editor/language/registerLanguage.ts';
import { LocalRegistry } from './editor/localRegistry.ts';
import { PublishedVersions } from './editor/remote/publishedVersions.ts';
import { registerRemote } from './editor/remote/registerRemote.ts';
import { SkillFilter } from './editor/remote/skillFilter.ts';
import { runCommand } from './editor/run.ts';
import type { Services } from './editor/services.ts';
import { SkillChecks } from './editor/skillChecks.ts';
import { SkillStates } from './editor/skillStates.ts';
import { RegistriesTree } from './editor/tree/registriesTree.ts';
import { WorkspaceTree } from './editor/tree/workspaceTree.ts';
import { WorkspaceSkills } from './editor/workspaceSkills.ts';

/** The composition root: builds the collaborators, registers them, and awaits nothing. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Skillwright', { log: true });
  const localRegistry = new LocalRegistry(context.globalStorageUri, bug =>
    log.error('The local registry failed', bug instanceof Error ? bug : String(bug)),
  );
  const credentials = new StoredCredentials(context.secrets);
  const connections = new Connections(localRegistry, credentials);
  const skills = new WorkspaceSkills();
  const checks = new SkillChecks(skills, () => connections.profilesInUse());
  const states = new SkillStates(skills, localRegistry.dataDirectory);
  const activity = new Activity();
  const versions = new PublishedVersions(context.globalStorageUri, connections);
  const filter = new SkillFilter();
  const registriesTree = new RegistriesTree(connections, versions, filter);
  const registriesView = vscode.window.createTreeView(viewIds.registries, {
    treeDataProvider: registriesTree,
  });
  const workspaceTree = new WorkspaceTree(skills, checks, states, activity, key => connections.labelOf(key));
  const workspaceView = vscode.window.createTreeView(viewIds.workspace, { treeDataProvider: workspaceTree });
  const services: Services = {
    context,
    log,
    skills,
    checks,
    states,
    activity,
    connections,
    credentials,
    localRegistry,
    versions,
    filter,
    registriesTree,
    registriesView,
    workspaceTree,
    workspaceView,
  };
  const commands = Object.values(commandIds).map(id =>
    vscode.commands.registerCommand(id, (target: unknown) =>
      runCommand(id, () => loadCommand(id), services, target),
    ),
  );
  context.subscriptions.push(
    log,
    localRegistry,
    credentials,
    connections,
    skills,
    checks,
    states,
    activity,
    filter,
    registerLanguage(services),
    registerRemote(services),
    workspaceTree,
    registriesTree,
    registriesView,
    workspaceView,
    ...commands,
  );
}

/** A command's body, and the table that leads to it, are loaded when it is first called. */
async function loadCommand(id: CommandId) {
  const { commandTable } = await import('./editor/commands/table.ts');
  return commandTable[id]();
}
