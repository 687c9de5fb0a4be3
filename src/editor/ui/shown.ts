import * as vscode from 'vscode';
import { inertText } from '../../core/text/plainText.ts';

// The door to what VS Code shows for a moment: messages, lists and boxes. In each of them it turns `$(icon)` into an
// icon, and `[text](command:…)` into a link that acts, wherever it finds them: also in the name of a skill, of a file,
// or in the words of a registry. What comes through here is shown as it is written.

type MessageKind = 'showInformationMessage' | 'showWarningMessage' | 'showErrorMessage';

/** What a modal question says below its first line. */
interface ModalDetail {
  readonly modal: true;
  readonly detail?: string;
}

/** Tells something; resolves to the button that was pressed. */
export function notify<T extends string>(text: string, ...buttons: readonly T[]): Thenable<T | undefined> {
  return tell('showInformationMessage', text, buttons);
}

/** Tells of something that is not as it should be. */
export function notifyWarning<T extends string>(
  text: string,
  ...buttons: readonly T[]
): Thenable<T | undefined> {
  return tell('showWarningMessage', text, buttons);
}

/** Tells that something failed. */
export function notifyError<T extends string>(
  text: string,
  ...buttons: readonly T[]
): Thenable<T | undefined> {
  return tell('showErrorMessage', text, buttons);
}

/** Asks, and lets nothing else happen before it is answered. `detail` may have several lines. */
export function askModally<T extends string>(
  text: string,
  detail: string | undefined,
  ...buttons: readonly T[]
): Thenable<T | undefined> {
  const options: ModalDetail = {
    modal: true,
    ...(detail === undefined ? {} : { detail: inertText(detail) }),
  };
  return vscode.window.showWarningMessage(inertText(text), options, ...buttons);
}

function tell<T extends string>(
  kind: MessageKind,
  text: string,
  buttons: readonly T[],
): Thenable<T | undefined> {
  return vscode.window[kind](inertText(text), ...buttons);
}

/** Says in the status bar what was done, for five seconds; `icon` is the name of one of VS Code's. */
export function showBriefly(icon: string, text: string): void {
  vscode.window.setStatusBarMessage(`$(${icon}) ${inertText(text)}`, 5000);
}

/** A row of a list. `icon` is the name of one of VS Code's, and the only way to one. */
export interface ShownRow extends vscode.QuickPickItem {
  readonly icon?: string;
}

/** A list whose title and rows are as they are written. */
export type ShownPick<T extends ShownRow> = Omit<vscode.QuickPick<T>, 'items' | 'title'> & {
  readonly title: string | undefined;
  readonly items: readonly T[];
  showRows(rows: readonly T[]): void;
};

/** A list that stays open while its rows, which come through `showRows` only, change. */
export function createPick<T extends ShownRow>(title: string): ShownPick<T> {
  const pick = vscode.window.createQuickPick<T>();
  pick.title = inertText(title);
  const showRows = (rows: readonly T[]) => {
    pick.items = rows.map(inertRow);
  };
  return Object.assign(pick, { showRows });
}

/** Asks for one row. */
export async function pickRow<T extends ShownRow>(
  rows: readonly T[] | Promise<readonly T[]>,
  options: vscode.QuickPickOptions,
): Promise<T | undefined> {
  return vscode.window.showQuickPick(inertRows(rows), titled(options));
}

/** Asks for any number of rows. */
export async function pickRows<T extends ShownRow>(
  rows: readonly T[],
  options: vscode.QuickPickOptions,
): Promise<readonly T[] | undefined> {
  return vscode.window.showQuickPick(inertRows(rows), { ...titled(options), canPickMany: true });
}

/** With the title as it is written; it may name what somebody else has named. */
function titled<T extends { title?: string }>(options: T): T {
  return options.title === undefined ? options : { ...options, title: inertText(options.title) };
}

async function inertRows<T extends ShownRow>(
  rows: readonly T[] | Promise<readonly T[]>,
): Promise<readonly T[]> {
  return (await rows).map(inertRow);
}

function inertRow<T extends ShownRow>(row: T): T {
  const { icon, label, description, detail } = row;
  return {
    ...row,
    label: `${icon === undefined ? '' : `$(${icon}) `}${inertText(label)}`,
    ...(description === undefined ? {} : { description: inertText(description) }),
    ...(detail === undefined ? {} : { detail: inertText(detail) }),
  };
}

type LineOptions = Omit<vscode.InputBoxOptions, 'validateInput'> & {
  /** What is wrong with it; null or undefined when nothing is. */
  validateInput?(text: string): string | null | undefined;
};

/** Asks for a line of text. */
export function askLine({ validateInput, prompt, ...options }: LineOptions): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    ...titled(options),
    ...(prompt === undefined ? {} : { prompt: inertText(prompt) }),
    validateInput: text => {
      const complaint = validateInput?.(text);
      return complaint && inertText(complaint);
    },
  });
}

/** A box that stays open while what it says changes. */
export function createLine(options: { readonly title: string; readonly prompt: string }): vscode.InputBox {
  return Object.assign(vscode.window.createInputBox(), {
    title: inertText(options.title),
    prompt: inertText(options.prompt),
  });
}

/** What a box says of what was typed, as it is written. */
export function inertMessage(
  message: vscode.InputBoxValidationMessage | undefined,
): vscode.InputBoxValidationMessage | undefined {
  return message && { ...message, message: inertText(message.message) };
}
