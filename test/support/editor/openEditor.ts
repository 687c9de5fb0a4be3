import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { type CommandId, viewIds } from '../../../src/contributions.ts';
import { linkFileName } from '../../../src/core/link/linkFileName.ts';
import type { Registry } from '../../../src/core/registry/contract.ts';
import type { RegistrySettings } from '../../../src/core/registry/settings.ts';
import { commandTable } from '../../../src/editor/commands/table.ts';
import { FollowedLinks } from '../../../src/editor/links/followedLinks.ts';
import { buildServices } from '../../../src/editor/services/buildServices.ts';
import type { CommandBody } from '../../../src/editor/services/runCommand.ts';
import { runCommand } from '../../../src/editor/services/runCommand.ts';
import type { Services } from '../../../src/editor/services/services.ts';
import { nodeId, type RegistryNode } from '../../../src/editor/tree/registryNode.ts';
import { Rounds } from '../../../src/editor/workspace/rounds.ts';
import type { WorkspaceSkill } from '../../../src/editor/workspace/workspaceSkills.ts';
import { tempFolder } from '../process/tempFolder.ts';
import { connectTo } from '../registry/connectTo.ts';
import { Faults } from '../registry/faults.ts';
import { type SeedOptions, seedRegistry } from '../registry/seedRegistry.ts';
import { startTestRegistry } from '../registry/startTestRegistry.ts';
import type { MemoryEntry } from '../skill/memoryFolder.ts';
import { packUpload } from '../zip/skillUpload.ts';
import { answerDialogs, type Dialogs } from './dialogs.ts';

type Files = Readonly<Record<string, string>>;

/** A registry that was added to the editor, and what a test does behind the editor's back. */
export interface AddedRegistry {
  readonly settings: RegistrySettings;
  /** The editor's own client, which tells the editor of every answer. */
  readonly registry: Registry;
  /** A client of its own: what others do to the registry. */
  readonly elsewhere: Registry;
  readonly faults: Faults;
  /** Publishes versions of a skill from elsewhere; resolves to the skill's id. */
  publish(name: string, versions: readonly Readonly<Record<string, MemoryEntry>>[]): Promise<string>;
}

/** The extension's collaborators over a storage of their own, in the window that the tests run in. */
export interface Editor extends AsyncDisposable {
  readonly services: Services;
  readonly followedLinks: FollowedLinks;
  readonly dialogs: Dialogs;
  /** Titles and rows of the comparisons that were opened. */
  readonly comparisons: { readonly title: string; readonly paths: readonly string[] }[];
  /** Files that were opened, as `folder/file:line`. */
  readonly opened: string[];
  /** Ids of the rows that were revealed. */
  readonly revealed: string[];
  /** Writes a folder into the workspace; it is removed at the end. */
  addSkill(name: string, files: Files): Promise<WorkspaceSkill>;
  write(skill: WorkspaceSkill, files: Files): Promise<void>;
  /** `seed` fills it as if that had been published, without doing it. */
  addRegistry(kind: 'openai' | 'anthropic', label: string, seed?: SeedOptions): Promise<AddedRegistry>;
  /** Runs a command as VS Code would, failures shown in words. */
  run(body: CommandBody<Services>, target?: unknown): Promise<void>;
  /** The views come into sight. */
  turnToViews(): void;
  /** A workspace skill's row: `name  description`. */
  rowOf(skill: WorkspaceSkill): Promise<string>;
}

/** The root of the workspace that the tests run in. */
export function workspaceRoot(): vscode.WorkspaceFolder {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) {
    throw new Error('The tests run in a workspace.');
  }
  return folder;
}

export async function openEditor(): Promise<Editor> {
  const storage = await tempFolder();
  const owned: (() => unknown)[] = [];
  const dialogs = answerDialogs();
  const comparisons: Editor['comparisons'] = [];
  const revealed: string[] = [];
  const opened: string[] = [];
  const seen = new vscode.EventEmitter<vscode.TreeViewVisibilityChangeEvent>();
  const services = servicesFor(fakeContext(storage.path), revealed, dialogs.shown, seen);
  const followedLinks = new FollowedLinks(services);
  services.context.subscriptions.push(followedLinks);
  const stopCommands = listenToCommands(comparisons, opened, services);
  const { connections, credentials, skills, states, workspaceTree } = services;
  let count = 0;

  return {
    services,
    followedLinks,
    dialogs,
    comparisons,
    opened,
    revealed,
    addSkill: async (name, files) => {
      const folder = join(workspaceRoot().uri.fsPath, 'skills', name);
      owned.push(() => rm(folder, { recursive: true, force: true }));
      await writeFiles(folder, files);
      skills.refresh();
      const skill = await skills.of(vscode.Uri.file(join(folder, 'SKILL.md')));
      if (!skill) {
        throw new Error('The skill that was just written is not found.');
      }
      return skill;
    },
    write: async (skill, files) => {
      await writeFiles(skill.folder.fsPath, files);
      states.outdateAll();
    },
    addRegistry: async (kind, label, seed) => {
      const faults = new Faults();
      const data = join(storage.path, `data-${++count}`);
      if (seed) {
        await seedRegistry(data, seed);
      }
      const server = await startTestRegistry({ wrap: faults.wrap, dataDirectory: data });
      owned.push(() => server.dispose());
      const baseURL = kind === 'openai' ? server.baseURL : server.origin;
      const settings: RegistrySettings = { id: `${kind}-${count}`, label, kind, baseURL };
      await credentials.storeKey(settings.id, server.origin, server.token);
      await connections.save(settings);
      owned.push(() => connections.remove(settings.id));
      const browser = await connections.browser(settings.id);
      if (!browser.ok) {
        throw new Error(browser.failure.kind);
      }
      const { registry } = browser.value;
      return {
        settings,
        registry,
        elsewhere: connectTo(baseURL, server.token, { kind }),
        faults,
        publish: (name, versions) => publishAll(registry, name, versions),
      };
    },
    run: (body, target) => runCommand('skillwright.skill.open', async () => body, services, target),
    turnToViews: () => seen.fire({ visible: true }),
    rowOf: async skill => {
      const item = await workspaceTree.getTreeItem(await workspaceTree.node(skill));
      return `${item.label}  ${item.description}`;
    },
    [Symbol.asyncDispose]: async () => {
      stopCommands();
      for (const end of owned.reverse()) {
        await end();
      }
      await rm(join(workspaceRoot().uri.fsPath, linkFileName), { force: true });
      dialogs[Symbol.dispose]();
      for (const disposable of services.context.subscriptions.toReversed()) {
        disposable.dispose();
      }
      await storage[Symbol.asyncDispose]();
    },
  };
}

function servicesFor(
  context: vscode.ExtensionContext,
  revealed: string[],
  shown: string[],
  seen: vscode.EventEmitter<vscode.TreeViewVisibilityChangeEvent>,
): Services {
  const log = {
    debug: () => undefined,
    info: () => undefined,
    error: (text: string, error: unknown) => shown.push(`log: ${text} ${error}`),
    show: () => undefined,
    dispose: () => undefined,
  };
  const services = buildServices(context, log as unknown as vscode.LogOutputChannel, id => {
    const idOf: (node: never) => string =
      id === viewIds.registries
        ? (node: RegistryNode) => nodeId(node).split('\n').slice(-1)[0] ?? ''
        : ({ skill }: { skill: WorkspaceSkill }) => skill.path;
    const view = {
      visible: true,
      selection: [],
      message: '',
      description: '',
      onDidChangeVisibility: seen.event,
      reveal: async (node: never) => void revealed.push(idOf(node)),
      dispose: () => undefined,
    };
    return view as unknown as vscode.TreeView<never>;
  });
  context.subscriptions.push(new Rounds(services));
  return services;
}

function fakeContext(storage: string): vscode.ExtensionContext {
  const secrets = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  const memory = new Map<string, unknown>();
  return {
    globalStorageUri: vscode.Uri.file(storage),
    subscriptions: [],
    extension: { id: 'skillwright.skillwright', packageJSON: { version: '0.1.0' } },
    secrets: {
      get: async (key: string) => secrets.get(key),
      store: async (key: string, value: string) => void secrets.set(key, value),
      delete: async (key: string) => void secrets.delete(key),
      onDidChange: changed.event,
    },
    workspaceState: {
      get: (key: string, fallback: unknown) => memory.get(key) ?? fallback,
      update: async (key: string, value: unknown) => void memory.set(key, value),
    },
  } as unknown as vscode.ExtensionContext;
}

/**
 * Keeps what comparisons show and which files are opened, and passes over the focus of views, which the tests do not
 * look at. A command that leads to another one of ours finds it in this editor.
 */
function listenToCommands(
  comparisons: Editor['comparisons'],
  opened: string[],
  services: Services,
): () => void {
  const { commands } = vscode as unknown as { commands: Record<string, unknown> };
  const original = commands.executeCommand as (...args: unknown[]) => unknown;
  commands.executeCommand = async (id: string, ...args: unknown[]) => {
    if (id === 'vscode.changes') {
      const [title, rows] = args as [string, readonly (readonly (vscode.Uri | undefined)[])[]];
      const side = (uri: vscode.Uri | undefined) =>
        uri ? `${uri.scheme}:${uri.path.split('/').pop()}` : '-';
      comparisons.push({ title, paths: rows.map(([, left, right]) => `${side(left)} ${side(right)}`) });
      return undefined;
    }
    if (id === 'vscode.open') {
      const [uri, options] = args as [vscode.Uri, { readonly selection?: vscode.Range } | undefined];
      opened.push(`${uri.path.split('/').slice(-2).join('/')}:${(options?.selection?.start.line ?? 0) + 1}`);
      return undefined;
    }
    if (Object.values(viewIds).some(view => id === `${view}.focus`)) {
      return undefined;
    }
    if (isOurs(id)) {
      return runCommand(id, commandTable[id], services, args[0]);
    }
    return original.call(commands, id, ...args);
  };
  return () => {
    commands.executeCommand = original;
  };
}

function isOurs(id: string): id is CommandId {
  return id in commandTable;
}

async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

async function publishAll(
  registry: Registry,
  name: string,
  versions: readonly Readonly<Record<string, MemoryEntry>>[],
): Promise<string> {
  let skillId: string | undefined;
  for (const files of versions) {
    const upload = await packUpload(name, files);
    const done =
      skillId === undefined
        ? await registry.createSkill(upload)
        : await registry.createVersion(skillId, upload);
    if (!done.ok) {
      throw new Error(JSON.stringify(done.failure));
    }
    if ('skill' in done.value) {
      skillId = done.value.skill.id;
    }
  }
  return skillId ?? '';
}

/** A name that no other test has. */
export function uniqueName(stem: string): string {
  return `${stem}-${randomBytes(3).toString('hex')}`;
}
