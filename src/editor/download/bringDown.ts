import * as vscode from 'vscode';
import { commandIds } from '../../contributions.ts';
import { cancelled, type Failure } from '../../core/failure/failure.ts';
import { describeFailure } from '../../core/failure/failureText.ts';
import { downloadSkill } from '../../core/published/download.ts';
import { versionLabel } from '../../core/registry/versionLabel.ts';
import { type Result, success } from '../../core/text/result.ts';
import { unpackBundle } from '../../disk/files/unpackBundle.ts';
import { linkPlaceOf } from '../links/twins.ts';
import { type RemoteVersionTarget, skillLabel } from '../services/remoteTarget.ts';
import type { Services } from '../services/services.ts';
import { showFailure } from '../services/showFailure.ts';
import type { VersionNode } from '../tree/registryNode.ts';
import { withProgress } from '../ui/progress.ts';
import { askModally, notify } from '../ui/shown.ts';
import { saveOpenFiles } from '../workspace/files.ts';
import { backupPath, openBackup } from './backups.ts';
import type { DownloadPlace } from './choosePlace.ts';

interface BringOptions {
  readonly isReplacing: boolean;
  /** The person wants it although it is not what was published. */
  readonly isChangeAccepted?: boolean;
}

/** Puts a version's files in their place, whole or not at all, and says so. A folder in the way goes to a backup. */
export async function bringDown(
  services: Services,
  target: RemoteVersionTarget,
  place: DownloadPlace,
  { isReplacing, isChangeAccepted = false }: BringOptions,
): Promise<Result<unknown, Failure>> {
  const { registry, skill, version } = target;
  // What is typed and not saved belongs to the folder that goes to the backup.
  const saved = await saveOpenFiles([place.folder]);
  if (!saved.ok) {
    return saved;
  }
  const backup = isReplacing ? backupPath(services, place.folder) : null;
  const { folder, workspaceFolder } = place;
  const link =
    skill.isOwn && workspaceFolder
      ? await linkPlaceOf(services, { folder, workspaceFolder }, registry.id)
      : null;
  const versions = await services.versions.store();
  const title = `Download ${skillLabel(skill)} ${versionLabel(version)}`;
  const done = await withProgress(title, (report, signal) => {
    report('unpacking');
    const unpack = (archive: Blob, stop?: AbortSignal) =>
      unpackBundle(archive, place.folder.fsPath, {
        ...(backup === null ? {} : { backup }),
        signal: stop,
      });
    const from = { registry, key: services.connections.keyOf(registry.id) };
    return downloadSkill(
      { target: from, version, place: link, isChangeAccepted },
      { versions, unpack },
      signal,
    );
  });
  if (!done.ok) {
    const isChanged = done.failure.kind === 'changed-since-published';
    return isChanged && (await wantsChanged(done.failure))
      ? bringDown(services, target, place, { isReplacing, isChangeAccepted: true })
      : isChanged
        ? cancelled
        : done;
  }
  services.skills.refresh();
  services.states.outdateAll();
  await services.workspaceTree.redrawNow();
  if (done.value.afterwards) {
    await showFailure(services, done.value.afterwards);
  }
  const { files } = done.value.content;
  const manifest = files.find(({ path }) => path.toLowerCase() === 'skill.md')?.path ?? 'SKILL.md';
  const text = `${skillLabel(skill)} ${versionLabel(version)} is in ${place.path}.`;
  await tell(
    text,
    { kind: 'version', registryId: registry.id, skill, version },
    { here: vscode.Uri.joinPath(place.folder, manifest), backup },
  );
  return success(null);
}

/** Asks whether to take what is not what was published. */
async function wantsChanged(failure: Failure): Promise<boolean> {
  const { message, next } = describeFailure(failure);
  const detail = next ?? '';
  const anyway = 'Download All the Same';
  return (await askModally(message, detail, anyway)) === anyway;
}

async function tell(
  text: string,
  node: VersionNode,
  { here, backup }: { readonly here: vscode.Uri; readonly backup: string | null },
): Promise<void> {
  const open = 'Open SKILL.md';
  const look = 'What It Can Do';
  const showBackup = 'Open Backup';
  const note = backup === null ? '' : ' What was there before is kept as a backup.';
  const buttons = backup === null ? [open, look] : [open, look, showBackup];
  const answer = await notify(`${text}${note}`, ...buttons);
  if (answer === open) {
    await vscode.window.showTextDocument(here);
  }
  if (answer === look) {
    await vscode.commands.executeCommand(commandIds.showTrust, node);
  }
  if (answer === showBackup && backup !== null) {
    await openBackup(backup);
  }
}
