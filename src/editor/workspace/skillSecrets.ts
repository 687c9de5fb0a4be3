import * as vscode from 'vscode';
import type { SecretFinding } from '../../core/secrets/scanner.ts';
import type { Problem } from '../../core/skill/problem.ts';
import { Lane } from '../../core/work/lane.ts';
import { DisposableStore } from '../ui/disposableStore.ts';
import { fileUri, toRange } from './convert.ts';
import type { WorkspaceSkill, WorkspaceSkills } from './workspaceSkills.ts';

/** How long after a skill was opened or changed its files are searched, in ms: who types or clicks goes first. */
const searchDelay = 1500;

/**
 * Marks what looks like a credential in the files of skills that are open, and of those that a publish looked into. A
 * search reads every file that would be published, as it is on the disk.
 */
export class SkillSecrets implements vscode.Disposable {
  readonly #owned = new DisposableStore();
  readonly #collection = this.#owned.add(vscode.languages.createDiagnosticCollection('skillwright secrets'));
  readonly #skills: WorkspaceSkills;
  readonly #dataDirectory: string;
  readonly #lane = new Lane(1);
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  /** The marked files of each skill. */
  readonly #marked = new Map<string, readonly vscode.Uri[]>();

  constructor(skills: WorkspaceSkills, dataDirectory: string) {
    this.#skills = skills;
    this.#dataDirectory = dataDirectory;
    const { workspace } = vscode;
    this.#owned.add(workspace.onDidOpenTextDocument(({ uri }) => void this.#onOpened(uri)));
    this.#owned.add(skills.onDidTouch(skill => this.#onTouched(skill)));
    for (const { uri } of workspace.textDocuments) {
      void this.#onOpened(uri);
    }
  }

  /** Shows what a publish has found: it has just read every file. */
  async put(skill: WorkspaceSkill, findings: readonly SecretFinding[]): Promise<void> {
    const { secretProblem } = await import('../../core/publish/plan/secretProblems.ts');
    this.#mark(skill, findings.map(secretProblem));
  }

  /** Searches a skill's files now. */
  async search(skill: WorkspaceSkill): Promise<void> {
    await this.#lane.run(async () => {
      const [{ secretProblems }, { secretlintScanner }, { diskFolder }, { linkPlaces }] = await Promise.all([
        import('../../core/publish/plan/secretProblems.ts'),
        import('../../core/secrets/secretlintScanner.ts'),
        import('../../disk/folder/diskFolder.ts'),
        import('../../disk/link/linkPlaces.ts'),
      ]);
      const root = skill.workspaceFolder.uri.fsPath;
      const place = linkPlaces({ root, dataDirectory: this.#dataDirectory })(skill.folder.fsPath, null);
      const source = { folder: diskFolder(skill.folder.fsPath), path: skill.path };
      const problems = await secretProblems(source, place, await secretlintScanner());
      // What cannot be read is told by the skill's own problems, and by publishing.
      this.#mark(skill, problems.ok ? problems.value : []);
    });
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

  #onTouched(skill: WorkspaceSkill): void {
    const isOpen = vscode.workspace.textDocuments.some(
      ({ uri }) => uri.scheme === 'file' && uri.path.startsWith(`${skill.folder.path}/`),
    );
    if (isOpen || this.#marked.has(skill.uri.toString())) {
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

  #mark(skill: WorkspaceSkill, problems: readonly Problem[]): void {
    const key = skill.uri.toString();
    const byFile = Map.groupBy(problems, ({ path }) => fileUri(skill, path).toString());
    for (const uri of this.#marked.get(key) ?? []) {
      if (!byFile.has(uri.toString())) {
        this.#collection.delete(uri);
      }
    }
    const files = [...byFile].map(([file, found]) => ({ uri: vscode.Uri.parse(file), found }));
    for (const { uri, found } of files) {
      this.#collection.set(uri, found.map(toDiagnostic));
    }
    if (files.length > 0) {
      this.#marked.set(
        key,
        files.map(({ uri }) => uri),
      );
    } else {
      this.#marked.delete(key);
    }
  }
}

function toDiagnostic({ message, range, code }: Problem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(toRange(range), message, vscode.DiagnosticSeverity.Error);
  diagnostic.source = 'Skillwright';
  diagnostic.code = code;
  return diagnostic;
}
