import * as vscode from 'vscode';
import { commandIds } from '../../contributions.ts';
import type { Failure } from '../../core/failure/failure.ts';
import type { Problem } from '../../core/skill/problem.ts';
import { DisposableStore } from '../ui/disposableStore.ts';
import { fileUri, severities, toRange } from '../workspace/convert.ts';
import type { SkillChecks } from '../workspace/skillChecks.ts';
import { isManifest, type WorkspaceSkill, type WorkspaceSkills } from '../workspace/workspaceSkills.ts';
import { BuiltinDiagnostics } from './builtinDiagnostics.ts';
import { ProblemBoard } from './problemBoard.ts';

/** What marks our diagnostics in the Problems panel, and tells our quick fixes which ones are ours. */
export const diagnosticSource = 'Skillwright';

/**
 * Keeps the problems of every skill in the workspace up to date, open or not, live while typing. What VS Code marks
 * itself is left to it.
 */
export class Diagnostics implements vscode.Disposable {
  readonly #owned = new DisposableStore();
  readonly #collection = this.#owned.add(vscode.languages.createDiagnosticCollection('skillwright'));
  readonly #builtin = this.#owned.add(new BuiltinDiagnostics());
  readonly #board = new ProblemBoard((file, problems) =>
    this.#collection.set(vscode.Uri.parse(file), problems.map(toDiagnostic)),
  );
  readonly #skills: WorkspaceSkills;
  readonly #checks: SkillChecks;
  /** By skill, the check that is waited for, and what ends when it is shown. */
  readonly #awaited = new Map<string, { readonly check: unknown; readonly shown: Promise<void> }>();

  constructor(skills: WorkspaceSkills, checks: SkillChecks) {
    this.#skills = skills;
    this.#checks = checks;
    this.#owned.add(skills.onDidChange(() => void this.refreshAll()));
    this.#owned.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => isManifest(uri) && void this.#forget(uri)),
    );
    this.#owned.add(checks.onDidOutdate(skill => void this.#refresh(skill)));
    this.#owned.add(checks.onDidOutdateAll(() => void this.refreshAll()));
    this.#owned.add(this.#builtin.onDidChange(uri => void this.#refreshAt(uri)));
  }

  /** Checks every skill, and forgets those that are gone. */
  async refreshAll(): Promise<void> {
    const skills = await this.#skills.all();
    // An open SKILL.md is checked wherever it is, also in a folder that is not searched.
    const open = vscode.workspace.textDocuments.map(({ uri }) => uri).filter(isManifest);
    const known = new Set([...skills.map(({ uri }) => uri), ...open].map(uri => uri.toString()));
    this.#board.keepOnly(owner => known.has(owner));
    await Promise.all(skills.map(skill => this.#refresh(skill)));
  }

  dispose(): void {
    this.#owned.dispose();
  }

  async #refreshAt(manifest: vscode.Uri): Promise<void> {
    const skill = await this.#skills.of(manifest);
    if (skill?.uri.path === manifest.path) {
      await this.#refresh(skill);
    }
  }

  /** Of a skill that is looked at only while it is open, nothing is left when it is closed. */
  async #forget(manifest: vscode.Uri): Promise<void> {
    if (!(await this.#skills.isLookedAt(manifest))) {
      this.#board.put(manifest.toString(), new Map());
    }
  }

  /** Shows the skill's problems as they come out; however often it is asked for, each check is shown once. */
  async #refresh(skill: WorkspaceSkill): Promise<void> {
    const key = skill.uri.toString();
    const check = this.#checks.check(skill);
    const awaited = this.#awaited.get(key);
    if (awaited?.check === check) {
      return awaited.shown;
    }
    const shown = this.#show(skill, check);
    this.#awaited.set(key, { check, shown });
    return shown;
  }

  async #show(skill: WorkspaceSkill, check: ReturnType<SkillChecks['check']>): Promise<void> {
    const key = skill.uri.toString();
    const result = await check;
    if (this.#awaited.get(key)?.check === check) {
      this.#awaited.delete(key);
    }
    const problems = result.ok ? result.value.problems : [await toProblem(result.failure)];
    const isLookedAt = await this.#skills.isLookedAt(skill.uri);
    const known = isLookedAt ? await this.#skills.of(skill.uri) : undefined;
    // The skill may have gone while it was checked, and been forgotten already; or a newer check is under way, whose
    // result is the one to show. Nothing is awaited from here on.
    if (known?.uri.path !== skill.uri.path || check !== this.#checks.check(skill)) {
      return;
    }
    const byFile = Map.groupBy(this.#own(skill, problems), ({ path }) => fileUri(skill, path).toString());
    this.#board.put(key, byFile);
  }

  /** Without those that VS Code marks itself. */
  #own(skill: WorkspaceSkill, problems: readonly Problem[]): readonly Problem[] {
    if (problems.length === 0) {
      return problems;
    }
    const isCovered = this.#builtin.coverOf(skill.uri);
    return problems.filter(problem => problem.path !== 'SKILL.md' || !isCovered(problem));
  }
}

function toDiagnostic({ code, range, message, severity }: Problem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(toRange(range), message, severities[severity]);
  diagnostic.source = diagnosticSource;
  if (code !== '') {
    diagnostic.code = { value: code, target: explanation(code) };
  }
  return diagnostic;
}

/** A click on a diagnostic's code leads to what docs/rules.md says of the rule. */
function explanation(code: string): vscode.Uri {
  const argument = encodeURIComponent(JSON.stringify([code]));
  return vscode.Uri.parse(`command:${commandIds.explainRule}?${argument}`);
}

/** A skill that cannot be looked at has that as its one problem; no rule is behind it. */
async function toProblem(failure: Failure): Promise<Problem> {
  const { describeFailure } = await import('../../core/failure/failureText.ts');
  const { message, next } = describeFailure(failure);
  const start = { line: 0, character: 0 };
  return {
    code: '',
    profile: 'spec',
    severity: 'error',
    message: next ? `${message} ${next}` : message,
    path: 'SKILL.md',
    range: { start, end: start },
  };
}
