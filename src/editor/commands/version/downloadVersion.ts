import * as vscode from 'vscode';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { runningVersion } from '../../../core/published/rollBackChoices.ts';
import { versionLabel } from '../../../core/registry/versionLabel.ts';
import { failed, type Result, success } from '../../../core/text/result.ts';
import { compareWithPublished } from '../../compare/compare.ts';
import { bringDown } from '../../download/bringDown.ts';
import { choosePlace, type DownloadPlace } from '../../download/choosePlace.ts';
import {
  type RemoteVersionTarget,
  remoteSkillTarget,
  remoteVersionTarget,
  skillLabel,
} from '../../services/remoteTarget.ts';
import type { Services } from '../../services/services.ts';
import { rowOf } from '../../tree/rowOf.ts';
import { askModally } from '../../ui/shown.ts';
import { whileFetching } from '../../versions/publishedVersions.ts';
import { exists } from '../../workspace/files.ts';

/** Brings a published version down as a folder of the workspace, linked so that it can be published back. */
export async function downloadVersion(
  services: Services,
  target: unknown,
): Promise<Result<unknown, Failure>> {
  if (!vscode.workspace.isTrusted) {
    return failed({ kind: 'untrusted-workspace', action: 'download' });
  }
  const picked = await versionTarget(services, target);
  if (!picked.ok) {
    return picked;
  }
  const { registry, skill, version } = picked.value;
  const title = `Download ${skillLabel(skill)} ${versionLabel(version)}`;
  const ref = { registryId: registry.id, skillId: skill.id, version: version.key };
  const facts = await whileFetching(title, signal => services.versions.facts(ref, signal));
  if (!facts.ok) {
    return facts;
  }
  const place = await choosePlace(services, title, registry.id, skill.id, facts.value.folderName);
  if (!place) {
    return cancelled;
  }
  const answer = (await exists(place.folder)) ? await askToReplace(place) : 'download';
  switch (answer) {
    case undefined:
      return cancelled;
    case 'compare': {
      const uri = vscode.Uri.joinPath(place.folder, 'SKILL.md');
      return compareWithPublished(
        services,
        { folder: place.folder, uri },
        registry.id,
        skill.id,
        version.key,
      );
    }
    default:
      return bringDown(services, picked.value, place, { isReplacing: answer === 'replace' });
  }
}

/** The version that it is called on; of a skill's row, the one that runs. */
async function versionTarget(
  services: Services,
  target: unknown,
): Promise<Result<RemoteVersionTarget, Failure>> {
  const title = 'Download';
  if (!rowOf(target, 'skill')) {
    return remoteVersionTarget(services, target, title);
  }
  const picked = await remoteSkillTarget(services, target, title);
  if (!picked.ok) {
    return picked;
  }
  const { browser, registry, skill } = picked.value;
  const versions = await browser.versions(skill.id).first();
  if (versions.failure) {
    return failed(versions.failure);
  }
  const key = runningVersion(skill, versions.items);
  if (key === null) {
    return failed({ kind: 'empty-skill', registry: registry.label, skill: skillLabel(skill) });
  }
  const listed = browser.versions(skill.id).get(key);
  const version = listed ? success(listed) : await registry.getVersion(skill.id, key);
  return version.ok ? success({ ...picked.value, version: version.value }) : version;
}

async function askToReplace({ path }: DownloadPlace): Promise<'compare' | 'replace' | undefined> {
  const compare = 'Compare';
  const replace = 'Replace, Keep a Backup';
  const answer = await askModally(
    `${path} exists already.`,
    'Comparing changes nothing. Replacing moves the folder as it is now to a backup.',
    replace,
    compare,
  );
  if (answer === undefined) {
    return undefined;
  }
  return answer === compare ? 'compare' : 'replace';
}
