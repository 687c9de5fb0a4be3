import * as vscode from 'vscode';
import { endInterrupted } from '../download/interrupted.ts';
import type { Services } from '../services/services.ts';
import { DisposableStore } from '../ui/disposableStore.ts';
import { publishedScheme } from '../versions/addresses.ts';
import { factsScheme, fileFactsDocuments } from '../versions/fileFactsDocuments.ts';
import { PublishedFiles } from '../versions/publishedFiles.ts';
import { trustScheme } from '../versions/trustDocuments.ts';
import { LinkHandler } from './linkHandler.ts';

/** Lets VS Code open what is published. */
export function registerRemote(services: Services): vscode.Disposable {
  const owned = new DisposableStore();
  const files = owned.add(new PublishedFiles(services.versions));
  const isReadonly = new vscode.MarkdownString(
    'A published version never changes. Edit the skill, and publish again.',
  );
  owned.add(
    vscode.workspace.registerFileSystemProvider(publishedScheme, files, {
      isCaseSensitive: true,
      isReadonly,
    }),
  );
  owned.add(vscode.workspace.registerTextDocumentContentProvider(factsScheme, fileFactsDocuments));
  const reports = services.trust;
  owned.add(vscode.workspace.registerTextDocumentContentProvider(trustScheme, reports));
  owned.add(vscode.languages.registerDocumentLinkProvider({ scheme: trustScheme }, reports));
  owned.add(endInterrupted(services));
  owned.add(
    vscode.workspace.onDidRenameFiles(async ({ files: moves }) => {
      const { followMoves } = await import('../links/followMoves.ts');
      await followMoves(services, moves);
    }),
  );
  const { registriesTree: tree, registriesView: view } = services;
  owned.add(view.onDidExpandElement(({ element }) => tree.setExpanded(element, true)));
  owned.add(view.onDidCollapseElement(({ element }) => tree.setExpanded(element, false)));
  owned.add(vscode.window.registerUriHandler(new LinkHandler(services)));
  return owned;
}
