import * as vscode from 'vscode';
import { configFileName } from '../../core/skill/config/checkChoice.ts';
import type { ConfigAnswer, ConfigCache } from '../../disk/folder/projectConfig.ts';
import { DisposableStore } from '../ui/disposableStore.ts';
import type { WorkspaceSkill } from './workspaceSkills.ts';

/** The `skillwright.config.json` files that the workspace's skills are under; read once, and again after a change. */
export class ProjectConfigs implements vscode.Disposable {
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<void>());
  readonly #met = this.#owned.add(new vscode.EventEmitter<vscode.Uri>());
  #cache: ConfigCache = new Map();
  readonly #told = new Set<string>();
  /** What holds for some skill is another file, or says something else. */
  readonly onDidChange = this.#changed.event;
  /** Such a file was read, opened, typed in, written, or is gone. */
  readonly onDidMeet = this.#met.event;

  constructor() {
    const watcher = this.#owned.add(vscode.workspace.createFileSystemWatcher(`**/${configFileName}`));
    for (const happened of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) {
      this.#owned.add(happened(uri => this.#reread(uri)));
    }
    const { onDidOpenTextDocument, onDidChangeTextDocument, onDidCloseTextDocument } = vscode.workspace;
    this.#owned.add(onDidOpenTextDocument(({ uri }) => this.#meet(uri)));
    this.#owned.add(onDidCloseTextDocument(({ uri }) => this.#meet(uri)));
    this.#owned.add(onDidChangeTextDocument(({ document }) => this.#meet(document.uri)));
  }

  /** The file that holds for a skill; null where there is none. */
  async of({
    folder,
    workspaceFolder,
  }: Pick<WorkspaceSkill, 'folder' | 'workspaceFolder'>): Promise<ConfigAnswer> {
    const { findProjectConfig } = await import('../../disk/folder/projectConfig.ts');
    const answer = await findProjectConfig(folder.fsPath, workspaceFolder.uri.fsPath, this.#cache);
    const path = answer.ok ? answer.value?.path : 'path' in answer.failure ? answer.failure.path : null;
    if (path && !this.#told.has(path)) {
      this.#told.add(path);
      this.#met.fire(vscode.Uri.file(path));
    }
    return answer;
  }

  /** Looks whether such a file came, went or changed unheard, as with a folder that is deleted as a whole. */
  async lookAgain(): Promise<void> {
    const { lookAnew } = await import('../../disk/folder/projectConfig.ts');
    const before = this.#cache;
    const anew = await lookAnew(before);
    if (anew !== null && this.#cache === before) {
      const told = [...this.#told];
      this.clear();
      this.#cache = anew;
      for (const path of told) {
        this.#met.fire(vscode.Uri.file(path));
      }
      this.#changed.fire();
    }
  }

  /** Forgets what was read: the files may have changed where nobody watches. */
  clear(): void {
    this.#cache = new Map();
    this.#told.clear();
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #reread(uri: vscode.Uri): void {
    this.clear();
    this.#met.fire(uri);
    this.#changed.fire();
  }

  #meet(uri: vscode.Uri): void {
    if (uri.scheme === 'file' && uri.path.endsWith(`/${configFileName}`)) {
      this.#met.fire(uri);
    }
  }
}
