import type { DocumentSelector } from 'vscode';
import * as vscode from 'vscode';
import type { Services } from '../services/services.ts';
import { DisposableStore } from '../ui/disposableStore.ts';
import { rulesScheme } from '../versions/addresses.ts';
import { CodeLenses } from './codeLenses.ts';
import { Diagnostics } from './diagnostics.ts';

/** Everything that makes SKILL.md a language with care: problems, fixes, completion, hover, lenses, links, renames. */
export function registerLanguage(services: Services): vscode.Disposable {
  const owned = new DisposableStore();
  const { skills, configs, checks, connections } = services;
  const diagnostics = owned.add(new Diagnostics(skills, checks));
  const lenses = owned.add(new CodeLenses(services));
  let profiles = connections.profilesInUse().join();
  const recheckForOthers = () => {
    const before = profiles;
    profiles = connections.profilesInUse().join();
    if (profiles !== before) {
      checks.outdateAll();
    }
  };
  owned.add(connections.onDidChange(recheckForOthers));
  for (const registration of registerProviders(services, lenses)) {
    owned.add(registration);
  }
  const marks = owned.add(vscode.languages.createDiagnosticCollection('skillwright.config'));
  owned.add(configs.onDidMeet(async uri => (await import('./configMarks.ts')).markConfig(marks, uri)));
  owned.add(
    vscode.workspace.registerTextDocumentContentProvider(rulesScheme, {
      async provideTextDocumentContent({ path }) {
        return (await import('./providers.ts')).rulePageAt(services.context.extensionUri, path);
      },
    }),
  );
  void diagnostics.refreshAll();
  return owned;
}

/** What VS Code asks for SKILL.md. What answers is loaded when it first asks: in most windows it never does. */
function registerProviders(services: Services, lenses: CodeLenses): readonly vscode.Disposable[] {
  const { checks } = services;
  const { languages, CodeActionKind } = vscode;
  const fixAllKind = CodeActionKind.SourceFixAll.append('skillwright');
  const offerActions = (
    kind: vscode.CodeActionKind,
    provideCodeActions: vscode.CodeActionProvider['provideCodeActions'],
  ) =>
    languages.registerCodeActionsProvider(
      manifestSelector,
      { provideCodeActions },
      { providedCodeActionKinds: [kind] },
    );
  return [
    offerActions(CodeActionKind.QuickFix, async (document, range, context) => {
      const { quickFixes } = await import('./quickFixes.ts');
      return quickFixes(checks, document, range, context);
    }),
    offerActions(fixAllKind, async (document, _range, { only }) => {
      const { fixAllActions } = await import('./fixAllActions.ts');
      return only?.contains(fixAllKind) ? fixAllActions(checks, document, fixAllKind) : [];
    }),
    offerActions(CodeActionKind.RefactorExtract, async (document, range) => {
      const { extractActions } = await import('./extractAction.ts');
      return extractActions(checks, document, range);
    }),
    languages.registerCodeLensProvider(manifestSelector, lenses),
    languages.registerCompletionItemProvider(
      manifestSelector,
      {
        async provideCompletionItems(document, position) {
          const { completionItems } = await import('./providers.ts');
          return completionItems(checks, document, position);
        },
      },
      ...completionTriggers,
    ),
    languages.registerHoverProvider(manifestSelector, {
      async provideHover(document, position) {
        const { hoverAt } = await import('./providers.ts');
        return hoverAt(checks, document, position);
      },
    }),
    languages.registerDocumentLinkProvider(manifestSelector, {
      async provideDocumentLinks(document) {
        const { pathLinks } = await import('./providers.ts');
        return pathLinks(checks, document);
      },
    }),
    languages.registerRenameProvider(manifestSelector, {
      async prepareRename(document, position) {
        const { renameableRange } = await import('./renames.ts');
        return renameableRange(services, document, position);
      },
      async provideRenameEdits(document, position, newName) {
        const { renameEdits } = await import('./renames.ts');
        return renameEdits(services, document, position, newName);
      },
    }),
    vscode.workspace.onWillRenameFiles(event => event.waitUntil(followRenames(services, event.files))),
  ];
}

async function followRenames(
  services: Services,
  moves: vscode.FileWillRenameEvent['files'],
): Promise<vscode.WorkspaceEdit> {
  const { referenceEdits } = await import('./referenceUpdates.ts');
  return referenceEdits(services, moves);
}

/** Where completion is offered without being asked for: behind a key, in code, in a path, and in a list. */
const completionTriggers = [' ', '`', '/', '-'];

/**
 * SKILL.md on disk: VS Code gives it the language `skill`, and older versions `markdown`. The pattern is needed with
 * both, since another product uses `skill` for a language of its own.
 */
const manifestSelector: DocumentSelector = ['skill', 'markdown'].map(language => ({
  language,
  scheme: 'file',
  pattern: '**/[Ss][Kk][Ii][Ll][Ll].[Mm][Dd]',
}));
