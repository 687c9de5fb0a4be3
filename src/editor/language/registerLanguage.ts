import type { DocumentSelector } from 'vscode';
import * as vscode from 'vscode';
import type { Services } from '../services/services.ts';
import { DisposableStore } from '../ui/disposableStore.ts';
import { CodeLenses } from './codeLenses.ts';
import { Diagnostics } from './diagnostics.ts';
import { ExtractAction } from './extractAction.ts';
import { FixAllActions } from './fixAllActions.ts';
import { Completions, Hovers, PathLinks } from './providers.ts';
import { QuickFixes } from './quickFixes.ts';
import { ReferenceUpdates } from './referenceUpdates.ts';
import { Renames } from './renames.ts';

/** Everything that makes SKILL.md a language with care: problems, fixes, completion, hover, lenses, links, renames. */
export function registerLanguage(services: Services): vscode.Disposable {
  const owned = new DisposableStore();
  const { skills, checks, states, connections } = services;
  const diagnostics = owned.add(new Diagnostics(skills, checks));
  const lenses = owned.add(new CodeLenses(skills, checks, states, connections));
  owned.add(new ReferenceUpdates(skills, checks));
  let profiles = connections.profilesInUse().join();
  const recheckForOthers = () => {
    const before = profiles;
    profiles = connections.profilesInUse().join();
    if (profiles !== before) {
      checks.outdateAll();
    }
  };
  owned.add(connections.onDidChange(recheckForOthers));
  const { languages } = vscode;
  const registered = [
    languages.registerCodeActionsProvider(manifestSelector, new QuickFixes(checks), QuickFixes.metadata),
    languages.registerCodeActionsProvider(
      manifestSelector,
      new FixAllActions(checks),
      FixAllActions.metadata,
    ),
    languages.registerCodeActionsProvider(
      manifestSelector,
      new ExtractAction(checks),
      ExtractAction.metadata,
    ),
    languages.registerCodeLensProvider(manifestSelector, lenses),
    languages.registerCompletionItemProvider(
      manifestSelector,
      new Completions(checks),
      ...Completions.triggerCharacters,
    ),
    languages.registerHoverProvider(manifestSelector, new Hovers(checks)),
    languages.registerDocumentLinkProvider(manifestSelector, new PathLinks(checks)),
    languages.registerRenameProvider(manifestSelector, new Renames(skills, checks)),
  ];
  for (const registration of registered) {
    owned.add(registration);
  }
  void diagnostics.refreshAll();
  return owned;
}

/**
 * SKILL.md on disk: VS Code gives it the language `skill`, and older versions `markdown`. The pattern is needed with
 * both, since another product uses `skill` for a language of its own.
 */
const manifestSelector: DocumentSelector = ['skill', 'markdown'].map(language => ({
  language,
  scheme: 'file',
  pattern: '**/[Ss][Kk][Ii][Ll][Ll].[Mm][Dd]',
}));
