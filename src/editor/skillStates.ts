import * as vscode from 'vscode';
import type { RegistryState } from '../core/link/skillState.ts';
import { type Link, linkFileName } from '../core/link.ts';
import { DisposableStore } from './disposableStore.ts';
import type { WorkspaceSkill, WorkspaceSkills } from './workspaceSkills.ts';

/**
 * Tells where the workspace's skills stand with the registries, from the link file and the digest of what is on
 * disk. No registry is asked.
 */
export class SkillStates implements vscode.Disposable {
  readonly #owned = new DisposableStore();
  readonly #outdated = this.#owned.add(new vscode.EventEmitter<void>());
  readonly #dataDirectory: string;
  readonly #states = new Map<string, Promise<readonly RegistryState[]>>();
  /** Some state may be another now. */
  readonly onDidOutdate = this.#outdated.event;

  /** `dataDirectory` is the embedded registry's, where links to it are kept. */
  constructor(skills: WorkspaceSkills, dataDirectory: string) {
    this.#dataDirectory = dataDirectory;
    this.#owned.add(skills.onDidTouch(skill => this.#outdate(skill)));
    const watcher = this.#owned.add(vscode.workspace.createFileSystemWatcher(`**/${linkFileName}`));
    for (const happened of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) {
      this.#owned.add(happened(() => this.outdateAll()));
    }
  }

  /** The skill's state in each registry it is linked to; none when it was never published. */
  of(skill: WorkspaceSkill): Promise<readonly RegistryState[]> {
    const key = skill.uri.toString();
    const state = this.#states.get(key) ?? readStates(skill, this.#dataDirectory);
    this.#states.set(key, state);
    return state;
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #outdate(skill: WorkspaceSkill): void {
    this.#states.delete(skill.uri.toString());
    this.#outdated.fire();
  }

  /** Every state is found out again when next asked for. */
  outdateAll(): void {
    this.#states.clear();
    this.#outdated.fire();
  }
}

/** A link file or a folder that cannot be read leaves the skill without a state; publishing says why. */
async function readStates(skill: WorkspaceSkill, dataDirectory: string): Promise<readonly RegistryState[]> {
  const links = await readLinks(skill, dataDirectory);
  if (links.size === 0) return [];
  const [{ selectFiles }, { digestFolder }, { diskFolder }, { registryStates }] = await Promise.all([
    import('../core/bundle/selectFiles.ts'),
    import('../core/bundle/digestFolder.ts'),
    import('../disk/diskFolder.ts'),
    import('../core/link/skillState.ts'),
  ]);
  const folder = diskFolder(skill.folder.fsPath);
  const selection = await selectFiles(folder);
  if (!selection.ok) return [];
  const content = await digestFolder(folder, selection.value);
  return content.ok ? registryStates(links, content.value.digest) : [];
}

async function readLinks(skill: WorkspaceSkill, dataDirectory: string): Promise<ReadonlyMap<string, Link>> {
  const [{ linkPlaces }, { linksOf }] = await Promise.all([
    import('../disk/linkPlaces.ts'),
    import('../core/link.ts'),
  ]);
  const placeOf = linkPlaces({ root: skill.workspaceFolder.uri.fsPath, dataDirectory });
  const places = [placeOf(skill.folder.fsPath, null), placeOf(skill.folder.fsPath, 'local')];
  const files = await Promise.all(places.map(({ store }) => store.read()));
  return new Map(
    places.flatMap(({ folder }, index) => {
      const file = files[index];
      return file?.ok ? [...linksOf(file.value, folder)] : [];
    }),
  );
}
