import * as vscode from 'vscode';
import type { PublishPlan } from '../../core/publish/plan/plan.ts';
import type { ReleaseNotes } from '../../core/publish/review/notesRow.ts';
import type { AllowedSecrets } from '../../core/publish/review/readiness.ts';
import type { ReviewAction } from '../../core/publish/review/reviewRow.ts';
import { reviewRows } from '../../core/publish/review/reviewRows.ts';
import { createPick, type ShownRow } from '../ui/shown.ts';

interface Row extends ShownRow {
  readonly action?: ReviewAction | null;
}

/**
 * Shows the review and resolves to what the person chose; undefined when they turned away. The first row is what Enter
 * does; rows that only tell leave the review open.
 */
export async function showReview(
  plan: PublishPlan,
  allowed: AllowedSecrets,
  notes: ReleaseNotes | null,
  options: { readonly title: string; readonly canChooseTargets: boolean },
): Promise<ReviewAction | undefined> {
  const pick = createPick<Row>();
  pick.title = options.title;
  pick.placeholder = 'Enter does what the first line says. Escape leaves everything as it is.';
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  const rows: readonly Row[] = reviewRows(plan, allowed, notes).flatMap(({ heading, rows }) => [
    ...(heading ? [{ label: heading, kind: vscode.QuickPickItemKind.Separator }] : []),
    ...rows.map(({ icon, label, description, detail, action }) => ({
      icon,
      label,
      description,
      ...(detail === undefined ? {} : { detail }),
      action,
    })),
  ]);
  pick.showRows(options.canChooseTargets ? [...rows, ...elsewhere] : rows);
  const chosen = new Promise<ReviewAction | undefined>(resolve => {
    pick.onDidAccept(() => {
      const action = pick.selectedItems[0]?.action;
      if (action) {
        resolve(action);
      }
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

/** Below everything else, where there is more than one registry to publish to. */
const elsewhere: readonly Row[] = [
  { label: '', kind: vscode.QuickPickItemKind.Separator },
  { icon: 'server', label: 'Choose other registries…', alwaysShow: true, action: { kind: 'choose-targets' } },
];
