import type { Uri } from 'vscode';
import type { Services } from '../../services/services.ts';

/** A skill that was just made, or has another name now: its row is there at once, and selected where the view is open. */
export async function showRow(services: Services, manifest: Uri): Promise<void> {
  const { skills, workspaceTree, workspaceView } = services;
  skills.add(manifest);
  await workspaceTree.redrawNow();
  const skill = await skills.of(manifest);
  const row = skill && workspaceTree.shownRow(skill);
  if (row && workspaceView.visible) {
    await workspaceView.reveal(row, { select: true, focus: false });
  }
}
