import * as vscode from 'vscode';
import { commandIds } from '../../contributions.ts';
import { cancelled, type Failure } from '../../core/failure/failure.ts';
import { describeFailure } from '../../core/failure/failureText.ts';
import { type Result, success } from '../../core/text/result.ts';
import { type RemoteTarget, skillLabel } from '../services/remoteTarget.ts';
import type { Services } from '../services/services.ts';
import { confirm } from '../ui/quickPick.ts';
import { notify } from '../ui/shown.ts';
import { whileFetching } from '../versions/publishedVersions.ts';

/** What of a skill is kept when it or a version of it is deleted. */
export interface Copy {
  /** To be called once it is deleted. Tells in a notification, from which it can be restored. */
  deleted(what: string): Promise<void>;
}

/**
 * Fetches a version that is about to be deleted, so that it can be restored; `version` null where there is none. Where
 * that fails, asks whether to delete it for good.
 */
export async function fetchCopy(
  services: Services,
  { registry, skill }: RemoteTarget,
  version: string | null,
): Promise<Result<Copy, Failure>> {
  if (version === null) {
    return success({ deleted: tell });
  }
  const ref = { registryId: registry.id, skillId: skill.id, version };
  const name = skillLabel(skill);
  const facts = await whileFetching(`Keep a copy of ${name}`, signal => services.versions.facts(ref, signal));
  if (facts.ok) {
    return success({ deleted: what => keep(services, registry.id, facts.value, name, what) });
  }
  if (facts.failure.kind === 'cancelled') {
    return cancelled;
  }
  const { message } = describeFailure(facts.failure);
  const details = [message, '', 'Without a copy it cannot be restored.'];
  const isSure = await confirm(`No copy of “${name}” can be kept.`, details, 'Delete for Good');
  return isSure ? success({ deleted: tell }) : cancelled;
}

async function keep(
  services: Services,
  registryId: string,
  { skillId, version }: { readonly skillId: string; readonly version: string },
  label: string,
  what: string,
): Promise<void> {
  const deleted = await services.versions.deleted();
  const id = await deleted.keep(
    { registryKey: services.connections.keyOf(registryId), skillId, version },
    label,
  );
  const restore = 'Restore';
  const answer = await notify(
    id === null ? what : `${what} A copy is kept in this machine’s cache.`,
    ...(id === null ? [] : [restore]),
  );
  if (answer === restore) {
    await vscode.commands.executeCommand(commandIds.restoreDeleted, id);
  }
}

async function tell(what: string): Promise<void> {
  void notify(what);
}
