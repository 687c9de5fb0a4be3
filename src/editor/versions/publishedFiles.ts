import * as vscode from 'vscode';
import type { FileSource } from './readPublished.ts';

/**
 * Published versions as folders that can only be read, at addresses as in core/published/versionAddress.ts. A version
 * is downloaded when one of its files is first looked at. Nothing ever changes, so nothing is watched.
 */
export class PublishedFiles implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #versions: FileSource;
  readonly onDidChangeFile = this.#changed.event;

  constructor(versions: FileSource) {
    this.#versions = versions;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { statPublished } = await import('./readPublished.ts');
    return statPublished(this.#versions, uri);
  }

  async readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
    const { listPublished } = await import('./readPublished.ts');
    return listPublished(this.#versions, uri);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const { readPublished } = await import('./readPublished.ts');
    return readPublished(this.#versions, uri);
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
}

function refuse(uri: vscode.Uri): never {
  throw vscode.FileSystemError.NoPermissions(uri);
}
