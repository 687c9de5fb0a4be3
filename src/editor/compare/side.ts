import * as vscode from 'vscode';
import type { BundleFile } from '../../core/bundle/bundleFile.ts';
import { digestBytes } from '../../core/bundle/bundleFile.ts';
import { digestFolder } from '../../core/bundle/digestFolder.ts';
import { selectFiles } from '../../core/bundle/select/selectFiles.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { readFailure } from '../../core/failure/systemError.ts';
import { rootOf, type VersionRef } from '../../core/published/versionAddress.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { diskFolder } from '../../disk/folder/diskFolder.ts';
import type { Services } from '../services/services.ts';
import { publishedUri } from '../versions/addresses.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';

/** One side of a comparison: a published version, or the working copy. */
export interface Side {
  /** What people call it, as in `v3`. */
  readonly label: string;
  /** Sorted by path. */
  readonly files: readonly BundleFile[];
  uriOf(path: string): vscode.Uri;
  read(path: string): Promise<Result<Uint8Array, Failure>>;
}

/** A published version; downloaded where it is not here yet. `root` is where its files are said to be. */
export async function versionSide(
  services: Services,
  ref: VersionRef,
  label: string,
  options: { readonly root?: string; readonly signal?: AbortSignal | undefined } = {},
): Promise<Result<Side, Failure>> {
  const facts = await services.versions.facts(ref, options.signal);
  if (!facts.ok) {
    return facts;
  }
  const root = options.root ?? rootOf(facts.value.folderName);
  const uriOf = (path: string) => publishedUri(ref, root, path);
  const read = (path: string) => services.versions.use(ref, version => version.read(path), options.signal);
  return success({ label, files: facts.value.files, uriOf, read });
}

/** What would be published of a workspace skill as it is now, unsaved changes included. */
export async function workspaceSide(skill: Pick<WorkspaceSkill, 'folder'>): Promise<Result<Side, Failure>> {
  const folder = diskFolder(skill.folder.fsPath);
  const selection = await selectFiles(folder);
  if (!selection.ok) {
    return selection;
  }
  const content = await digestFolder(folder, selection.value);
  if (!content.ok) {
    return content;
  }
  const sources = new Map(selection.value.files.map(({ path, source }) => [path, source]));
  const uriOf = (path: string) => vscode.Uri.joinPath(skill.folder, sources.get(path) ?? path);
  const files = content.value.files.map(file => withUnsaved(file, uriOf(file.path)));
  const read = async (path: string): Promise<Result<Uint8Array, Failure>> => {
    const unsaved = unsavedAt(uriOf(path));
    if (unsaved) {
      return success(new TextEncoder().encode(unsaved.getText()));
    }
    const source = sources.get(path) ?? path;
    return folder.read(source).then(success, error => failed(readFailure(source, error)));
  };
  return success({ label: 'Working Copy', files, uriOf, read });
}

function withUnsaved(file: BundleFile, uri: vscode.Uri): BundleFile {
  const unsaved = unsavedAt(uri);
  if (!unsaved) {
    return file;
  }
  const bytes = new TextEncoder().encode(unsaved.getText());
  return { ...file, size: bytes.length, digest: digestBytes(bytes) };
}

function unsavedAt(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(
    document => document.isDirty && document.uri.toString() === uri.toString(),
  );
}
