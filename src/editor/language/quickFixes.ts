import * as vscode from 'vscode';
import { commandIds } from '../../contributions.ts';
import { builtinMarkOf } from '../../core/skill/builtinMarks.ts';
import type { Fix, Problem } from '../../core/skill/problem.ts';
import { severities, toRange } from '../workspace/convert.ts';
import { toEdit } from '../workspace/fixEdits.ts';
import type { SkillChecks } from '../workspace/skillChecks.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';
import { isBuiltin } from './builtinDiagnostics.ts';
import { diagnosticSource } from './diagnostics.ts';
import { allFixed } from './fixAllActions.ts';

/**
 * The ways out of the problems at the cursor, decided by each problem's code and data. They do not depend on whose
 * mark is there: where VS Code marks the problem itself, ours stays away and its fixes are offered all the same.
 */
export async function quickFixes(
  checks: SkillChecks,
  document: vscode.TextDocument,
  range: vscode.Range,
  context: vscode.CodeActionContext,
): Promise<vscode.CodeAction[]> {
  const check = await checks.checkOf(document.uri);
  const here = check?.problems.filter(
    problem => problem.path === 'SKILL.md' && toRange(problem.range).intersection(range) !== undefined,
  );
  if (!check || !here || here.length === 0) {
    return [];
  }
  const [{ fixesFor }, { ignoreFix }] = await Promise.all([
    import('../../core/skill/fix/fixes.ts'),
    import('../../core/skill/fix/ignoreFix.ts'),
  ]);
  const fixes = here.flatMap(problem =>
    fixesFor(problem, check.document, check.context).map(fix => toAction(fix, problem, check.skill, context)),
  );
  const all = await allFixed(check, context);
  const silences = here.filter(canBeSilenced).flatMap(problem => {
    const ignore = ignoreFix(problem, check.document);
    return [
      ...(ignore ? [toAction(ignore, problem, check.skill, context)] : []),
      ...otherSeverities(problem, check.skill),
    ];
  });
  const explanations = [...new Set(here.map(({ code }) => code))].map(explain);
  return [...withoutTwins(fixes), ...all, ...silences, ...explanations];
}

/** One fix may take away two problems, such as a name that has wrong characters and differs from the folder's. */
function withoutTwins(actions: readonly vscode.CodeAction[]): vscode.CodeAction[] {
  const byTitle = Map.groupBy(actions, ({ title }) => title);
  return [...byTitle.values()].flatMap(([first, ...twins]) => {
    if (!first) {
      return [];
    }
    const diagnostics = [first, ...twins].flatMap(action => action.diagnostics ?? []);
    first.diagnostics = [...new Set(diagnostics)];
    return [first];
  });
}

/** Whether a mark, ours or VS Code's own, is that of the problem. */
function isMarkOf(diagnostic: vscode.Diagnostic, problem: Problem): boolean {
  const { source, severity, code, range } = diagnostic;
  if (range.intersection(toRange(problem.range)) === undefined) {
    return false;
  }
  if (source === diagnosticSource) {
    return typeof code === 'object' && code.value === problem.code;
  }
  const mark = builtinMarkOf(problem.code);
  return mark !== null && severity === severities[mark.severity] && isBuiltin(diagnostic);
}

function toAction(
  fix: Fix,
  problem: Problem,
  skill: WorkspaceSkill,
  context: vscode.CodeActionContext,
): vscode.CodeAction {
  const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
  action.isPreferred = fix.isPreferred;
  action.diagnostics = context.diagnostics.filter(diagnostic => isMarkOf(diagnostic, problem));
  if (problem.code === 'byte-order-mark') {
    // VS Code keeps the mark out of a file's text, where no edit reaches it.
    const { removeMark } = commandIds;
    action.command = { command: removeMark, title: fix.title, arguments: [skill.uri] };
  } else {
    action.edit = toEdit(fix, skill);
  }
  return action;
}

/** What a registry or the specification refuses is not made better by silence. */
function canBeSilenced({ severity }: Problem): boolean {
  return severity !== 'error';
}

/** A rule may be less in this workspace, or nothing. */
function otherSeverities({ code, severity }: Problem, { uri }: WorkspaceSkill): readonly vscode.CodeAction[] {
  const choices = [
    ...(severity === 'warning'
      ? [['information', `Show "${code}" as information in this workspace`] as const]
      : []),
    ['off', `Turn off "${code}" in this workspace`] as const,
  ];
  return choices.map(([chosen, title]) => {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.command = {
      command: commandIds.setRule,
      title,
      arguments: [{ code, severity: chosen, file: `${uri}` }],
    };
    return action;
  });
}

function explain(code: string): vscode.CodeAction {
  const title = `Explain "${code}"`;
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { command: commandIds.explainRule, title, arguments: [code] };
  return action;
}
