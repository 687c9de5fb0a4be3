import * as vscode from 'vscode';
import type { Fix, Problem } from '../../core/skill/problem.ts';
import type { CheckedSkill, SkillChecks } from '../skillChecks.ts';
import type { WorkspaceSkills } from '../workspaceSkills.ts';
import { diagnosticSource, toRange } from './diagnostics.ts';

/** The ways out of the problems at the cursor, decided by each problem's code and data. */
export class QuickFixes implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };
  readonly #skills: WorkspaceSkills;
  readonly #checks: SkillChecks;

  constructor(skills: WorkspaceSkills, checks: SkillChecks) {
    this.#skills = skills;
    this.#checks = checks;
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const skill = await this.#skills.of(document.uri);
    if (skill?.uri.path !== document.uri.path) return [];
    const check = await this.#checks.check(skill);
    if (!check.ok) return [];
    const { fixesFor } = await import('../../core/skill/fixes.ts');
    const { problems } = check.value;
    return problems
      .filter(
        problem => problem.path === 'SKILL.md' && toRange(problem.range).intersection(range) !== undefined,
      )
      .flatMap(problem =>
        fixesFor(problem, check.value.document, check.value.context).map(fix =>
          toAction(fix, problem, check.value, context),
        ),
      );
  }
}

function toAction(
  fix: Fix,
  problem: Problem,
  { skill }: CheckedSkill,
  context: vscode.CodeActionContext,
): vscode.CodeAction {
  const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
  action.isPreferred = fix.isPreferred;
  action.diagnostics = context.diagnostics.filter(
    ({ source, code, range }) =>
      source === diagnosticSource && code === problem.code && range.isEqual(toRange(problem.range)),
  );
  action.edit = new vscode.WorkspaceEdit();
  for (const { range, text } of fix.edits) action.edit.replace(skill.uri, toRange(range), text);
  if (fix.renameFolder !== undefined) {
    action.edit.renameFile(skill.folder, vscode.Uri.joinPath(skill.folder, '..', fix.renameFolder));
  }
  return action;
}
