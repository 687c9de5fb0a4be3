import * as vscode from 'vscode';
import type { PublishPlan } from '../../core/publish/plan.ts';
import { type AllowedSecrets, type ReviewAction, reviewRows } from '../../core/publish/reviewRows.ts';

interface Row extends vscode.QuickPickItem {
  readonly action?: ReviewAction | null;
}

/**
 * Shows the review and resolves to what the person chose; undefined when they turned away. The first row is what Enter
 * does; rows that only tell leave the review open.
 */
export async function showReview(
  plan: PublishPlan,
  allowed: AllowedSecrets,
  title: string,
): Promise<ReviewAction | undefined> {
  const pick = vscode.window.createQuickPick<Row>();
  pick.title = title;
  pick.placeholder = 'Enter does what the first line says. Escape leaves everything as it is.';
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.items = reviewRows(plan, allowed).flatMap(({ heading, rows }) => [
    ...(heading ? [{ label: heading, kind: vscode.QuickPickItemKind.Separator }] : []),
    ...rows.map(({ icon, label, description, action }) => ({
      label: `$(${icon}) ${label}`,
      description,
      action,
    })),
  ]);
  const chosen = new Promise<ReviewAction | undefined>(resolve => {
    pick.onDidAccept(() => {
      const action = pick.selectedItems[0]?.action;
      if (action) resolve(action);
    });
    pick.onDidHide(() => resolve(undefined));
  });
  pick.show();
  try {
    return await chosen;
  } finally {
    pick.dispose();
  }
}
