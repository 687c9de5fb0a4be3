import * as vscode from 'vscode';
import { viewIds } from '../../../contributions.ts';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { type Result, success } from '../../../core/text/result.ts';
import { linkedSkills, linkedTarget, pathChoice } from '../../links/twins.ts';
import { revealVersion } from '../../reveal/revealVersion.ts';
import { remoteSkillTarget, skillLabel } from '../../services/remoteTarget.ts';
import type { Services } from '../../services/services.ts';
import { pickOne } from '../../ui/quickPick.ts';
import { notify } from '../../ui/shown.ts';

/** Shows in the Registries view what a workspace skill was last published as, or downloaded from. */
export async function revealPublished(
  services: Services,
  target: unknown,
): Promise<Result<unknown, Failure>> {
  const chosen = await linkedTarget(services, target, 'Show in Registries', 'In which registry?');
  if (!chosen) {
    return cancelled;
  }
  await revealVersion(services, chosen.registryId, chosen.link.skillId, chosen.link.version);
  return success(null);
}

/** Shows in the Workspace view the skill that is linked to a published one. */
export async function revealInWorkspace(
  services: Services,
  target: unknown,
): Promise<Result<unknown, Failure>> {
  const title = 'Show in Workspace';
  const picked = await remoteSkillTarget(services, target, title);
  if (!picked.ok) {
    return picked;
  }
  const { registry, skill } = picked.value;
  const linked = await linkedSkills(services, registry.id, skill.id);
  if (linked.length === 0) {
    void notify(`No skill of this workspace is linked to ${skillLabel(skill)}.`);
    return success(null);
  }
  const chosen =
    linked.length === 1 ? linked[0] : await pickOne(title, 'Which skill?', linked.map(pathChoice));
  if (!chosen) {
    return cancelled;
  }
  await vscode.commands.executeCommand(`${viewIds.workspace}.focus`);
  const { workspaceTree, workspaceView, workspaceListing } = services;
  if (!workspaceTree.shownRow(chosen)) {
    // A filter may hide it.
    workspaceListing.update({ text: '', onlyProblems: false });
    await workspaceTree.redrawNow();
  }
  const row = workspaceTree.shownRow(chosen) ?? (await workspaceTree.node(chosen));
  await workspaceView.reveal(row, { select: true, focus: true });
  return success(null);
}
