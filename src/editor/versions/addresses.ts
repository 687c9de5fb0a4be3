import * as vscode from 'vscode';
import { formatAddress, type VersionRef } from '../../core/published/versionAddress.ts';

/** Of published files. */
export const publishedScheme = 'skillwright';

/** Of the reports on what versions can run, reach and hide. */
export const trustScheme = 'skillwright-report';

/** Of the documents that stand in for files which cannot be shown as text. */
export const factsScheme = 'skillwright-facts';

/** Of the pages that explain rules. */
export const rulesScheme = 'skillwright-rules';

/** Of tree rows: on a document's own address a row would take over the colours of its problems. */
export const rowScheme = 'skillwright-row';

/** The address of a published file. */
export function publishedUri(ref: VersionRef, root: string, path: string): vscode.Uri {
  return vscode.Uri.from({ scheme: publishedScheme, ...formatAddress(ref, root, path) });
}
