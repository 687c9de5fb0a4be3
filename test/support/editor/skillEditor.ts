import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

/** For tests inside the extension host: skills written into the open workspace, and what is marked on them. */

const root = () => {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) {
    throw new Error('The tests need a workspace');
  }
  return folder.uri;
};

/** A SKILL.md on disk, in a folder below `tests/`. */
export interface TestSkill {
  readonly uri: vscode.Uri;
  readonly folder: vscode.Uri;
}

/** Writes a skill's folder. Resolves when Skillwright knows of it: it has marked or cleared its SKILL.md once. */
export async function writeSkill(
  name: string,
  text: string,
  files: Readonly<Record<string, string>> = {},
): Promise<TestSkill> {
  const folder = vscode.Uri.joinPath(root(), 'tests', name);
  for (const [path, content] of Object.entries(files)) {
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, path), new TextEncoder().encode(content));
  }
  const uri = vscode.Uri.joinPath(folder, 'SKILL.md');
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return { uri, folder };
}

/** Shows a file in an editor of its own. */
export async function show(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(uri, { preview: false });
}

/** Closes all editors, and takes away what the tests wrote. */
export async function cleanUp(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  const tests = vscode.Uri.joinPath(root(), 'tests');
  await vscode.workspace.fs.delete(tests, { recursive: true }).then(undefined, () => {});
}

/** Our marks as `code`, VS Code's own as `core: message`, sorted. */
export function marksOn(uri: vscode.Uri): readonly string[] {
  return vscode.languages.getDiagnostics(uri).map(toMark).sort();
}

/** Resolves when the marks on a file are as asked for; tests time out with what they were. */
export async function untilMarks(
  uri: vscode.Uri,
  isReached: (marks: readonly string[]) => boolean,
  within = 8_000,
): Promise<readonly string[]> {
  const { promise, resolve, reject } = Promise.withResolvers<readonly string[]>();
  const look = () => {
    const marks = marksOn(uri);
    if (isReached(marks)) {
      resolve(marks);
    }
  };
  const listening = vscode.languages.onDidChangeDiagnostics(look);
  const timer = setTimeout(() => reject(new Error(`The marks stayed ${marksOn(uri).join(' | ')}`)), within);
  look();
  return promise.finally(() => {
    listening.dispose();
    clearTimeout(timer);
  });
}

/**
 * What the lightbulb, or with a kind another menu, offers at the start of a line. Asks again when VS Code breaks off,
 * which it does when the text changes or a provider of another extension comes late.
 */
export async function actionsAt(
  uri: vscode.Uri,
  line: number,
  kind = 'quickfix',
): Promise<readonly vscode.CodeAction[]> {
  return actionsIn(uri, (await vscode.workspace.openTextDocument(uri)).lineAt(line).range, kind);
}

/** The same for a range. */
export async function actionsIn(
  uri: vscode.Uri,
  range: vscode.Range,
  kind: string,
): Promise<readonly vscode.CodeAction[]> {
  for (;;) {
    try {
      return await vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, range, kind, 50);
    } catch (error) {
      if (!(error instanceof Error && error.name === 'Canceled')) {
        throw error;
      }
    }
  }
}

/** Asks until an action with this title is offered, as a person would who waits for the lightbulb. */
export async function actionAt(
  uri: vscode.Uri,
  line: number,
  title: string | RegExp,
  kind?: string,
): Promise<vscode.CodeAction> {
  const isMeant = (other: string) => (typeof title === 'string' ? other === title : title.test(other));
  let offered: readonly vscode.CodeAction[] = [];
  for (let attempt = 0; attempt < 20; attempt++) {
    offered = await actionsAt(uri, line, kind);
    const action = offered.find(other => isMeant(other.title));
    if (action) {
      return action;
    }
    await delay(200);
  }
  throw new Error(`Only these are offered: ${offered.map(other => other.title).join(', ')}`);
}

/**
 * Chooses the first action of a kind for the selection of the active editor, and once more where `untilDone` rejects:
 * VS Code drops the wish when the text changes or another extension registers meanwhile.
 */
export async function applyFirst(kind: string, untilDone: () => Promise<void>): Promise<void> {
  const choose = () => vscode.commands.executeCommand('editor.action.codeAction', { kind, apply: 'first' });
  await choose();
  try {
    await untilDone();
  } catch {
    await choose();
    await untilDone();
  }
}

/** Resolves when a file, open or not, has the text asked for. */
export async function untilText(uri: vscode.Uri, isReached: (text: string) => boolean): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const open = vscode.workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
    const text = open?.getText() ?? new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    if (isReached(text)) {
      return;
    }
    await delay(100);
  }
  throw new Error(`${uri.path} did not get the text that was awaited`);
}

/** Sets one of our settings in the workspace; undefined takes it away. */
export async function configure(name: string, value: unknown): Promise<void> {
  await vscode.workspace
    .getConfiguration('skillwright')
    .update(name, value, vscode.ConfigurationTarget.Workspace);
}

/** Whether we put it there. */
export function isOurs({ source }: vscode.Diagnostic): boolean {
  return source === 'Skillwright';
}

/** In the words of the rule table. */
export function severityOf({ severity }: vscode.Diagnostic): string {
  return ['error', 'warning', 'information', 'hint'][severity] ?? '';
}

function toMark({ source, code, message }: vscode.Diagnostic): string {
  if (source === undefined) {
    return `core: ${message}`;
  }
  return typeof code === 'object' ? String(code.value) : String(code ?? message);
}
