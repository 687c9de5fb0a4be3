import * as vscode from 'vscode';
import type { Failure } from '../../../core/failure/failure.ts';
import { versionLabel } from '../../../core/registry/versionLabel.ts';
import { type Result, success } from '../../../core/text/result.ts';
import { remoteVersionTarget, skillLabel } from '../../services/remoteTarget.ts';
import type { Services } from '../../services/services.ts';
import { uriOf } from '../../services/workspaceTarget.ts';
import { whileFetching } from '../../versions/publishedVersions.ts';
import { folderTrustUri, trustUri } from '../../versions/trustReports.ts';

/** Opens the report on what a version can run, reach and hide; called on a skill of the workspace, on its folder. */
export async function showTrust(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const manifest = uriOf(target);
  const own = manifest && (await services.skills.of(manifest));
  if (own) {
    const uri = folderTrustUri(own.folder, own.folder.path.slice(own.folder.path.lastIndexOf('/') + 1));
    services.trust.renew(uri);
    await vscode.window.showTextDocument(uri);
    return success(null);
  }
  const picked = await remoteVersionTarget(services, target, 'Show What It Can Do');
  if (!picked.ok) {
    return picked;
  }
  const { registry, skill, version } = picked.value;
  const ref = { registryId: registry.id, skillId: skill.id, version: version.key };
  const facts = await whileFetching(`Look into ${skillLabel(skill)}`, signal =>
    services.versions.facts(ref, signal),
  );
  if (!facts.ok) {
    return facts;
  }
  await vscode.window.showTextDocument(trustUri(ref, `${skillLabel(skill)} ${versionLabel(version)}`));
  return success(null);
}
