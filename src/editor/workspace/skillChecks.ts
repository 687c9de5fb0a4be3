import * as vscode from 'vscode';
import type { SkillInFolder } from '../../core/bundle/readSkill.ts';
import type { Failure } from '../../core/failure/failure.ts';
import type { CheckOptions } from '../../core/skill/checkSkill.ts';
import { type CheckChoice, emptyChoice, toCheckOptions } from '../../core/skill/config/checkChoice.ts';
import type { SkillDocument } from '../../core/skill/document/skillDocument.ts';
import type { Problem, Profile } from '../../core/skill/problem.ts';
import type { SkillContext } from '../../core/skill/skillContext.ts';
import type { Result } from '../../core/text/result.ts';
import { Sweep } from '../../core/work/sweep.ts';
import type { FoundConfig } from '../../disk/folder/projectConfig.ts';
import type { GitCache } from '../../disk/git/gitView.ts';
import { DisposableStore } from '../ui/disposableStore.ts';
import type { ProjectConfigs } from './projectConfigs.ts';
import { onDidChangeCheckSettings, readCheckSettings } from './settings.ts';
import { isManifest, type WorkspaceSkill, type WorkspaceSkills } from './workspaceSkills.ts';

/** A skill as it stands in the editor, checked. */
export interface CheckedSkill {
  readonly skill: WorkspaceSkill;
  readonly document: SkillDocument;
  readonly context: SkillContext;
  readonly options: CheckOptions;
  readonly problems: readonly Problem[];
  /** Why the project's own file does not count; null where it does, or where there is none. */
  readonly configFailure: Failure | null;
}

/**
 * Checks the workspace's skills: what is typed where a SKILL.md is open, what is on disk elsewhere. A skill's files
 * are listed once, and again after one of them changed; a check is kept until its text, files or settings change.
 */
export class SkillChecks implements vscode.Disposable {
  readonly #owned = new DisposableStore();
  readonly #outdated = this.#owned.add(new vscode.EventEmitter<WorkspaceSkill>());
  readonly #outdatedAll = this.#owned.add(new vscode.EventEmitter<void>());
  readonly #skills: WorkspaceSkills;
  readonly #configs: ProjectConfigs;
  readonly #profilesInUse: () => readonly Profile[];
  readonly #sweep = new Sweep();
  readonly #checks = new Map<string, Promise<Result<CheckedSkill, Failure>>>();
  readonly #folders = new Map<string, Promise<Result<SkillInFolder, Failure>>>();
  /** The `.gitignore` files above the skills, which many of them share. */
  #above: GitCache = new Map();
  /** By workspace folder. */
  readonly #settings = new Map<string, CheckChoice>();
  /** The skill's check may come out differently now. */
  readonly onDidOutdate = this.#outdated.event;
  /** Every skill's may. */
  readonly onDidOutdateAll = this.#outdatedAll.event;

  constructor(skills: WorkspaceSkills, configs: ProjectConfigs, profilesInUse: () => readonly Profile[]) {
    this.#skills = skills;
    this.#configs = configs;
    this.#profilesInUse = profilesInUse;
    this.#owned.add(skills.onDidTouch(skill => this.#outdate(skill, true)));
    this.#owned.add(vscode.workspace.onDidChangeTextDocument(({ document }) => void this.#onText(document)));
    this.#owned.add(vscode.workspace.onDidOpenTextDocument(document => void this.#onText(document)));
    this.#owned.add(vscode.workspace.onDidCloseTextDocument(document => void this.#onText(document)));
    this.#owned.add(onDidChangeCheckSettings(() => this.outdateAll()));
    this.#owned.add(configs.onDidChange(() => this.outdateAll()));
    this.#owned.add(skills.onDidIgnore(() => this.outdateFiles()));
    const ignores = this.#owned.add(vscode.workspace.createFileSystemWatcher('**/.gitignore'));
    for (const happened of [ignores.onDidCreate, ignores.onDidChange, ignores.onDidDelete]) {
      this.#owned.add(happened(() => this.outdateFiles()));
    }
  }

  /** The skill's check; callers share one. Fails when its folder cannot be looked at. */
  check(skill: WorkspaceSkill): Promise<Result<CheckedSkill, Failure>> {
    const key = skill.uri.toString();
    const check = this.#checks.get(key) ?? this.#check(skill);
    this.#checks.set(key, check);
    return check;
  }

  /** The check of the skill whose SKILL.md this is; null where there is none or it fails. */
  async checkOf(manifest: vscode.Uri): Promise<CheckedSkill | null> {
    const skill = await this.#skills.of(manifest);
    if (skill?.uri.path !== manifest.path) {
      return null;
    }
    const check = await this.check(skill);
    return check.ok ? check.value : null;
  }

  /** Everything is checked again, after a change of the settings or of the registries in use; no file is read again. */
  outdateAll(): void {
    this.#settings.clear();
    this.#checks.clear();
    this.#outdatedAll.fire();
  }

  dispose(): void {
    this.#owned.dispose();
  }

  /** The same, and every skill's files are listed again: what came from outside may not have been heard of. */
  outdateFiles(): void {
    this.#above = new Map();
    this.#configs.clear();
    this.#folders.clear();
    this.outdateAll();
  }

  async #onText(document: vscode.TextDocument): Promise<void> {
    if (document.uri.scheme !== 'file' || !isManifest(document.uri)) {
      return;
    }
    const skill = await this.#skills.of(document.uri);
    if (skill?.uri.path === document.uri.path) {
      this.#outdate(skill, false);
    }
  }

  #outdate(skill: WorkspaceSkill, areFilesOutdated: boolean): void {
    this.#checks.delete(skill.uri.toString());
    if (areFilesOutdated) {
      this.#folders.delete(skill.uri.toString());
    }
    this.#outdated.fire(skill);
  }

  async #check(skill: WorkspaceSkill): Promise<Result<CheckedSkill, Failure>> {
    const isUrgent = openDocument(skill.uri) !== undefined;
    const folder = await this.#folder(skill, isUrgent);
    if (!folder.ok) {
      return folder;
    }
    return this.#sweep.check(() => this.#checkRead(skill, folder.value), { isUrgent });
  }

  async #checkRead(
    skill: WorkspaceSkill,
    { context, text }: SkillInFolder,
  ): Promise<Result<CheckedSkill, Failure>> {
    const { parseSkill } = await import('../../core/skill/document/parseSkill.ts');
    const own = this.#settingsFor(skill);
    // One that is not understood is marked itself and told above the skills, and nothing of it counts.
    const found = await this.#configs.of(skill);
    const project = found.ok ? found.value : null;
    const options = toCheckOptions(own, project?.choice ?? emptyChoice, this.#profilesInUse());
    const open = openDocument(skill.uri);
    const document = parseSkill(open?.getText() ?? text);
    const problems = (await isIgnored(skill, own, project))
      ? []
      : await findProblems(document, context, options, open?.encoding === 'utf8bom');
    const configFailure = found.ok ? null : found.failure;
    return { ok: true, value: { skill, document, context, options, problems, configFailure } };
  }

  #settingsFor(skill: WorkspaceSkill): CheckChoice {
    const key = skill.workspaceFolder.uri.toString();
    const settings = this.#settings.get(key) ?? readCheckSettings(skill.workspaceFolder.uri);
    this.#settings.set(key, settings);
    return settings;
  }

  #folder(skill: WorkspaceSkill, isUrgent: boolean): Promise<Result<SkillInFolder, Failure>> {
    const key = skill.uri.toString();
    const read = () => readFolder(skill, this.#above);
    const folder = this.#folders.get(key) ?? this.#sweep.read(read, { isUrgent });
    this.#folders.set(key, folder);
    return folder;
  }
}

/** VS Code keeps a byte order mark out of an open file's text; the rule about it, and only that one, shall see it. */
async function findProblems(
  document: SkillDocument,
  context: SkillContext,
  options: CheckOptions,
  hasHiddenMark: boolean,
): Promise<readonly Problem[]> {
  const [{ parseSkill }, { checkSkill }] = await Promise.all([
    import('../../core/skill/document/parseSkill.ts'),
    import('../../core/skill/checkSkill.ts'),
  ]);
  const problems = checkSkill(document, context, options);
  if (!hasHiddenMark) {
    return problems;
  }
  const marked = checkSkill(parseSkill(`\uFEFF${document.text}`), context, options);
  return [...marked.filter(({ code }) => code === 'byte-order-mark'), ...problems];
}

async function readFolder(skill: WorkspaceSkill, above: GitCache): Promise<Result<SkillInFolder, Failure>> {
  const [{ readSkill }, { diskFolder }] = await Promise.all([
    import('../../core/bundle/readSkill.ts'),
    import('../../disk/folder/diskFolder.ts'),
  ]);
  return readSkill(diskFolder(skill.folder.fsPath, above));
}

async function isIgnored(
  skill: WorkspaceSkill,
  own: CheckChoice,
  project: FoundConfig | null,
): Promise<boolean> {
  if (own.ignore === null && project !== null) {
    const { leavesOut } = await import('../../disk/folder/projectConfig.ts');
    return leavesOut(project, skill.folder.fsPath);
  }
  if (!own.ignore?.length || skill.path === '.') {
    return false;
  }
  const { ignoresPath } = await import('../../core/bundle/select/ignorePattern.ts');
  return ignoresPath(own.ignore, `${skill.path}/`);
}

/** What is in the editor, saved or not. */
function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
}
