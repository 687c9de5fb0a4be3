import * as vscode from 'vscode';
import { DisposableStore } from '../disposableStore.ts';
import type { Services } from '../services.ts';
import { SkillMoves } from '../skillMoves.ts';
import { CodeLenses } from './codeLenses.ts';
import { Diagnostics } from './diagnostics.ts';
import { FixAllActions } from './fixAllActions.ts';
import { manifestSelector } from './manifestSelector.ts';
import { QuickFixes } from './quickFixes.ts';

/** Everything that makes SKILL.md a language with care: problems, fixes, completion, hover, lenses, links, renames. */
export function registerLanguage(services: Services): vscode.Disposable {
  const owned = new DisposableStore();
  const { skills, checks, states, connections } = services;
  const { languages } = vscode;
  const diagnostics = owned.add(new Diagnostics(skills, checks));
  owned.add(connections.onDidChange(() => checks.outdateAll()));
  owned.add(
    languages.registerCodeActionsProvider(manifestSelector, new QuickFixes(checks), QuickFixes.metadata),
  );
  owned.add(
    languages.registerCodeActionsProvider(
      manifestSelector,
      new FixAllActions(checks),
      FixAllActions.metadata,
    ),
  );
  const lenses = owned.add(new CodeLenses(skills, checks, states, connections));
  owned.add(languages.registerCodeLensProvider(manifestSelector, lenses));
  owned.add(new SkillMoves(services));
  void diagnostics.refreshAll();
  return owned;
}
