import * as vscode from 'vscode';
import type { Failure } from '../../core/failure/failure.ts';
import { formatAddress, parseAddress, rootOf, type VersionRef } from '../../core/published/versionAddress.ts';
import type { Result } from '../../core/text/result.ts';
import type { TrustReport } from '../../core/trust/trustReport.ts';
import { publishedUri, trustScheme } from './addresses.ts';
import type { PublishedVersions } from './publishedVersions.ts';

type Reported = Pick<PublishedVersions, 'facts' | 'report'>;

const suffix = ' – what it can do.txt';

/** In the place of a registry: the folder in the workspace, as it is now. */
const workingCopy = '(working copy)';

/** The address of the report on a folder of the workspace. */
export function folderTrustUri(folder: vscode.Uri, name: string): vscode.Uri {
  return trustUri({ registryId: workingCopy, skillId: folder.toString(), version: '-' }, name);
}

/** The address of a version's report; `title` as in `release-notes v3`. */
export function trustUri(ref: VersionRef, title: string): vscode.Uri {
  return vscode.Uri.from({ scheme: trustScheme, ...formatAddress(ref, rootOf(`${title}${suffix}`), '') });
}

/** The report that is at an address; what went wrong where there is none. */
export async function trustDocumentText(versions: Reported, uri: vscode.Uri): Promise<string> {
  const address = parseAddress(uri);
  if (!address) {
    return '';
  }
  const [{ trustText }, { describeFailure }] = await Promise.all([
    import('../../core/trust/trustText.ts'),
    import('../../core/failure/failureText.ts'),
  ]);
  const report = await reportOn(versions, address.ref);
  if (report.ok) {
    return trustText(address.root.slice(1, -suffix.length), report.value);
  }
  const { message, next } = describeFailure(report.failure);
  return [message, next].filter(Boolean).join('\n');
}

/** Links from what a report says to the files that it speaks of. */
export async function trustDocumentLinks(
  versions: Reported,
  document: vscode.TextDocument,
): Promise<vscode.DocumentLink[]> {
  const ref = parseAddress(document.uri)?.ref;
  if (ref?.registryId === workingCopy) {
    return folderLinks(document, vscode.Uri.parse(ref.skillId));
  }
  const facts = ref && (await versions.facts(ref));
  if (!ref || !facts?.ok) {
    return [];
  }
  const { findFileMentions } = await import('../../core/published/searchFiles.ts');
  const { files, folderName } = facts.value;
  const root = rootOf(folderName);
  const paths = files.map(({ path }) => path);
  return findFileMentions(document.getText(), paths).map(({ path, line, start, end }) => {
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    const uri = publishedUri(ref, root, path);
    return new vscode.DocumentLink(range, line === null ? uri : uri.with({ fragment: `L${line}` }));
  });
}

async function reportOn(versions: Reported, ref: VersionRef): Promise<Result<TrustReport, Failure>> {
  if (ref.registryId !== workingCopy) {
    return versions.report(ref);
  }
  const [{ inspectFolder }, { diskFolder }] = await Promise.all([
    import('../../core/trust/inspectTrust.ts'),
    import('../../disk/folder/diskFolder.ts'),
  ]);
  return inspectFolder(diskFolder(vscode.Uri.parse(ref.skillId).fsPath));
}

/** In a folder of the workspace every file is at hand. */
async function folderLinks(
  document: vscode.TextDocument,
  folder: vscode.Uri,
): Promise<vscode.DocumentLink[]> {
  const [{ findFileMentions }, { selectFiles }, { diskFolder }] = await Promise.all([
    import('../../core/published/searchFiles.ts'),
    import('../../core/bundle/select/selectFiles.ts'),
    import('../../disk/folder/diskFolder.ts'),
  ]);
  const selection = await selectFiles(diskFolder(folder.fsPath));
  const paths = selection.ok ? selection.value.files.map(({ path }) => path) : [];
  return findFileMentions(document.getText(), paths).map(({ path, line, start, end }) => {
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    const uri = vscode.Uri.joinPath(folder, path);
    return new vscode.DocumentLink(range, line === null ? uri : uri.with({ fragment: `L${line}` }));
  });
}
