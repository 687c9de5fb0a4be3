import * as vscode from 'vscode';
import type { PublishedVersions } from './publishedVersions.ts';

/** Writes the reports when they are opened, and links what they say to the published files. */
export class TrustDocuments implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider {
  readonly #versions: Pick<PublishedVersions, 'facts' | 'report'>;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;

  constructor(versions: Pick<PublishedVersions, 'facts' | 'report'>) {
    this.#versions = versions;
  }

  /** Writes a report anew that is open: the folder may be another now. */
  renew(uri: vscode.Uri): void {
    this.#changed.fire(uri);
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const { trustDocumentText } = await import('./trustReports.ts');
    return trustDocumentText(this.#versions, uri);
  }

  async provideDocumentLinks(document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
    const { trustDocumentLinks } = await import('./trustReports.ts');
    return trustDocumentLinks(this.#versions, document);
  }
}
