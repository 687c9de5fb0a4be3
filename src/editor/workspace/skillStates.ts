import * as vscode from 'vscode';
import type { Failure } from '../../core/failure/failure.ts';
import type { Link } from '../../core/link/linkFile.ts';
import { linkFileName } from '../../core/link/linkFileName.ts';
import type { RegistryState } from '../../core/link/skillState.ts';
import type { HistoryEntry } from '../../core/provenance/provenance.ts';
import type { HeardSkill } from '../../core/registry/skillFacts.ts';
import { Lane } from '../../core/work/lane.ts';
import { DisposableStore } from '../ui/disposableStore.ts';
import type { Links } from './readLinks.ts';
import type { WorkspaceSkill, WorkspaceSkills } from './workspaceSkills.ts';

/** What was last heard of the skills that are linked. */
interface Facts {
  readonly onDidChange: vscode.Event<void>;
  of(registryKey: string, skillId: string): HeardSkill | undefined;
}

/** Skills whose content is read for its digest at once. */
const readers = 2;

/**
 * Tells where the workspace's skills stand with the registries, from the link file and the digest of what is on
 * disk. No registry is asked.
 */
export class SkillStates implements vscode.Disposable {
  readonly #owned = new DisposableStore();
  readonly #outdated = this.#owned.add(new vscode.EventEmitter<void>());
  readonly #dataDirectory: string;
  readonly #lane = new Lane(readers);
  readonly #states = new Map<string, Promise<readonly RegistryState[]>>();
  /** By workspace folder; a link file is read once for all of its skills. */
  readonly #links = new Map<string, Promise<Links>>();
  readonly #facts: Facts;
  /** Some state may be another now. */
  readonly onDidOutdate = this.#outdated.event;

  /** `dataDirectory` is the embedded registry's, where links to it are kept. */
  constructor(skills: WorkspaceSkills, dataDirectory: string, facts: Facts) {
    this.#facts = facts;
    this.#owned.add(facts.onDidChange(() => this.#outdated.fire()));
    this.#dataDirectory = dataDirectory;
    this.#owned.add(skills.onDidTouch(skill => this.#outdate(skill)));
    this.#owned.add(skills.onDidIgnore(() => this.outdateAll()));
    // What Git ignores is not in what is published, whether the file that says so is in the skill or above it.
    const inWorkspace = `**/{${linkFileName},.gitignore}`;
    // Another window, or the command line in a terminal, publishes to the local registry, too.
    const onMachine = new vscode.RelativePattern(vscode.Uri.file(dataDirectory), '*.json');
    for (const pattern of [inWorkspace, onMachine]) {
      const watcher = this.#owned.add(vscode.workspace.createFileSystemWatcher(pattern));
      for (const happened of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) {
        this.#owned.add(happened(() => this.outdateAll()));
      }
    }
  }

  /** The skill's state in each registry it is linked to; none when it was never published. */
  async of(skill: WorkspaceSkill): Promise<readonly RegistryState[]> {
    const key = skill.uri.toString();
    const reading = this.#states.get(key) ?? this.#read(skill);
    this.#states.set(key, reading);
    return (await reading).map(state => ({
      ...state,
      remote: this.#facts.of(state.registryKey, state.link.skillId),
    }));
  }

  /** The skill's links as the link files have them, by registry key; none where those cannot be read. */
  async links(skill: WorkspaceSkill): Promise<ReadonlyMap<string, Link>> {
    return (await this.#linksIn(skill.workspaceFolder.uri.fsPath)).of(skill);
  }

  /** Why a workspace folder's links cannot be read, so that nobody can say what of it is published; mostly none. */
  async troubles({ uri }: vscode.WorkspaceFolder): Promise<readonly Failure[]> {
    return (await this.#linksIn(uri.fsPath)).failures;
  }

  /** What the link files of this workspace, and the one for this machine, know of a remote skill's versions. */
  async history(registryKey: string, skillId: string): Promise<readonly HistoryEntry[]> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const links = await Promise.all(folders.map(({ uri }) => this.#linksIn(uri.fsPath)));
    const entries = links.flatMap(({ history }) => history(registryKey, skillId));
    return [...new Map(entries.map(entry => [entry.version, entry])).values()];
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #outdate(skill: WorkspaceSkill): void {
    this.#states.delete(skill.uri.toString());
    this.#outdated.fire();
  }

  /** Looks whether links changed unheard: the local registry's are kept where nobody watches. */
  async lookAgain(): Promise<void> {
    const links = await Promise.all(this.#links.values());
    if ((await Promise.all(links.map(link => link.haveChanged()))).includes(true)) {
      this.outdateAll();
    }
  }

  /** Every state is found out again when next asked for. */
  outdateAll(): void {
    this.#states.clear();
    this.#links.clear();
    this.#outdated.fire();
  }

  /** A link file that cannot be read leaves the skill without a state; publishing says why. */
  async #read(skill: WorkspaceSkill): Promise<readonly RegistryState[]> {
    const links = await this.links(skill);
    if (links.size === 0) {
      return [];
    }
    const { compareWith } = await import('./readLinks.ts');
    return this.#lane.run(() => compareWith(links, skill));
  }

  #linksIn(root: string): Promise<Links> {
    const reading =
      this.#links.get(root) ??
      import('./readLinks.ts').then(({ readLinks }) => readLinks(root, this.#dataDirectory));
    this.#links.set(root, reading);
    return reading;
  }
}
