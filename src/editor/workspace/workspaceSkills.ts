import * as vscode from 'vscode';
import { contextKeys } from '../../contributions.ts';
import { folderInWork } from '../../core/published/workDirectoryName.ts';
import { baseName } from '../../core/text/paths.ts';
import type { Stamps } from '../../disk/folder/stamps.ts';
import type { GitChanges } from '../../disk/git/gitChanges.ts';
import { DisposableStore } from '../ui/disposableStore.ts';
import { folderOf, isFile, isFolder, isInside } from './files.ts';
import type { FoundSkills } from './foundSkills.ts';
import type { PassedSkill, SearchedSkill } from './searchWorkspace.ts';

/** A skill in the workspace: a folder with a SKILL.md. */
export type WorkspaceSkill = SearchedSkill;

/** Changes on disk that follow each other this closely, in ms, are told as one: a checkout touches hundreds of files. */
const burst = 50;

/** Finds the workspace's skills, and tells when one comes, goes, or a file of one changes. */
export class WorkspaceSkills implements vscode.Disposable {
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<void>());
  readonly #touched = this.#owned.add(new vscode.EventEmitter<WorkspaceSkill>());
  readonly #unfinished = this.#owned.add(new vscode.EventEmitter<readonly vscode.Uri[]>());
  readonly #stirred = this.#owned.add(new vscode.EventEmitter<void>());
  readonly #ignored = this.#owned.add(new vscode.EventEmitter<void>());
  #found: Promise<FoundSkills> | undefined;
  /** Nothing that is known is older, in ms since 1970. */
  readonly #startedAt = Date.now();
  #stamps: Stamps | undefined;
  #git: GitChanges | undefined;
  readonly #touchedLately = new Map<string, WorkspaceSkill>();
  #tell: NodeJS.Timeout | undefined;
  #refreshing: NodeJS.Timeout | undefined;

  /** The set of skills changed. */
  readonly onDidChange = this.#changed.event;
  /** Files in a skill's folder were written, added or removed on disk; told once for a burst. */
  readonly onDidTouch = this.#touched.event;
  /** Beside these folders is what somebody began to put in their place, in this process or another, dead or alive. */
  readonly onDidFindUnfinished = this.#unfinished.event;
  /** Something came, went or was replaced, of which more may have happened than was heard. */
  readonly onDidStir = this.#stirred.event;
  /** Git ignores or tracks other files than before, without a change of a `.gitignore`. */
  readonly onDidIgnore = this.#ignored.event;

  constructor() {
    const watcher = this.#owned.add(vscode.workspace.createFileSystemWatcher('**/*'));
    this.#owned.add(watcher.onDidCreate(uri => void this.#onCreated(uri)));
    this.#owned.add(watcher.onDidDelete(uri => void this.#onDeleted(uri)));
    this.#owned.add(watcher.onDidChange(uri => void this.#onChanged(uri)));
    // VS Code may not hear of what changes in the folders inside one that came here as a whole, by a download or a
    // move. What is done in the editor is told so; what others do is found when the skills are looked at again.
    this.#owned.add(vscode.workspace.onDidSaveTextDocument(({ uri }) => void this.touch(uri)));
    for (const happened of [vscode.workspace.onDidCreateFiles, vscode.workspace.onDidDeleteFiles]) {
      this.#owned.add(happened(({ files }) => files.forEach(uri => void this.touch(uri))));
    }
    this.#owned.add(vscode.workspace.onDidChangeWorkspaceFolders(() => this.refresh()));
    this.#owned.add({ dispose: () => clearTimeout(this.#tell) });
    this.#owned.add({ dispose: () => clearTimeout(this.#refreshing) });
  }

  /** Sorted by path. Callers share one search. */
  async all(): Promise<readonly WorkspaceSkill[]> {
    return (await this.#search()).sorted;
  }

  /** The skill whose folder this is or holds the file, the innermost one; undefined outside all. */
  async of(uri: vscode.Uri): Promise<WorkspaceSkill | undefined> {
    const { byFolder, byPlace } = await this.#search();
    // An open SKILL.md is one wherever it is: in an ignored folder, or so new that the news have not arrived.
    const isAlone = isManifest(uri) && !byFolder.has(folderOf(uri).toString());
    if (isAlone && !isWork(uri) && uri.scheme === 'file' && (await isFile(uri))) {
      const { toSkill } = await import('./foundSkills.ts');
      return toSkill(uri);
    }
    for (let end = uri.path.length; end > 0; end = uri.path.lastIndexOf('/', end - 1)) {
      const folder = uri.with({ path: uri.path.slice(0, end) }).toString();
      const skill = byFolder.get(folder) ?? byPlace.get(folder);
      if (skill) {
        return skill;
      }
    }
    return undefined;
  }

  /** Whether a SKILL.md is looked at: one that is found, open or not, and any other for as long as it is open. */
  async isLookedAt(manifest: vscode.Uri): Promise<boolean> {
    const { byFolder } = await this.#search();
    const isFound = byFolder.get(folderOf(manifest).toString())?.uri.path === manifest.path;
    return (
      isFound || vscode.workspace.textDocuments.some(({ uri }) => uri.toString() === manifest.toString())
    );
  }

  /** Skills in folders that Git ignores or tools made, which are not among `all`. */
  async passedOver(): Promise<readonly PassedSkill[]> {
    return (await this.#search()).passedOver();
  }

  /** A skill that was just made is there at once; a search, which takes longer, may find more. */
  add(manifest: vscode.Uri): void {
    const merged = this.#search().then(async found => {
      const { merge, toSkill } = await import('./foundSkills.ts');
      return merge(found, toSkill(manifest));
    });
    void this.#keep(merged);
    this.#changed.fire();
  }

  refresh(): void {
    this.#found = undefined;
    this.#changed.fire();
  }

  /**
   * Looks cheaply whether skills came, went or changed that nothing was heard of, and tells it as if it had been; true
   * when there was something.
   */
  async lookAgain(): Promise<boolean> {
    this.#stamps ??= new (await import('../../disk/folder/stamps.ts')).Stamps();
    const { sorted } = await this.#search();
    const since = this.#startedAt;
    const { placesAbove } = await import('./foundSkills.ts');
    const above = await this.#stamps.changed(placesAbove(sorted), { areDeep: false, since });
    const byPath = new Map(sorted.map(({ folder, uri }) => [folder.fsPath, uri]));
    const changed = await this.#stamps.changed([...byPath.keys()], { areDeep: true, since });
    this.#git ??= new (await import('../../disk/git/gitChanges.ts')).GitChanges();
    const isIgnoring = await this.#git.look([...byPath.keys()]);
    if (isIgnoring) {
      this.#ignored.fire();
    }
    if (above.size > 0 || isIgnoring) {
      this.refresh();
    }
    for (const path of changed) {
      const uri = byPath.get(path);
      if (uri) {
        void this.touch(uri);
      }
    }
    return isIgnoring || above.size + changed.size > 0;
  }

  /** A file of a skill may be another now; for what we have written ourselves, of which VS Code may not tell. */
  async touch(uri: vscode.Uri): Promise<void> {
    const skill = isHidden(uri) ? undefined : await this.of(uri);
    if (!skill) {
      return;
    }
    this.#touchedLately.set(skill.uri.toString(), skill);
    this.#tell ??= setTimeout(() => this.#tellTouched(), burst);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  /** One search for all that happens in a burst. */
  #refreshSoon(): void {
    this.#refreshing ??= setTimeout(() => {
      this.#refreshing = undefined;
      this.refresh();
    }, burst);
  }

  #search(): Promise<FoundSkills> {
    return this.#found ?? this.#keep(this.#find());
  }

  /** Menus know which folders are skills before any row is drawn. An older search that ends late is not told. */
  #keep(finding: Promise<FoundSkills>): Promise<FoundSkills> {
    this.#found = finding;
    const tell = ({ sorted }: FoundSkills) => {
      if (this.#found === finding) {
        const folders = sorted.flatMap(({ folder, places }) => [folder, ...places].map(uri => uri.fsPath));
        void vscode.commands.executeCommand('setContext', contextKeys.skillFolders, folders);
      }
    };
    // Why a search failed is told to whoever asked for it.
    finding.then(tell, () => undefined);
    return finding;
  }

  async #find(): Promise<FoundSkills> {
    const { searchInOrder } = await import('./foundSkills.ts');
    const found = await searchInOrder().catch((error: unknown) => {
      // The next one who asks has it tried again.
      this.#found = undefined;
      throw error;
    });
    if (found.unfinished.length > 0) {
      this.#unfinished.fire(found.unfinished);
    }
    return found;
  }

  async #onCreated(uri: vscode.Uri): Promise<void> {
    if (isHidden(uri)) {
      this.#onHidden(uri);
      return;
    }
    this.#stirred.fire();
    // A folder that was moved here arrives as one event, whatever it holds.
    const isOfFolder = await isFolder(uri);
    if (isManifest(uri) || isIgnoreFile(uri) || isOfFolder) {
      this.#refreshSoon();
    }
    await (isOfFolder ? this.#touchBelow(uri) : this.touch(uri));
  }

  async #onChanged(uri: vscode.Uri): Promise<void> {
    if (isHidden(uri)) {
      this.#onHidden(uri);
      return;
    }
    // One that was deleted and made again at once arrives as a change of it, with all that is in it or nothing.
    const isOfFolder = await isFolder(uri);
    if (isOfFolder) {
      this.#stirred.fire();
    }
    if (isIgnoreFile(uri) || isOfFolder) {
      this.#refreshSoon();
    }
    await (isOfFolder ? this.#touchBelow(uri) : this.touch(uri));
  }

  async #onDeleted(uri: vscode.Uri): Promise<void> {
    if (isHidden(uri)) {
      this.#onHidden(uri);
      return;
    }
    this.#stirred.fire();
    await this.touch(uri);
    const known = await this.all();
    if (isIgnoreFile(uri) || known.some(skill => skill.uri.path === uri.path || isInside(skill.uri, uri))) {
      this.#refreshSoon();
    }
  }

  /** Of what Git does, only what it tracks and ignores is of interest, and only once it has come to rest. */
  #onHidden({ path }: vscode.Uri): void {
    if (/\/\.git(?:\/index|\/info\/exclude)?$/.test(path)) {
      this.#stirred.fire();
    }
  }

  /** The skill that the folder is in, and those that are in it. */
  async #touchBelow(folder: vscode.Uri): Promise<void> {
    const below = (await this.all()).filter(({ uri }) => isInside(uri, folder));
    await Promise.all([folder, ...below.map(({ uri }) => uri)].map(uri => this.touch(uri)));
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
