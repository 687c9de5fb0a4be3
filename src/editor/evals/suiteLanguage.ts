import * as vscode from 'vscode';
import { suiteCompletions } from '../../core/evals/suite/language/suiteCompletions.ts';
import { suiteHover } from '../../core/evals/suite/language/suiteHover.ts';
import { sourceText } from '../../core/evals/suite/read/sourceText.ts';
import type { SuiteProblem } from '../../core/evals/suite/suiteProblem.ts';
import { diagnosticSource } from '../language/diagnostics.ts';
import { toItem } from '../language/providers.ts';
import type { Services } from '../services/services.ts';
import { DisposableStore } from '../ui/disposableStore.ts';
import { severities, toRange } from '../workspace/convert.ts';
import type { WorkspaceSkill, WorkspaceSkills } from '../workspace/workspaceSkills.ts';
import { filesOfSkill, readSkillSuites } from './skillSuites.ts';

/** Keystrokes that follow each other this closely, in ms, are looked at as one. */
const pause = 200;

const selector: vscode.DocumentSelector = {
  scheme: 'file',
  pattern: '**/evals/**/*.{json,md,yaml,yml}',
};

/** Problems, fixes, completion and hover in the files of suites, for skills of which one is open. */
export class SuiteLanguage
  implements vscode.CodeActionProvider, vscode.CompletionItemProvider, vscode.HoverProvider, vscode.Disposable
{
  readonly #owned = new DisposableStore();
  readonly #skills: WorkspaceSkills;
  readonly #marks = this.#owned.add(vscode.languages.createDiagnosticCollection('skillwright.evals'));
  /** Files that are marked, by skill. */
  readonly #marked = new Map<string, readonly vscode.Uri[]>();
  readonly #waiting = new Map<string, NodeJS.Timeout>();

  constructor({ skills }: Services) {
    this.#skills = skills;
    const { languages, workspace } = vscode;
    const look = (document: vscode.TextDocument) => void this.#lookSoon(document.uri);
    const parts = [
      languages.registerCodeActionsProvider(selector, this, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
      languages.registerCompletionItemProvider(selector, this, '"', ' ', '/', '-'),
      languages.registerHoverProvider(selector, this),
      workspace.onDidOpenTextDocument(look),
      workspace.onDidCloseTextDocument(document => {
        look(document);
        this.#clearClosed();
      }),
      workspace.onDidChangeTextDocument(({ document }) => look(document)),
      skills.onDidTouch(skill => this.#wait(skill)),
      skills.onDidChange(() => void this.#followSkills()),
    ];
    for (const part of parts) {
      this.#owned.add(part);
    }
    for (const document of workspace.textDocuments) {
      look(document);
    }
  }

  async provideCodeActions(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
    const place = await this.#placeOf(document.uri);
    const problems = place ? (await readSkillSuites(place.skill)).problems : [];
    return problems
      .filter(({ source }) => source.path === place?.path && toRange(source.range).intersection(range))
      .flatMap(problem =>
        problem.fixes.map(({ title, edits }) => {
          const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
          action.diagnostics = [toDiagnostic(problem)];
          action.edit = new vscode.WorkspaceEdit();
          action.edit.set(
            document.uri,
            edits.map(edit => vscode.TextEdit.replace(toRange(edit.range), edit.text)),
          );
          return action;
        }),
      );
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.CompletionItem[]> {
    const place = await this.#placeOf(document.uri);
    if (!place) {
      return [];
    }
    const [files, skills] = await Promise.all([filesOfSkill(place.skill), this.#skills.all()]);
    const context = {
      files,
      skills: skills.map(({ folder }) => folder.path.slice(folder.path.lastIndexOf('/') + 1)),
    };
    return suiteCompletions(sourceText(place.path, document.getText()), position, context).map(toItem);
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const place = await this.#placeOf(document.uri);
    const found = place && suiteHover(sourceText(place.path, document.getText()), position);
    return found
      ? new vscode.Hover(new vscode.MarkdownString(found.markdown), toRange(found.range))
      : undefined;
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) {
      clearTimeout(timer);
    }
    this.#owned.dispose();
  }

  async #lookSoon(uri: vscode.Uri): Promise<void> {
    const place = /\/evals\//.test(uri.path) ? await this.#placeOf(uri) : null;
    if (place) {
      this.#wait(place.skill);
    }
  }

  #wait(skill: WorkspaceSkill): void {
    const id = skill.uri.toString();
    clearTimeout(this.#waiting.get(id));
    this.#waiting.set(
      id,
      setTimeout(() => void this.#mark(skill), pause),
    );
  }

  /** Marks all files of a skill's suites while one of them is open; clears them afterwards. */
  async #mark(skill: WorkspaceSkill): Promise<void> {
    const id = skill.uri.toString();
    if (!isSuiteOpen(skill.uri)) {
      this.#clearClosed();
      return;
    }
    const { problems } = await readSkillSuites(skill);
    if (!isSuiteOpen(skill.uri) || !(await this.#isThere(skill.uri))) {
      return;
    }
    const byFile = Map.groupBy(problems, ({ source }) => source.path);
    const before = this.#marked.get(id) ?? [];
    const now = [...byFile].map(([path, found]) => {
      const uri = vscode.Uri.joinPath(skill.folder, path);
      this.#marks.set(uri, found.filter(isOurs).map(toDiagnostic));
      return uri;
    });
    const kept = new Set(now.map(String));
    for (const uri of before.filter(each => !kept.has(each.toString()))) {
      this.#marks.delete(uri);
    }
    this.#marked.set(id, now);
  }

  #clearClosed(): void {
    this.#clear(id => !isSuiteOpen(vscode.Uri.parse(id)));
  }

  /** What is open of a skill that is gone may stay open; one that is there again is marked again. */
  async #followSkills(): Promise<void> {
    const gone = new Set<string>();
    for (const id of this.#marked.keys()) {
      if (!(await this.#isThere(vscode.Uri.parse(id)))) {
        gone.add(id);
      }
    }
    this.#clear(id => gone.has(id));
    for (const { uri } of vscode.workspace.textDocuments) {
      void this.#lookSoon(uri);
    }
  }

  /** Whether there is a skill with this SKILL.md; one around it is another. */
  async #isThere(manifest: vscode.Uri): Promise<boolean> {
    return (await this.#skills.of(manifest))?.uri.path === manifest.path;
  }

  #clear(isOver: (id: string) => boolean): void {
    for (const [id, files] of this.#marked) {
      if (isOver(id)) {
        for (const uri of files) {
          this.#marks.delete(uri);
        }
        this.#marked.delete(id);
      }
    }
  }

  /** The skill and the path in it of a file of its suites. */
  async #placeOf(uri: vscode.Uri): Promise<{ readonly skill: WorkspaceSkill; readonly path: string } | null> {
    const skill = await this.#skills.of(uri);
    const path = skill && uri.path.slice(skill.folder.path.length + 1);
    return skill && path?.startsWith('evals/') ? { skill, path } : null;
  }
}

/** Whether a file of the suites beside a SKILL.md is open. */
function isSuiteOpen(manifest: vscode.Uri): boolean {
  const evals = `${vscode.Uri.joinPath(manifest, '..', 'evals').path}/`;
  return vscode.workspace.textDocuments.some(({ uri }) => uri.path.startsWith(evals));
}

/** What is not JSON is marked by VS Code itself. */
function isOurs({ code, source }: SuiteProblem): boolean {
  return code !== 'eval-syntax' || !source.path.endsWith('.json');
}

function toDiagnostic({ code, severity, message, source }: SuiteProblem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(toRange(source.range), message, severities[severity]);
  diagnostic.source = diagnosticSource;
  diagnostic.code = code;
  return diagnostic;
}
