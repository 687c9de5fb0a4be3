import * as vscode from 'vscode';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import type { VersionFacts } from '../../../core/published/cachedVersion.ts';
import { type SearchedFile, searchFiles } from '../../../core/published/searchFiles.ts';
import type { OpenVersion } from '../../../core/published/versionStore.ts';
import { versionLabel } from '../../../core/registry/versionLabel.ts';
import { isText } from '../../../core/text/binary.ts';
import { plainText } from '../../../core/text/plainText.ts';
import { type Result, success } from '../../../core/text/result.ts';
import { remoteVersionTarget, skillLabel } from '../../services/remoteTarget.ts';
import type { Services } from '../../services/services.ts';
import { createPick, type ShownRow } from '../../ui/shown.ts';
import { publishedUri } from '../../versions/addresses.ts';
import { whileFetching } from '../../versions/publishedVersions.ts';

interface Row extends ShownRow {
  readonly path: string;
  readonly range: vscode.Range;
}

interface Contents {
  readonly facts: VersionFacts;
  readonly files: readonly SearchedFile[];
}

/** Finds a file of a version by its name, or a text in its files, and opens it there. */
export async function searchVersion(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const picked = await remoteVersionTarget(services, target, 'Search in Version');
  if (!picked.ok) {
    return picked;
  }
  const { registry, skill, version } = picked.value;
  const name = `${skillLabel(skill)} ${versionLabel(version)}`;
  const ref = { registryId: registry.id, skillId: skill.id, version: version.key };
  const contents = await whileFetching(`Search in ${name}`, signal =>
    services.versions.use(ref, readTexts, signal),
  );
  if (!contents.ok) {
    return contents;
  }
  const row = await pickRow(`Search in ${name}`, contents.value.files);
  if (!row) {
    return cancelled;
  }
  const root = await services.versions.defaultRoot(registry.id, version, contents.value.facts);
  const uri = publishedUri(ref, root, row.path);
  await vscode.commands.executeCommand('vscode.open', uri, { selection: row.range });
  return success(null);
}

async function readTexts({ facts, read }: OpenVersion): Promise<Result<Contents, Failure>> {
  const files: SearchedFile[] = [];
  for (const { path } of facts.files) {
    const content = await read(path);
    if (!content.ok) {
      return content;
    }
    files.push({ path, text: isText(content.value) ? new TextDecoder().decode(content.value) : null });
  }
  return success({ facts, files });
}

function pickRow(title: string, files: readonly SearchedFile[]): Promise<Row | undefined> {
  const pick = createPick<Row>(title);
  pick.placeholder = 'The name of a file, or a text in one';
  pick.matchOnDescription = true;
  pick.showRows(fileRows(files));
  pick.onDidChangeValue(query => {
    pick.showRows([...hitRows(files, query), ...fileRows(files)]);
  });
  const { promise, resolve } = Promise.withResolvers<Row | undefined>();
  pick.onDidAccept(() => resolve(pick.selectedItems[0]));
  pick.onDidHide(() => resolve(undefined));
  pick.show();
  return promise.finally(() => pick.dispose());
}

function fileRows(files: readonly SearchedFile[]): readonly Row[] {
  const range = new vscode.Range(0, 0, 0, 0);
  return files.map(({ path }) => ({ icon: 'file', label: `${plainText(path)}`, path, range }));
}

function hitRows(files: readonly SearchedFile[], query: string): readonly Row[] {
  return searchFiles(files, query).map(({ path, line, column, length, excerpt }) => ({
    label: plainText(excerpt),
    description: `${plainText(path)}:${line + 1}`,
    alwaysShow: true,
    path,
    range: new vscode.Range(line, column, line, column + length),
  }));
}
