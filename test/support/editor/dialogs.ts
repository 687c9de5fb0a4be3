import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** What is asked and told through VS Code's dialogs, answered by a script instead of a person. */
export interface Dialogs extends Disposable {
  /** Every question and message so far, as `pick: title`, `input: title`, `info: text`, `warning: text`, … */
  readonly shown: string[];
  /** What stood in the lists, by their titles: rows as `label — description — detail`, as last shown. */
  readonly rows: Map<string, readonly string[]>;
  /** The details of the modal questions. */
  readonly details: string[];
  /**
   * Answers the next question or message whose title or text has `question` in it: by the row or button with this
   * label, or part of it as a pattern, by several ticked rows, or by typing the text. Null turns away.
   */
  on(question: string | RegExp, ...answers: readonly Answer[]): void;
  /** Messages, without the questions. */
  messages(): readonly string[];
  /** Resolves when a message with this in it was shown. */
  message(text: string | RegExp): Promise<string>;
  /** Resolves when every scripted answer was asked for. */
  allAsked(): Promise<void>;
  /** Fails when a scripted answer was not asked for. */
  assertAllAsked(): void;
}

type Answer = string | RegExp | readonly string[] | null;

interface Scripted {
  readonly question: string | RegExp;
  readonly answers: Answer[];
}

type Item = vscode.QuickPickItem;

const names = [
  'showQuickPick',
  'showInputBox',
  'showInformationMessage',
  'showWarningMessage',
  'showErrorMessage',
  'setStatusBarMessage',
  'createQuickPick',
  'createInputBox',
] as const;

/** A test has a minute, in ms. */
const patience = 50_000;

/** Takes the place of the person until it is disposed of. A question that nobody scripted an answer for fails. */
export function answerDialogs(): Dialogs {
  const scripts: Scripted[] = [];
  const shown: string[] = [];
  const rows = new Map<string, readonly string[]>();
  const details: string[] = [];
  const waiting = new Set<() => void>();
  const tellWaiting = () => {
    for (const look of waiting) {
      look();
    }
  };
  const show = (text: string) => {
    shown.push(text);
    tellWaiting();
  };
  /** Resolves when `find` finds something, which it is asked for after everything that happens. */
  const until = <T>(find: () => T | undefined): Promise<T> => {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const look = () => {
      const found = find();
      if (found !== undefined) {
        resolve(found);
      }
    };
    waiting.add(look);
    look();
    // A test that ends because its time is over does not say what was shown instead.
    const giveUp = () => reject(new Error(`What was awaited was not shown, but: ${shown.join(' | ')}`));
    const timer = setTimeout(giveUp, patience);
    return promise.finally(() => {
      clearTimeout(timer);
      waiting.delete(look);
    });
  };
  const answerTo = (question: string): Answer | undefined => {
    const script = scripts.find(entry => has(question, entry.question));
    const answer = script?.answers.shift();
    if (script?.answers.length === 0) {
      scripts.splice(scripts.indexOf(script), 1);
      tellWaiting();
    }
    return answer;
  };
  const ask = (question: string): Answer => {
    const answer = answerTo(question);
    assert.notEqual(
      answer,
      undefined,
      `Nobody expected to be asked “${question}”. Before: ${shown.join(' | ')}`,
    );
    return answer ?? null;
  };
  const message =
    (kind: string) =>
    async (
      text: string,
      ...rest: readonly (string | vscode.MessageOptions)[]
    ): Promise<string | undefined> => {
      const [options] = rest;
      const isModal = typeof options === 'object' && options.modal === true;
      show(`${isModal ? 'modal' : kind}: ${text}`);
      if (isModal) {
        details.push(options.detail ?? '');
      }
      const buttons = rest.filter(item => typeof item === 'string');
      const answer = isModal ? ask(text) : (answerTo(text) ?? null);
      return answer === null ? undefined : find(buttons, answer, button => button, text);
    };
  const keep = (title: string, items: readonly Item[]) => rows.set(title, items.flatMap(toRow));
  const replaced = {
    showInformationMessage: message('info'),
    showWarningMessage: message('warning'),
    showErrorMessage: message('error'),
    setStatusBarMessage: (text: string) => {
      show(`status: ${text.replace(/^\$\([a-z-]+\) /, '')}`);
      return { dispose: () => undefined };
    },
    showQuickPick: async (
      from: readonly Item[] | Promise<readonly Item[]>,
      options: vscode.QuickPickOptions,
    ) => {
      const items = await from;
      const title = options.title ?? '';
      show(`pick: ${title}`);
      keep(title, items);
      const answer = ask(title);
      if (answer === null) {
        return undefined;
      }
      const choose = (wanted: string | RegExp) => find(items, wanted, plainLabel, title);
      if (!options.canPickMany) {
        return choose(one(answer));
      }
      return typeof answer === 'string' || answer instanceof RegExp ? [choose(answer)] : answer.map(choose);
    },
    showInputBox: async (options: vscode.InputBoxOptions) => {
      const title = options.title ?? '';
      show(`input: ${title}`);
      const answer = ask(title);
      if (answer === null) {
        return undefined;
      }
      const text = String(one(answer));
      const complaint = await options.validateInput?.(text);
      if (complaint) {
        show(`complaint: ${typeof complaint === 'string' ? complaint : complaint.message}`);
      }
      return complaint ? undefined : text;
    },
    createQuickPick: () => quickPick(ask, show, keep),
    createInputBox: () => inputBox(ask, show),
  };
  const window = vscode.window as unknown as Record<string, unknown>;
  const originals = names.map(name => [name, window[name]] as const);
  Object.assign(window, replaced);
  return {
    shown,
    rows,
    details,
    on: (question, ...answers) => void scripts.push({ question, answers: [...answers] }),
    messages: () => shown.filter(text => /^(info|warning|error|status): /.test(text)),
    message: text => until(() => shown.find(line => has(line, text))),
    allAsked: () => until(() => (scripts.length === 0 ? null : undefined)).then(() => undefined),
    assertAllAsked: () =>
      assert.deepEqual(
        scripts.map(({ question }) => String(question)),
        [],
        `Nobody asked. Shown: ${shown.join(' | ')}`,
      ),
    [Symbol.dispose]: () => Object.assign(window, Object.fromEntries(originals)),
  };
}

/** A list that is open until the script has chosen a row of it, or turned away. Rows may come while it is open. */
function quickPick(
  ask: (question: string) => Answer,
  show: (text: string) => void,
  keep: (title: string, items: readonly Item[]) => void,
) {
  const accepted = new vscode.EventEmitter<void>();
  const hidden = new vscode.EventEmitter<void>();
  const changed = new vscode.EventEmitter<string>();
  let items: readonly Item[] = [];
  let wanted: Answer | undefined;
  const pick = {
    title: '',
    activeItems: [] as readonly Item[],
    selectedItems: [] as readonly Item[],
    onDidAccept: accepted.event,
    onDidHide: hidden.event,
    onDidChangeValue: changed.event,
    onDidTriggerButton: new vscode.EventEmitter<void>().event,
    get items() {
      return items;
    },
    set items(now: readonly Item[]) {
      items = now;
      keep(pick.title, now);
      setTimeout(choose);
    },
    show: () => {
      show(`pick: ${pick.title}`);
      keep(pick.title, items);
      wanted = ask(pick.title);
      setTimeout(choose);
    },
    dispose: () => {
      wanted = undefined;
    },
  };
  const choose = () => {
    if (wanted === null) {
      return hidden.fire();
    }
    if (wanted === undefined) {
      return;
    }
    const text = one(wanted);
    const row = items.find(item => has(plainLabel(item), text) || has(toRow(item)[0] ?? '', text));
    // What is typed, and not there, is searched for.
    if (!row) {
      return typeof text === 'string' ? changed.fire(text) : undefined;
    }
    wanted = undefined;
    pick.selectedItems = [row];
    accepted.fire();
  };
  return pick;
}

/** A box in which the script types its text, and then presses Enter; null presses Escape. */
function inputBox(ask: (question: string) => Answer, show: (text: string) => void) {
  const accepted = new vscode.EventEmitter<void>();
  const hidden = new vscode.EventEmitter<void>();
  const changed = new vscode.EventEmitter<string>();
  const box = {
    title: '',
    value: '',
    onDidAccept: accepted.event,
    onDidHide: hidden.event,
    onDidChangeValue: changed.event,
    onDidTriggerButton: new vscode.EventEmitter<void>().event,
    show: () => {
      show(`input: ${box.title}`);
      const answer = ask(box.title);
      setTimeout(() => {
        if (answer === null) {
          return hidden.fire();
        }
        box.value = String(one(answer));
        changed.fire(box.value);
        setTimeout(() => accepted.fire());
      });
    },
    dispose: () => undefined,
  };
  return box;
}

function one(answer: Exclude<Answer, null>): string | RegExp {
  assert.ok(typeof answer === 'string' || answer instanceof RegExp, 'Only one row can be chosen.');
  return answer;
}

function find<T>(
  items: readonly T[],
  wanted: Exclude<Answer, null>,
  labelOf: (item: T) => string,
  where: string,
): T {
  const label = one(wanted);
  const isMeant = (item: T) =>
    typeof label === 'string' ? labelOf(item) === label : has(labelOf(item), label);
  const found = items.find(isMeant);
  assert.ok(found, `“${where}” offers ${items.map(labelOf).join(', ')}, and not ${label}.`);
  return found;
}

function has(text: string, part: string | RegExp): boolean {
  return typeof part === 'string' ? text.includes(part) : part.test(text);
}

function plainLabel({ label }: Item): string {
  return label.replace(/^\$\([a-z-]+\) /, '');
}

function toRow(item: Item): readonly string[] {
  if (item.kind === vscode.QuickPickItemKind.Separator) {
    return [];
  }
  return [[plainLabel(item), item.description, item.detail].filter(Boolean).join(' — ')];
}
