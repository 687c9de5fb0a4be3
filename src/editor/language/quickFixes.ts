import * as vscode from 'vscode';
import { commandIds } from '../../contributions.ts';
import { coreMarkOf } from '../../core/skill/coreMarks.ts';
import type { Fix, Problem } from '../../core/skill/problem.ts';
import type { SkillChecks } from '../skillChecks.ts';
import type { WorkspaceSkill } from '../workspaceSkills.ts';
import { severities, toEdit, toRange } from './convert.ts';
import { isCores } from './coreDiagnostics.ts';
import { diagnosticSource } from './diagnostics.ts';

/**
 * The ways out of the problems at the cursor, decided by each problem's code and data. They do not depend on whose
 * mark is there: where VS Code marks the problem itself, ours stays away and its fixes are offered all the same.
 */
export class QuickFixes implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };
  readonly #checks: SkillChecks;

  constructor(checks: SkillChecks) {
    this.#checks = checks;
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const check = await this.#checks.checkOf(document.uri);
    const here = check?.problems.filter(
      problem => problem.path === 'SKILL.md' && toRange(problem.range).intersection(range) !== undefined,
    );
    if (!check || !here || here.length === 0) return [];
    const { fixesFor } = await import('../../core/skill/fixes.ts');
    const fixes = here.flatMap(problem => {
      const diagnostics = context.diagnostics.filter(diagnostic => isMarkOf(diagnostic, problem));
      return fixesFor(problem, check.document, check.context).map(fix =>
        toAction(fix, check.skill, diagnostics),
      );
    });
    return [...fixes, ...here.filter(canBeTurnedOff).map(turnOff)];
  }
}

/** Whether a mark, ours or VS Code's own, is that of the problem. */
function isMarkOf(diagnostic: vscode.Diagnostic, problem: Problem): boolean {
  const { source, severity, code, range } = diagnostic;
  if (range.intersection(toRange(problem.range)) === undefined) return false;
  if (source === diagnosticSource) return typeof code === 'object' && code.value === problem.code;
  const mark = coreMarkOf(problem.code);
  return mark !== null && severity === severities[mark.severity] && isCores(diagnostic);
}

function toAction(fix: Fix, skill: WorkspaceSkill, diagnostics: vscode.Diagnostic[]): vscode.CodeAction {
  const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
  action.isPreferred = fix.isPreferred;
  action.diagnostics = diagnostics;
  action.edit = toEdit(fix, skill);
  return action;
}

/** What a registry or the specification refuses is not made better by silence. */
function canBeTurnedOff({ severity }: Problem): boolean {
  return severity !== 'error';
}

function turnOff({ code }: Problem): vscode.CodeAction {
  const title = `Turn off "${code}" in this workspace`;
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { command: commandIds.setRule, title, arguments: [{ code, severity: 'off' }] };
  return action;
}
