import * as vscode from 'vscode';
import { toRange } from '../workspace/convert.ts';
import type { CheckedSkill, SkillChecks } from '../workspace/skillChecks.ts';

/**
 * "Fix all": every preferred fix at once, from the source actions, and on save where `editor.codeActionsOnSave` asks
 * for `source.fixAll` or `source.fixAll.skillwright`, which is `kind`.
 */
export async function fixAllActions(
  checks: SkillChecks,
  document: vscode.TextDocument,
  kind: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  const check = await checks.checkOf(document.uri);
  return check && check.problems.length > 0 ? toActions(await fixedBy(check), kind) : [];
}

/** In the lightbulb, behind the fixes of a problem: all at once, where there are more than these. */
export async function allFixed(
  check: CheckedSkill,
  { only }: vscode.CodeActionContext,
): Promise<readonly vscode.CodeAction[]> {
  if (only && !only.contains(vscode.CodeActionKind.QuickFix)) {
    return [];
  }
  const count = await countFixable(check);
  return count < 2 ? [] : toActions(await fixedBy(check), vscode.CodeActionKind.QuickFix, count);
}

function toActions(
  edit: vscode.WorkspaceEdit | null,
  kind: vscode.CodeActionKind,
  count?: number,
): vscode.CodeAction[] {
  if (!edit) {
    return [];
  }
  const title = count === undefined ? 'Fix all problems of SKILL.md' : `Fix all ${count} fixable problems`;
  const action = new vscode.CodeAction(title, kind);
  action.edit = edit;
  return [action];
}

/** How many different preferred fixes there are; one may take away two problems. */
async function countFixable({ problems, document, context }: CheckedSkill): Promise<number> {
  const { fixesFor } = await import('../../core/skill/fix/fixes.ts');
  const fixes = problems
    .filter(({ path }) => path === 'SKILL.md')
    .flatMap(problem => fixesFor(problem, document, context))
    .filter(({ isPreferred, edits }) => isPreferred && edits.length > 0);
  return new Set(fixes.map(({ edits }) => JSON.stringify(edits))).size;
}

async function fixedBy({
  skill,
  document,
  context,
  options,
}: CheckedSkill): Promise<vscode.WorkspaceEdit | null> {
  const [{ fixAll }, { replacedPart }, { rangeOf }] = await Promise.all([
    import('../../core/skill/fix/fixAll.ts'),
    import('../../core/skill/fix/edits.ts'),
    import('../../core/skill/document/positions.ts'),
  ]);
  const part = replacedPart(document.text, fixAll(document, context, options).text);
  if (!part) {
    return null;
  }
  const edit = new vscode.WorkspaceEdit();
  edit.replace(skill.uri, toRange(rangeOf(document, part.span)), part.text);
  return edit;
}
