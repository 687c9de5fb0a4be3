import * as vscode from 'vscode';
import type { BundleFile } from '../../core/bundle/bundleFile.ts';
import { fileFactsText, formatFileFacts, parseFileFacts } from '../../core/published/fileFacts.ts';
import { factsScheme } from './addresses.ts';

/** The address says all that there is to show. */
export function factsUri(file: BundleFile): vscode.Uri {
  return vscode.Uri.from({ scheme: factsScheme, path: `/${file.path}`, query: formatFileFacts(file) });
}

/** What is at such an address: size, digest and executable bit, as text. */
export function fileFactsDocument(uri: vscode.Uri): string {
  const facts = parseFileFacts(uri.query);
  return facts ? fileFactsText(facts) : 'Not known.';
}
