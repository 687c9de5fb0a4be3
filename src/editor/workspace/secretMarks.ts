import * as vscode from 'vscode';
import { secretProblem, secretProblems } from '../../core/publish/plan/secretProblems.ts';
import type { SecretFinding } from '../../core/secrets/scanner.ts';
import { secretlintScanner } from '../../core/secrets/secretlintScanner.ts';
import type { Problem } from '../../core/skill/problem.ts';
import { Lane } from '../../core/work/lane.ts';
import { diskFolder } from '../../disk/folder/diskFolder.ts';
import { linkPlaces } from '../../disk/link/linkPlaces.ts';
import { fileUri, toRange } from './convert.ts';
import type { WorkspaceSkill, WorkspaceSkills } from './workspaceSkills.ts';

/** The marks of what looks like a credential, in the files of skills. */
export class SecretMarks implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('skillwright secrets');
  readonly #dataDirectory: string;
  readonly #lane = new Lane(1);
  /** The marked files of each skill. */
  readonly #marked = new Map<string, readonly vscode.Uri[]>();

  constructor(dataDirectory: string) {
    this.#dataDirectory = dataDirectory;
  }

  has(skill: WorkspaceSkill): boolean {
    return this.#marked.has(skill.uri.toString());
  }

  put(skill: WorkspaceSkill, findings: readonly SecretFinding[]): void {
    this.#mark(skill, findings.map(secretProblem));
  }

  /** Reads every file that would be published, as it is on the disk. */
  async search(skill: WorkspaceSkill): Promise<void> {
    await this.#lane.run(async () => {
      const root = skill.workspaceFolder.uri.fsPath;
      const place = linkPlaces({ root, dataDirectory: this.#dataDirectory })(skill.folder.fsPath, null);
      const source = { folder: diskFolder(skill.folder.fsPath), path: skill.path };
      const problems = await secretProblems(source, place, await secretlintScanner());
      // What cannot be read is told by the skill's own problems, and by publishing.
      this.#mark(skill, problems.ok ? problems.value : []);
    });
  }

  /**
   * Forgets what was marked of skills that are gone: with a folder above them, nobody tells of each. Those that are not
   * found by a search are as good as gone once none of their files is open.
   */
  async forgetGone(skills: Pick<WorkspaceSkills, 'of' | 'isLookedAt'>): Promise<void> {
    for (const [key, files] of [...this.#marked]) {
      const uri = vscode.Uri.parse(key);
      const isThere = (await skills.of(uri))?.uri.path === uri.path;
      if (!isThere || !(isOpen(uri) || (await skills.isLookedAt(uri)))) {
        for (const file of files) {
          this.#collection.delete(file);
        }
        this.#marked.delete(key);
      }
    }
  }

  dispose(): void {
    this.#collection.dispose();
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

/** Whether a file of the skill is open. */
function isOpen(manifest: vscode.Uri): boolean {
  const folder = manifest.path.slice(0, manifest.path.lastIndexOf('/') + 1);
  return vscode.workspace.textDocuments.some(
    ({ uri }) => uri.scheme === manifest.scheme && uri.path.startsWith(folder),
  );
}

function toDiagnostic({ message, range, code }: Problem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(toRange(range), message, vscode.DiagnosticSeverity.Error);
  diagnostic.source = 'Skillwright';
  diagnostic.code = code;
  return diagnostic;
}
