import * as vscode from 'vscode';
import { formatAddress, parseAddress, rootOf, type VersionRef } from '../../core/published/versionAddress.ts';
import { publishedUri } from './addresses.ts';
import type { PublishedVersions } from './publishedVersions.ts';

/** Of the reports on what versions can run, reach and hide. */
export const trustScheme = 'skillwright-report';

const suffix = ' – what it can do.txt';

/** The address of a version's report; `title` as in `release-notes v3`. */
export function trustUri(ref: VersionRef, title: string): vscode.Uri {
  return vscode.Uri.from({ scheme: trustScheme, ...formatAddress(ref, rootOf(`${title}${suffix}`), '') });
}

/** Writes the reports when they are opened, and links what they say to the published files. */
export class TrustDocuments implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider {
  readonly #versions: Pick<PublishedVersions, 'facts' | 'report'>;

  constructor(versions: Pick<PublishedVersions, 'facts' | 'report'>) {
    this.#versions = versions;
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const address = parseAddress(uri);
    if (!address) {
      return '';
    }
    const [{ trustText }, { describeFailure }] = await Promise.all([
      import('../../core/trust/trustText.ts'),
      import('../../core/failure/failureText.ts'),
    ]);
    const report = await this.#versions.report(address.ref);
    if (report.ok) {
      return trustText(address.root.slice(1, -suffix.length), report.value);
    }
    const { message, next } = describeFailure(report.failure);
    return [message, next].filter(Boolean).join('\n');
  }

  async provideDocumentLinks(document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
    const ref = parseAddress(document.uri)?.ref;
    const facts = ref && (await this.#versions.facts(ref));
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
}
