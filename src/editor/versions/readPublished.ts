import * as vscode from 'vscode';
import type { Failure } from '../../core/failure/failure.ts';
import type { VersionFacts } from '../../core/published/cachedVersion.ts';
import { childrenOf, isDirectory } from '../../core/published/fileTree.ts';
import { type PublishedAddress, parseAddress, type VersionRef } from '../../core/published/versionAddress.ts';
import type { Result } from '../../core/text/result.ts';
import type { PublishedVersions } from './publishedVersions.ts';

/** What published files are read from. */
export type FileSource = Pick<PublishedVersions, 'facts' | 'use'>;

/** Rejects, as the two others do, with what VS Code shows where there is no such file or its version cannot be had. */
export async function statPublished(versions: FileSource, uri: vscode.Uri): Promise<vscode.FileStat> {
  const { ref, path } = addressOf(uri);
  if (path === null) {
    return readOnly(vscode.FileType.Directory, 0);
  }
  const { files } = await factsOf(versions, uri, ref);
  const file = files.find(known => known.path === path);
  if (file) {
    return readOnly(vscode.FileType.File, file.size);
  }
  if (!isDirectory(files, path)) {
    throw vscode.FileSystemError.FileNotFound(uri);
  }
  return readOnly(vscode.FileType.Directory, 0);
}

/** Names and kinds of what is in a folder. */
export async function listPublished(
  versions: FileSource,
  uri: vscode.Uri,
): Promise<[string, vscode.FileType][]> {
  const { ref, path, next } = addressOf(uri);
  if (path === null) {
    return [[next ?? '', vscode.FileType.Directory]];
  }
  const { files } = await factsOf(versions, uri, ref);
  return childrenOf(files, path).map(({ kind, name }) => [
    name,
    kind === 'file' ? vscode.FileType.File : vscode.FileType.Directory,
  ]);
}

export async function readPublished(versions: FileSource, uri: vscode.Uri): Promise<Uint8Array> {
  const { ref, path } = addressOf(uri);
  const { files } = await factsOf(versions, uri, ref);
  if (path === null || !files.some(file => file.path === path)) {
    throw vscode.FileSystemError.FileNotFound(uri);
  }
  return unwrap(uri, await versions.use(ref, version => version.read(path)));
}

async function factsOf(versions: FileSource, uri: vscode.Uri, ref: VersionRef): Promise<VersionFacts> {
  return unwrap(uri, await versions.facts(ref));
}

function addressOf(uri: vscode.Uri): PublishedAddress {
  const address = parseAddress(uri);
  if (!address) {
    throw vscode.FileSystemError.FileNotFound(uri);
  }
  return address;
}

async function unwrap<T>(uri: vscode.Uri, result: Result<T, Failure>): Promise<T> {
  if (result.ok) {
    return result.value;
  }
  throw await toError(uri, result.failure);
}

function readOnly(type: vscode.FileType, size: number): vscode.FileStat {
  return { type, size, ctime: 0, mtime: 0, permissions: vscode.FilePermission.Readonly };
}

async function toError(uri: vscode.Uri, failure: Failure): Promise<Error> {
  if (failure.kind === 'not-found') {
    return vscode.FileSystemError.FileNotFound(uri);
  }
  const { describeFailure } = await import('../../core/failure/failureText.ts');
  const { message, next } = describeFailure(failure);
  return vscode.FileSystemError.Unavailable(next ? `${message} ${next}` : message);
}
