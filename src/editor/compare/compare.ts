import * as vscode from 'vscode';
import type { BundleFile } from '../../core/bundle/bundleFile.ts';
import { compareFiles, isSame } from '../../core/bundle/compareFiles.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { changeWords, type FilePair, filePairs } from '../../core/published/filePairs.ts';
import type { RemoteSkill, RemoteVersion } from '../../core/registry/contract.ts';
import { countedLabel, versionLabel } from '../../core/registry/versionLabel.ts';
import { isText } from '../../core/text/binary.ts';
import { baseName } from '../../core/text/paths.ts';
import { type Result, success } from '../../core/text/result.ts';
import { skillLabel } from '../services/remoteTarget.ts';
import type { Services } from '../services/services.ts';
import { notify } from '../ui/shown.ts';
import { factsUri } from '../versions/fileFactsDocuments.ts';
import { whileFetching } from '../versions/publishedVersions.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';
import { aboutVersions, aboutWorkingCopy, type Row } from './aboutVersions.ts';
import { type Side, versionSide, workspaceSide } from './side.ts';

/** Shows how `newer` differs from `older`, in VS Code's multi-file diff. */
export async function compareTwoVersions(
  services: Services,
  registryId: string,
  skill: RemoteSkill,
  older: RemoteVersion,
  newer: RemoteVersion,
): Promise<Result<null, Failure>> {
  const [before, after] = await whileFetching(`Compare ${skillLabel(skill)}`, signal =>
    Promise.all(
      [older, newer].map(version =>
        versionSide(
          services,
          { registryId, skillId: skill.id, version: version.key },
          versionLabel(version),
          { signal },
        ),
      ),
    ),
  );
  if (!before || !after) {
    throw new Error('Two versions have two sides.');
  }
  if (!before.ok) {
    return before;
  }
  if (!after.ok) {
    return after;
  }
  services.registriesTree.redrawSkill(registryId, skill);
  const about = await aboutVersions(services, registryId, skill.id, older, newer);
  return showComparison(skillLabel(skill), before.value, after.value, about);
}

/** Shows how a workspace skill, as it is now, differs from a published version. */
export async function compareWithPublished(
  services: Services,
  skill: Pick<WorkspaceSkill, 'folder' | 'uri'>,
  registryId: string,
  skillId: string,
  version: string,
): Promise<Result<null, Failure>> {
  const name = baseName(skill.folder.path);
  const ref = { registryId, skillId, version };
  const label = await labelOf(services, registryId, skillId, version);
  const published = await whileFetching(`Compare ${name}`, signal =>
    versionSide(services, ref, label, { root: skill.folder.path, signal }),
  );
  if (!published.ok) {
    return published;
  }
  const workingCopy = await workspaceSide(skill);
  if (!workingCopy.ok) {
    return workingCopy;
  }
  const about = await aboutWorkingCopy(services, ref, label, skill);
  return showComparison(name, published.value, workingCopy.value, about, title =>
    services.compared.add(title, skill.uri),
  );
}

/** What people call a version of which only the key is known; asks the registry if it is not listed yet. */
async function labelOf(
  services: Services,
  registryId: string,
  skillId: string,
  key: string,
): Promise<string> {
  const browser = await services.connections.browser(registryId);
  if (!browser.ok) {
    return key;
  }
  const listed = browser.value.versions(skillId).get(key);
  if (listed) {
    return versionLabel(listed);
  }
  const counted = countedLabel(key);
  if (counted !== null) {
    return counted;
  }
  const version = await browser.value.registry.getVersion(skillId, key);
  return version.ok ? versionLabel(version.value) : key;
}

async function showComparison(
  name: string,
  before: Side,
  after: Side,
  about: readonly Row[] = [],
  onTitle: (title: string) => void = () => undefined,
): Promise<Result<null, Failure>> {
  const comparison = compareFiles(before.files, after.files);
  if (isSame(comparison)) {
    void notify(`${name}: ${before.label} and ${after.label} hold the same files, byte for byte.`);
    return success(null);
  }
  const title = `${name}: ${before.label} ↔ ${after.label} (${changeWords(comparison)})`;
  const rows: Row[] = [...about];
  for (const pair of filePairs(comparison)) {
    const row = await toRow(pair, before, after);
    if (!row.ok) {
      return row;
    }
    rows.push(row.value);
  }
  onTitle(title);
  await vscode.commands.executeCommand('vscode.changes', title, rows);
  return success(null);
}

async function toRow(pair: FilePair, before: Side, after: Side): Promise<Result<Row, Failure>> {
  const original = pair.before ? before.uriOf(pair.path) : undefined;
  const modified = pair.after ? after.uriOf(pair.path) : undefined;
  const shown = modified ?? original;
  if (!shown) {
    throw new Error('A pair has at least one file.');
  }
  const readable = pair.isModeOnly ? success(false) : await areText(pair, before, after);
  if (!readable.ok) {
    return readable;
  }
  return success(
    readable.value ? [shown, original, modified] : [shown, factsOf(pair.before), factsOf(pair.after)],
  );
}

function factsOf(file: BundleFile | null): vscode.Uri | undefined {
  return file ? factsUri(file) : undefined;
}

async function areText(pair: FilePair, before: Side, after: Side): Promise<Result<boolean, Failure>> {
  for (const side of [pair.before && before, pair.after && after]) {
    const content = await side?.read(pair.path);
    if (content && !content.ok) {
      return content;
    }
    if (content && !isText(content.value)) {
      return success(false);
    }
  }
  return success(true);
}
