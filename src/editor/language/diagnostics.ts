import * as vscode from 'vscode';
import type { Failure } from '../../core/failure.ts';
import type { Problem, Severity } from '../../core/skill/problem.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { CheckedSkill, SkillChecks } from '../skillChecks.ts';
import type { WorkspaceSkill, WorkspaceSkills } from '../workspaceSkills.ts';

/** What marks our diagnostics in the Problems panel, and tells our quick fixes which ones are ours. */
export const diagnosticSource = 'Skillwright';

/** Keeps the diagnostics of every SKILL.md in the workspace up to date, open or not, live while typing. */
export class Diagnostics implements vscode.Disposable {
  readonly #owned = new DisposableStore();
  readonly #collection = this.#owned.add(vscode.languages.createDiagnosticCollection('skillwright'));
  readonly #skills: WorkspaceSkills;
  readonly #checks: SkillChecks;
  /** The files that a skill's problems were put on, to be cleared when it has none left there. */
  readonly #marked = new Map<string, readonly vscode.Uri[]>();

  constructor(skills: WorkspaceSkills, checks: SkillChecks) {
    this.#skills = skills;
    this.#checks = checks;
    this.#owned.add(skills.onDidChange(() => void this.refreshAll()));
    this.#owned.add(checks.onDidOutdate(skill => void this.#refresh(skill)));
  }

  /** Checks every skill, and forgets those that are gone. */
  async refreshAll(): Promise<void> {
    const skills = await this.#skills.all();
    const known = new Set(skills.map(({ uri }) => uri.toString()));
    for (const [key, uris] of this.#marked) {
      if (!known.has(key)) this.#clear(key, uris);
    }
    await Promise.all(skills.map(skill => this.#refresh(skill)));
  }

  dispose(): void {
    this.#owned.dispose();
  }

  async #refresh(skill: WorkspaceSkill): Promise<void> {
    const check = this.#checks.check(skill);
    const result = await check;
    // A newer check is under way: its result is the one to show.
    if (check !== this.#checks.check(skill)) return;
    const key = skill.uri.toString();
    this.#clear(key, this.#marked.get(key) ?? []);
    if (result.ok) this.#show(key, result.value);
    else await this.#showFailure(key, skill, result.failure);
  }

  #show(key: string, { skill, problems }: CheckedSkill): void {
    const byFile = Map.groupBy(problems, ({ path }) => fileUri(skill, path).toString());
    const marked: vscode.Uri[] = [];
    for (const [file, found] of byFile) {
      const uri = vscode.Uri.parse(file);
      marked.push(uri);
      this.#collection.set(uri, found.map(toDiagnostic));
    }
    this.#marked.set(key, marked);
  }

  async #showFailure(key: string, skill: WorkspaceSkill, failure: Failure): Promise<void> {
    const { describeFailure } = await import('../../core/failureText.ts');
    const diagnostic = new vscode.Diagnostic(new vscode.Range(0, 0, 0, 0), describeFailure(failure).message);
    diagnostic.source = diagnosticSource;
    this.#collection.set(skill.uri, [diagnostic]);
    this.#marked.set(key, [skill.uri]);
  }

  #clear(key: string, uris: readonly vscode.Uri[]): void {
    for (const uri of uris) this.#collection.delete(uri);
    this.#marked.delete(key);
  }
}

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

function toDiagnostic(problem: Problem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    toRange(problem.range),
    problem.message,
    severities[problem.severity],
  );
  diagnostic.source = diagnosticSource;
  diagnostic.code = problem.code;
  return diagnostic;
}

/** The same range for VS Code. */
export function toRange({ start, end }: Problem['range']): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

function fileUri(skill: WorkspaceSkill, path: string): vscode.Uri {
  return path.toLowerCase() === 'skill.md' ? skill.uri : vscode.Uri.joinPath(skill.folder, path);
}
