import * as vscode from 'vscode';
import type { BundleFile } from '../../core/bundle/bundleFile.ts';
import { fileFactsText, formatFileFacts, parseFileFacts } from '../../core/published/fileFacts.ts';
import { formatAbout, parseAbout } from '../../core/published/versionAbout.ts';
import { factsScheme } from './addresses.ts';

/** The address says all that there is to show. */
export function factsUri(file: BundleFile): vscode.Uri {
  return vscode.Uri.from({ scheme: factsScheme, path: `/${file.path}`, query: formatFileFacts(file) });
}

/** Where a version comes from, beside its files. */
export function aboutUri(text: string): vscode.Uri {
  return vscode.Uri.from({ scheme: factsScheme, path: '/Where it comes from', query: formatAbout(text) });
}

/** What is at such an address: size, digest and executable bit, or where a version comes from, as text. */
export function fileFactsDocument(uri: vscode.Uri): string {
  const about = parseAbout(uri.query);
  if (about !== null) {
    return about;
  }
  const facts = parseFileFacts(uri.query);
  return facts ? fileFactsText(facts) : 'Not known.';
}
