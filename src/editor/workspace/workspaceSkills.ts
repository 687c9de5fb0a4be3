import * as vscode from 'vscode';
import { folderInWork } from '../../core/published/workDirectoryName.ts';
import { baseName } from '../../core/text/paths.ts';
import { DisposableStore } from '../ui/disposableStore.ts';
import { isFile, isFolder, isInside } from './files.ts';
import type { PassedSkill, SearchedSkill, WorkspaceSearch } from './searchWorkspace.ts';

/** A skill in the workspace: a folder with a SKILL.md. */
export type WorkspaceSkill = SearchedSkill;

/** Changes on disk that follow each other this closely, in ms, are told as one: a checkout touches hundreds of files. */
const burst = 50;

/** Skills that are looked at again whenever the window is turned to; a checkout may bring any number. */
const maxLateComers = 50;

/** Finds the workspace's skills, and tells when one comes, goes, or has any of its files changed. */
export class WorkspaceSkills implements vscode.Disposable {
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<void>());
  readonly #touched = this.#owned.add(new vscode.EventEmitter<WorkspaceSkill>());
  readonly #unfinished = this.#owned.add(new vscode.EventEmitter<readonly vscode.Uri[]>());
  #found: Promise<FoundSkills> | undefined;
  readonly #touchedLately = new Map<string, WorkspaceSkill>();
  #tell: NodeJS.Timeout | undefined;

  /** Skills that came after the first search, the latest last. */
  #lateComers: readonly WorkspaceSkill[] = [];
  #known: ReadonlySet<string> | undefined;

  /** The set of skills changed. */
  readonly onDidChange = this.#changed.event;
  /** Files in a skill's folder were written, added or removed on disk; told once for a burst. */
  readonly onDidTouch = this.#touched.event;
  /** Beside these folders is what somebody began to put in their place, in this process or another, dead or alive. */
  readonly onDidFindUnfinished = this.#unfinished.event;

  constructor() {
    const watcher = this.#owned.add(vscode.workspace.createFileSystemWatcher('**/*'));
    this.#owned.add(watcher.onDidCreate(uri => void this.#onCreated(uri)));
    this.#owned.add(watcher.onDidDelete(uri => void this.#onDeleted(uri)));
    this.#owned.add(watcher.onDidChange(uri => void this.#onChanged(uri)));
    // VS Code may not hear of what changes in the folders inside one that came here as a whole, by a download or a
    // move. What is done in the editor is told so; what others do is looked for when the window is turned to again.
    this.#owned.add(vscode.workspace.onDidSaveTextDocument(({ uri }) => void this.#touch(uri)));
    for (const happened of [vscode.workspace.onDidCreateFiles, vscode.workspace.onDidDeleteFiles]) {
      this.#owned.add(happened(({ files }) => files.forEach(uri => void this.#touch(uri))));
    }
    this.#owned.add(vscode.window.onDidChangeWindowState(({ focused }) => focused && this.#lookAgain()));
    this.#owned.add(vscode.workspace.onDidChangeWorkspaceFolders(() => this.refresh()));
    this.#owned.add({ dispose: () => clearTimeout(this.#tell) });
  }

  /** Sorted by path. Callers share one search. */
  async all(): Promise<readonly WorkspaceSkill[]> {
    return (await this.#search()).sorted;
  }

  /** The skill whose folder holds the file, the innermost one; undefined outside all. */
  async of(uri: vscode.Uri): Promise<WorkspaceSkill | undefined> {
    const { byFolder, byPlace } = await this.#search();
    // An open SKILL.md is one wherever it is: in an ignored folder, or so new that the news have not arrived.
    const isAlone = isManifest(uri) && !byFolder.has(folderOf(uri).toString());
    if (isAlone && !isWork(uri) && uri.scheme === 'file' && (await isFile(uri))) {
      return toSkill(uri);
    }
    for (let end = uri.path.lastIndexOf('/'); end > 0; end = uri.path.lastIndexOf('/', end - 1)) {
      const folder = uri.with({ path: uri.path.slice(0, end) }).toString();
      const skill = byFolder.get(folder) ?? byPlace.get(folder);
      if (skill) {
        return skill;
      }
    }
    return undefined;
  }

  /** Skills in folders that Git ignores or tools made, which are not among `all`. */
  async passedOver(): Promise<readonly PassedSkill[]> {
    return (await this.#search()).passedOver();
  }

  /** A skill that was just made is there at once; a search, which takes longer, may find more. */
  add(manifest: vscode.Uri): void {
    this.#found = this.#search().then(found => merge(found, toSkill(manifest)));
    this.#changed.fire();
  }

  refresh(): void {
    this.#found = undefined;
    this.#changed.fire();
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #lookAgain(): void {
    for (const { uri } of this.#lateComers) {
      void this.#touch(uri);
    }
  }

  #search(): Promise<FoundSkills> {
    this.#found ??= this.#find();
    return this.#found;
  }

  async #find(): Promise<FoundSkills> {
    const found = await findSkills();
    const { sorted } = found;
    const known = this.#known;
    if (known) {
      const late = sorted.filter(({ uri }) => !known.has(uri.toString()));
      this.#lateComers = [...this.#lateComers, ...late].slice(-maxLateComers);
    }
    this.#known = new Set([...(known ?? []), ...sorted.map(({ uri }) => uri.toString())]);
    if (found.unfinished.length > 0) {
      this.#unfinished.fire(found.unfinished);
    }
    return found;
  }

  async #onCreated(uri: vscode.Uri): Promise<void> {
    if (isHidden(uri)) {
      return;
    }
    // A folder that was moved here arrives as one event, whatever it holds.
    if (isManifest(uri) || isIgnoreFile(uri) || (await isFolder(uri))) {
      this.refresh();
    }
    await this.#touch(uri);
  }

  async #onChanged(uri: vscode.Uri): Promise<void> {
    if (isIgnoreFile(uri) && !isHidden(uri)) {
      this.refresh();
    }
    await this.#touch(uri);
  }

  async #onDeleted(uri: vscode.Uri): Promise<void> {
    if (isHidden(uri)) {
      return;
    }
    await this.#touch(uri);
    const known = await this.all();
    if (isIgnoreFile(uri) || known.some(skill => skill.uri.path === uri.path || isInside(skill.uri, uri))) {
      this.refresh();
    }
  }

  async #touch(uri: vscode.Uri): Promise<void> {
    const skill = isHidden(uri) ? undefined : await this.of(uri);
    if (!skill) {
      return;
    }
    this.#touchedLately.set(skill.uri.toString(), skill);
    this.#tell ??= setTimeout(() => this.#tellTouched(), burst);
  }

  #tellTouched(): void {
    this.#tell = undefined;
    const skills = [...this.#touchedLately.values()];
    this.#touchedLately.clear();
    for (const skill of skills) {
      this.#touched.fire(skill);
    }
  }
}

/** As the Explorer sorts: `step-2` before `step-10`. */
const byNumber = new Intl.Collator('en', { numeric: true });

interface FoundSkills {
  readonly sorted: readonly WorkspaceSkill[];
  readonly byFolder: ReadonlyMap<string, WorkspaceSkill>;
  /** By the folders that links lead to it from. */
  readonly byPlace: ReadonlyMap<string, WorkspaceSkill>;
  readonly unfinished: readonly vscode.Uri[];
  passedOver(): Promise<readonly PassedSkill[]>;
}

async function findSkills(): Promise<FoundSkills> {
  const { searchWorkspace } = await import('./searchWorkspace.ts');
  return inOrder(await searchWorkspace());
}

function inOrder({ skills, unfinished, passedOver }: WorkspaceSearch): FoundSkills {
  return {
    unfinished,
    passedOver,
    sorted: skills.toSorted(
      (a, b) => a.workspaceFolder.index - b.workspaceFolder.index || byNumber.compare(a.path, b.path),
    ),
    byFolder: new Map(skills.map(skill => [skill.folder.toString(), skill])),
    byPlace: new Map(skills.flatMap(skill => skill.places.map(place => [place.toString(), skill]))),
  };
}

function merge(found: FoundSkills, more: WorkspaceSkill | undefined): FoundSkills {
  const isKnown = more === undefined || found.byFolder.has(more.folder.toString());
  return isKnown ? found : inOrder({ ...found, skills: [...found.sorted, more] });
}

function toSkill(uri: vscode.Uri): WorkspaceSkill | undefined {
  const workspaceFolder = vscode.workspace.getWorkspaceFolder(uri);
  if (!workspaceFolder) {
    return undefined;
  }
  const folder = folderOf(uri);
  const path = folder.path.slice(workspaceFolder.uri.path.length + 1) || '.';
  return { uri, folder, workspaceFolder, path, places: [], notInBulk: null };
}

function folderOf(uri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(uri, '..');
}

/** Whether the file is called SKILL.md, in any letter case. */
export function isManifest(uri: vscode.Uri): boolean {
  return baseName(uri.path).toLowerCase() === 'skill.md';
}

function isIgnoreFile(uri: vscode.Uri): boolean {
  return uri.path.endsWith('/.gitignore');
}

function isHidden(uri: vscode.Uri): boolean {
  return /\/node_modules(?:\/|$)/.test(uri.path) || isWork(uri);
}

/** Of Git's, or in a folder that is being made. */
function isWork(uri: vscode.Uri): boolean {
  return /\/\.git(?:\/|$)/.test(uri.path) || folderInWork(uri.path) !== null;
}
