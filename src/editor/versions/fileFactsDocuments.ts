import * as vscode from 'vscode';
import type { BundleFile } from '../../core/bundle/bundleFile.ts';
import { formatFileFacts } from '../../core/published/fileFacts.ts';

/** Of the documents that stand in for files which cannot be shown as text. */
export const factsScheme = 'skillwright-facts';

/** The address says all that there is to show. */
export function factsUri(file: BundleFile): vscode.Uri {
  return vscode.Uri.from({ scheme: factsScheme, path: `/${file.path}`, query: formatFileFacts(file) });
}

/** Size, digest and executable bit, as text. */
export const fileFactsDocuments: vscode.TextDocumentContentProvider = {
  async provideTextDocumentContent(uri) {
    const { fileFactsText, parseFileFacts } = await import('../../core/published/fileFacts.ts');
    const facts = parseFileFacts(uri.query);
    return facts ? fileFactsText(facts) : 'Not known.';
  },
};
