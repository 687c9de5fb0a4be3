import * as vscode from 'vscode';
import { builtinMarkOf, isAsSevere } from '../../core/skill/builtinMarks.ts';
import type { Problem } from '../../core/skill/problem.ts';
import { DisposableStore } from '../ui/disposableStore.ts';
import { severities, toRange } from '../workspace/convert.ts';
import { isManifest } from '../workspace/workspaceSkills.ts';

/** The language whose open documents VS Code checks itself; no others. */
const checkedLanguage = 'skill';

/**
 * How long VS Code's own check is waited for after a change, in ms. It starts 200 ms after the last keystroke; its
 * marks then travel to the extension host.
 */
const patience = 1000;

/**
 * Tells which problems of an open SKILL.md VS Code marks itself, so that ours does not mark them twice. What it really
 * marked decides; while its check is awaited, what it is known to mark does.
 */
export class BuiltinDiagnostics implements vscode.Disposable {
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<vscode.Uri>());
  readonly #awaited = new Map<string, NodeJS.Timeout>();
  /** Codes that were counted on in vain: in this version, or with these settings, VS Code does not mark them. */
  readonly #unmarked = new Set<string>();
  /** Another answer may be right for this SKILL.md now. */
  readonly onDidChange = this.#changed.event;

  constructor() {
    const { workspace, window, languages } = vscode;
    this.#owned.add(workspace.onDidChangeTextDocument(({ document }) => this.#await(document)));
    this.#owned.add(window.onDidChangeVisibleTextEditors(() => this.#awaitVisible()));
    this.#owned.add(
      languages.onDidChangeDiagnostics(({ uris }) => {
        for (const uri of uris) {
          if (isManifest(uri)) {
            this.#changed.fire(uri);
          }
        }
      }),
    );
    this.#awaitVisible();
  }

  /** A test for the problems of one SKILL.md as it stands now. */
  coverOf(uri: vscode.Uri): (problem: Problem) => boolean {
    const marks = vscode.languages.getDiagnostics(uri).filter(isBuiltin);
    const isShown = vscode.window.visibleTextEditors.some(({ document }) => isSame(document.uri, uri));
    if (marks.length === 0 && !isShown) {
      return () => false;
    }
    return problem => this.#covers(problem, marks, isShown, this.#awaited.has(uri.toString()));
  }

  dispose(): void {
    for (const timer of this.#awaited.values()) {
      clearTimeout(timer);
    }
    this.#owned.dispose();
  }

  #covers(
    problem: Problem,
    marks: readonly vscode.Diagnostic[],
    isShown: boolean,
    isAwaited: boolean,
  ): boolean {
    const { code, severity, range } = problem;
    const mark = builtinMarkOf(code);
    if (!mark || !isAsSevere(mark, severity)) {
      return false;
    }
    if (
      marks.some(
        ({ severity, range: marked }) =>
          severity === severities[mark.severity] && marked.intersection(toRange(range)) !== undefined,
      )
    ) {
      this.#unmarked.delete(code);
      return true;
    }
    if (!isShown || !mark.isSure) {
      return false;
    }
    if (isAwaited) {
      return !this.#unmarked.has(code);
    }
    this.#unmarked.add(code);
    return false;
  }

  #awaitVisible(): void {
    for (const { document } of vscode.window.visibleTextEditors) {
      if (!this.#awaited.has(document.uri.toString())) {
        this.#await(document);
      }
    }
  }

  #await(document: vscode.TextDocument): void {
    const { uri, languageId } = document;
    if (languageId !== checkedLanguage || !isManifest(uri)) {
      return;
    }
    const key = uri.toString();
    clearTimeout(this.#awaited.get(key));
    const settle = () => {
      this.#awaited.delete(key);
      this.#changed.fire(uri);
    };
    this.#awaited.set(key, setTimeout(settle, patience));
  }
}

/** VS Code's own marks have neither a source nor a code. */
export function isBuiltin({ source, code }: vscode.Diagnostic): boolean {
  return source === undefined && code === undefined;
}

function isSame(a: vscode.Uri, b: vscode.Uri): boolean {
  return a.path === b.path && a.scheme === b.scheme && a.authority === b.authority;
}
