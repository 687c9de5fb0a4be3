import * as vscode from 'vscode';
import { versionAbout } from '../../core/published/versionAbout.ts';
import type { VersionRef } from '../../core/published/versionAddress.ts';
import type { RemoteVersion } from '../../core/registry/contract.ts';
import { versionLabel } from '../../core/registry/versionLabel.ts';
import type { Services } from '../services/services.ts';
import { aboutUri } from '../versions/fileFactsDocuments.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';

/** A row of a comparison: what it is called after, and the two sides. */
export type Row = readonly [vscode.Uri, vscode.Uri | undefined, vscode.Uri | undefined];

/** The row above the files that says where two versions come from; none where nobody knows it of either. */
export async function aboutVersions(
  services: Services,
  registryId: string,
  skillId: string,
  older: RemoteVersion,
  newer: RemoteVersion,
): Promise<readonly Row[]> {
  const history = await services.states.history(services.connections.keyOf(registryId), skillId);
  const [before, after] = [older, newer].map(({ key }) => history.find(({ version }) => version === key));
  const since =
    before?.commit && after?.commit && vscode.workspace.isTrusted
      ? await commitsOf(services, registryId, skillId, before.commit, after.commit)
      : [];
  const left = before && aboutUri(versionAbout(versionLabel(older), before));
  const right = after && aboutUri(versionAbout(versionLabel(newer), after, since));
  const shown = right ?? left;
  return shown ? [[shown, left, right]] : [];
}

/** The row above the files that says where a version and the folder as it is now come from; none for other versions. */
export async function aboutWorkingCopy(
  services: Services,
  { registryId, skillId, version }: VersionRef,
  label: string,
  { folder }: Pick<WorkspaceSkill, 'folder'>,
): Promise<readonly Row[]> {
  const history = await services.states.history(services.connections.keyOf(registryId), skillId);
  const before = history.find(entry => entry.version === version);
  if (!before) {
    return [];
  }
  const left = aboutUri(versionAbout(label, before));
  // Git is asked about folders only that the person trusts.
  const right = vscode.workspace.isTrusted ? await folderAbout(folder.fsPath, before.commit) : undefined;
  return [[right ?? left, left, right]];
}

/** Undefined outside a repository. */
async function folderAbout(folder: string, since: string | null): Promise<vscode.Uri | undefined> {
  const [{ readProvenance }, { commitsBetween }] = await Promise.all([
    import('../../disk/git/readProvenance.ts'),
    import('../../disk/git/commits.ts'),
  ]);
  const now = await readProvenance(folder);
  if (now.commit === null) {
    return undefined;
  }
  const commits = since === null ? null : await commitsBetween(folder, since, now.commit);
  // Who looks at it is not who made it.
  return aboutUri(versionAbout('Working Copy', { ...now, by: null }, commits?.ok ? commits.value : []));
}

/** What this workspace's repository knows of the way from one version to the other; none where it does not. */
async function commitsOf(
  services: Services,
  registryId: string,
  skillId: string,
  older: string,
  newer: string,
) {
  const [{ linkedSkills }, { commitsBetween }] = await Promise.all([
    import('../links/twins.ts'),
    import('../../disk/git/commits.ts'),
  ]);
  const [skill] = await linkedSkills(services, registryId, skillId);
  const commits = skill && (await commitsBetween(skill.folder.fsPath, older, newer));
  return commits?.ok ? commits.value : [];
}
