import * as vscode from 'vscode';
import type { Result } from '../core/failure.ts';
import type { Problem } from '../core/skill/problem.ts';
import type { SkillInFolder } from '../core/skill/readSkill.ts';
import type { SkillContext } from '../core/skill/skillContext.ts';
import type { SkillDocument } from '../core/skill/skillDocument.ts';
import { DisposableStore } from './disposableStore.ts';
import { isManifest, type WorkspaceSkill, type WorkspaceSkills } from './workspaceSkills.ts';

/** A skill as it stands in the editor, checked. */
export interface CheckedSkill {
  readonly skill: WorkspaceSkill;
  readonly document: SkillDocument;
  readonly context: SkillContext;
  readonly problems: readonly Problem[];
}

/**
 * Checks the workspace's skills: what is typed where a SKILL.md is open, what is on disk elsewhere. A skill's files
 * are listed once, and again after one of them changed; a check is kept until its text or files change.
 */
export class SkillChecks implements vscode.Disposable {
  readonly #owned = new DisposableStore();
  readonly #outdated = this.#owned.add(new vscode.EventEmitter<WorkspaceSkill>());
  readonly #skills: WorkspaceSkills;
  readonly #checks = new Map<string, Promise<Result<CheckedSkill>>>();
  readonly #folders = new Map<string, Promise<Result<SkillInFolder>>>();
  /** The skill's check may come out differently now. */
  readonly onDidOutdate = this.#outdated.event;

  constructor(skills: WorkspaceSkills) {
    this.#skills = skills;
    this.#owned.add(skills.onDidTouch(skill => this.#outdate(skill, true)));
    this.#owned.add(vscode.workspace.onDidChangeTextDocument(({ document }) => void this.#onText(document)));
    this.#owned.add(vscode.workspace.onDidOpenTextDocument(document => void this.#onText(document)));
    this.#owned.add(vscode.workspace.onDidCloseTextDocument(document => void this.#onText(document)));
  }

  /** The skill's check; callers share one. Fails when its folder cannot be looked at. */
  check(skill: WorkspaceSkill): Promise<Result<CheckedSkill>> {
    const key = skill.uri.toString();
    const check = this.#checks.get(key) ?? this.#check(skill);
    this.#checks.set(key, check);
    return check;
  }

  /** Everything is checked again, after a change of the rules' settings. */
  outdateAll(): void {
    this.#checks.clear();
  }

  dispose(): void {
    this.#owned.dispose();
  }

  async #onText(document: vscode.TextDocument): Promise<void> {
    if (document.uri.scheme !== 'file' || !isManifest(document.uri)) return;
    const skill = await this.#skills.of(document.uri);
    if (skill?.uri.path === document.uri.path) this.#outdate(skill, false);
  }

  #outdate(skill: WorkspaceSkill, areFilesOutdated: boolean): void {
    this.#checks.delete(skill.uri.toString());
    if (areFilesOutdated) this.#folders.delete(skill.uri.toString());
    this.#outdated.fire(skill);
  }

  async #check(skill: WorkspaceSkill): Promise<Result<CheckedSkill>> {
    const folder = await this.#folder(skill);
    if (!folder.ok) return folder;
    const [{ parseSkill }, { checkSkill, defaultProfiles }] = await Promise.all([
      import('../core/skill/parseSkill.ts'),
      import('../core/skill/checkSkill.ts'),
    ]);
    const { context } = folder.value;
    const document = parseSkill(openText(skill.uri) ?? folder.value.text);
    const problems = checkSkill(document, context, { profiles: defaultProfiles });
    return { ok: true, value: { skill, document, context, problems } };
  }

  #folder(skill: WorkspaceSkill): Promise<Result<SkillInFolder>> {
    const key = skill.uri.toString();
    const folder = this.#folders.get(key) ?? readFolder(skill);
    this.#folders.set(key, folder);
    return folder;
  }
}

async function readFolder(skill: WorkspaceSkill): Promise<Result<SkillInFolder>> {
  const [{ readSkill }, { diskFolder }] = await Promise.all([
    import('../core/skill/readSkill.ts'),
    import('../disk/diskFolder.ts'),
  ]);
  return readSkill(diskFolder(skill.folder.fsPath));
}

/** What is in the editor, saved or not. */
function openText(uri: vscode.Uri): string | undefined {
  return vscode.workspace.textDocuments
    .find(document => document.uri.toString() === uri.toString())
    ?.getText();
}
