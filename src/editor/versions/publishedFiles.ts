import * as vscode from 'vscode';
import type { Failure } from '../../core/failure/failure.ts';
import type { VersionFacts } from '../../core/published/cachedVersion.ts';
import { childrenOf, isDirectory } from '../../core/published/fileTree.ts';
import { type PublishedAddress, parseAddress, type VersionRef } from '../../core/published/versionAddress.ts';
import type { Result } from '../../core/text/result.ts';
import type { PublishedVersions } from './publishedVersions.ts';

/**
 * Published versions as folders that can only be read, at addresses as in core/published/versionAddress.ts. A version
 * is downloaded when one of its files is first looked at. Nothing ever changes, so nothing is watched.
 */
export class PublishedFiles implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #versions: Pick<PublishedVersions, 'facts' | 'use'>;
  readonly onDidChangeFile = this.#changed.event;

  constructor(versions: Pick<PublishedVersions, 'facts' | 'use'>) {
    this.#versions = versions;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { ref, path } = addressOf(uri);
    if (path === null) {
      return readOnly(vscode.FileType.Directory, 0);
    }
    const { files } = await this.#facts(uri, ref);
    const file = files.find(known => known.path === path);
    if (file) {
      return readOnly(vscode.FileType.File, file.size);
    }
    if (!isDirectory(files, path)) {
      throw vscode.FileSystemError.FileNotFound(uri);
    }
    return readOnly(vscode.FileType.Directory, 0);
  }

  async readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
    const { ref, path, next } = addressOf(uri);
    if (path === null) {
      return [[next ?? '', vscode.FileType.Directory]];
    }
    const { files } = await this.#facts(uri, ref);
    return childrenOf(files, path).map(({ kind, name }) => [
      name,
      kind === 'file' ? vscode.FileType.File : vscode.FileType.Directory,
    ]);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const { ref, path } = addressOf(uri);
    const { files } = await this.#facts(uri, ref);
    if (path === null || !files.some(file => file.path === path)) {
      throw vscode.FileSystemError.FileNotFound(uri);
    }
    return unwrap(uri, await this.#versions.use(ref, version => version.read(path)));
  }

  watch(): vscode.Disposable {
    return { dispose: () => undefined };
  }

  createDirectory(uri: vscode.Uri): never {
    return refuse(uri);
  }

  writeFile(uri: vscode.Uri): never {
    return refuse(uri);
  }

  delete(uri: vscode.Uri): never {
    return refuse(uri);
  }

  rename(uri: vscode.Uri): never {
    return refuse(uri);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #facts(uri: vscode.Uri, ref: VersionRef): Promise<VersionFacts> {
    return unwrap(uri, await this.#versions.facts(ref));
  }
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

function refuse(uri: vscode.Uri): never {
  throw vscode.FileSystemError.NoPermissions(uri);
}

async function toError(uri: vscode.Uri, failure: Failure): Promise<Error> {
  if (failure.kind === 'not-found') {
    return vscode.FileSystemError.FileNotFound(uri);
  }
  const { describeFailure } = await import('../../core/failure/failureText.ts');
  const { message, next } = describeFailure(failure);
  return vscode.FileSystemError.Unavailable(next ? `${message} ${next}` : message);
}
