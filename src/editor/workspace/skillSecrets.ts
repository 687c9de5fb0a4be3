import * as vscode from 'vscode';
import type { SecretFinding } from '../../core/secrets/scanner.ts';
import { DisposableStore } from '../ui/disposableStore.ts';
import type { SecretMarks } from './secretMarks.ts';
import type { WorkspaceSkill, WorkspaceSkills } from './workspaceSkills.ts';

/** How long after a skill was opened or changed its files are searched, in ms: who types or clicks goes first. */
const searchDelay = 1500;

/** Has the files of skills that are open, and of those that a publish looked into, searched for credentials. */
export class SkillSecrets implements vscode.Disposable {
  readonly #owned = new DisposableStore();
  readonly #skills: WorkspaceSkills;
  readonly #dataDirectory: string;
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  /** Loaded for the first search. */
  #marks: Promise<SecretMarks> | undefined;

  constructor(skills: WorkspaceSkills, dataDirectory: string) {
    this.#skills = skills;
    this.#dataDirectory = dataDirectory;
    const { workspace } = vscode;
    this.#owned.add(workspace.onDidOpenTextDocument(({ uri }) => void this.#onOpened(uri)));
    this.#owned.add(workspace.onDidCloseTextDocument(async () => (await this.#marks)?.forgetGone(skills)));
    this.#owned.add(skills.onDidTouch(skill => void this.#onTouched(skill)));
    this.#owned.add(skills.onDidChange(async () => (await this.#marks)?.forgetGone(skills)));
    for (const { uri } of workspace.textDocuments) {
      void this.#onOpened(uri);
    }
  }

  /** Shows what a publish has found: it has just read every file. */
  async put(skill: WorkspaceSkill, findings: readonly SecretFinding[]): Promise<void> {
    (await this.#loaded()).put(skill, findings);
  }

  /** Searches a skill's files now. */
  async search(skill: WorkspaceSkill): Promise<void> {
    await (await this.#loaded()).search(skill);
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) {
      clearTimeout(timer);
    }
    this.#owned.dispose();
  }

  async #onOpened(uri: vscode.Uri): Promise<void> {
    const skill = uri.scheme === 'file' ? await this.#skills.of(uri) : undefined;
    if (skill) {
      this.#searchSoon(skill);
    }
  }

  async #loaded(): Promise<SecretMarks> {
    this.#marks ??= import('./secretMarks.ts').then(({ SecretMarks }) =>
      this.#owned.add(new SecretMarks(this.#dataDirectory)),
    );
    return this.#marks;
  }

  async #onTouched(skill: WorkspaceSkill): Promise<void> {
    const isOpen = vscode.workspace.textDocuments.some(
      ({ uri }) => uri.scheme === 'file' && uri.path.startsWith(`${skill.folder.path}/`),
    );
    if (isOpen || (await this.#marks)?.has(skill)) {
      this.#searchSoon(skill);
    }
  }

  #searchSoon(skill: WorkspaceSkill): void {
    const key = skill.uri.toString();
    clearTimeout(this.#waiting.get(key));
    const begin = () => {
      this.#waiting.delete(key);
      void this.search(skill);
    };
    this.#waiting.set(key, setTimeout(begin, searchDelay));
  }
}
