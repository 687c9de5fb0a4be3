import * as vscode from 'vscode';
import { runTold } from '../services/runCommand.ts';
import type { Services } from '../services/services.ts';
import { DisposableStore } from '../ui/disposableStore.ts';
import { factsScheme, publishedScheme, trustScheme } from '../versions/addresses.ts';
import { PublishedFiles } from '../versions/publishedFiles.ts';

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
  owned.add(
    vscode.workspace.registerTextDocumentContentProvider(factsScheme, {
      async provideTextDocumentContent(uri) {
        const { fileFactsDocument } = await import('../versions/fileFactsDocuments.ts');
        return fileFactsDocument(uri);
      },
    }),
  );
  const reports = services.trust;
  owned.add(vscode.workspace.registerTextDocumentContentProvider(trustScheme, reports));
  owned.add(vscode.languages.registerDocumentLinkProvider({ scheme: trustScheme }, reports));
  owned.add(
    services.skills.onDidFindUnfinished(async folders => {
      const { endInterrupted } = await import('../download/interrupted.ts');
      await endInterrupted(services, folders);
    }),
  );
  owned.add(
    vscode.workspace.onDidRenameFiles(async ({ files: moves }) => {
      await runTold(services, 'Following a move', async () => {
        const { followMoves } = await import('../links/followMoves.ts');
        await followMoves(services, moves);
      });
    }),
  );
  const { registriesTree: tree, registriesView: view } = services;
  owned.add(view.onDidExpandElement(({ element }) => tree.setExpanded(element, true)));
  owned.add(view.onDidCollapseElement(({ element }) => tree.setExpanded(element, false)));
  owned.add(
    vscode.window.registerUriHandler({
      async handleUri(uri) {
        await runTold(services, 'Following a link', async () => {
          const { followLink } = await import('./followLink.ts');
          await followLink(services, uri);
        });
      },
    }),
  );
  return owned;
}
