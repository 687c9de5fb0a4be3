import * as vscode from 'vscode';
import type { PublishPlan } from '../../core/publish/plan/plan.ts';
import type { ReleaseNotes } from '../../core/publish/review/notesRow.ts';
import type { AllowedSecrets, Unticked } from '../../core/publish/review/readiness.ts';
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
  { allowed, notes, unticked, title, canChooseTargets, last }: ReviewState,
): Promise<ReviewAction | undefined> {
  const pick = createPick<Row>(title);
  pick.placeholder = 'Enter does what the first line says. Escape leaves everything as it is.';
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  const rows: readonly Row[] = reviewRows(plan, allowed, notes, unticked).flatMap(({ heading, rows }) => [
    ...(heading ? [{ label: heading, kind: vscode.QuickPickItemKind.Separator }] : []),
    ...rows.map(({ icon, label, description, detail, action }) => ({
      icon,
      label,
      description,
      ...(detail === undefined ? {} : { detail }),
      action,
    })),
  ]);
  pick.showRows(canChooseTargets ? [...rows, ...elsewhere] : rows);
  // After a tick, the row is where the person was.
  const again = pick.items.filter(({ action }) => isTickOf(action, last));
  pick.activeItems = again.length > 0 ? again : pick.items.slice(0, 1);
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

/** What the review is shown with. */
interface ReviewState {
  readonly allowed: AllowedSecrets;
  readonly notes: ReleaseNotes | null;
  readonly unticked: Unticked;
  readonly title: string;
  readonly canChooseTargets: boolean;
  /** What was chosen when it was last shown. */
  readonly last: ReviewAction | undefined;
}

function isTickOf(action: ReviewAction | null | undefined, last: ReviewAction | undefined): boolean {
  const targetsOf = (one: ReviewAction | null | undefined) =>
    one?.kind === 'leave-out' || one?.kind === 'take-in' ? one.targets.join() : null;
  return targetsOf(last) !== null && targetsOf(action) === targetsOf(last);
}

/** Below everything else, where there is more than one registry to publish to. */
const elsewhere: readonly Row[] = [
  { label: '', kind: vscode.QuickPickItemKind.Separator },
  { icon: 'server', label: 'Choose other registries…', alwaysShow: true, action: { kind: 'choose-targets' } },
];
