import * as vscode from 'vscode';
import { DisposableStore } from './disposableStore.ts';
import type { Choice } from './quickPick.ts';
import { createLine, createPick, inertMessage, type ShownPick } from './shown.ts';

/** The person wants to see the question before this one again. */
export const back = Symbol('back');

export type Answer<T> = T | typeof back | undefined;

/** One of several questions that follow each other. */
interface Step {
  readonly title: string;
  /** Counted from 1. */
  readonly step: number;
  readonly totalSteps: number;
}

interface TextStep extends Step {
  readonly prompt: string;
  readonly placeholder: string;
  /** What was answered before, when the person came back. */
  readonly value: string;
  /** An answer with an error is not accepted. */
  validate(value: string): vscode.InputBoxValidationMessage | undefined;
}

/** Asks for a line of text; undefined when the person turned away. The box says what is wrong once something is typed. */
export function askText(options: TextStep): Promise<Answer<string>> {
  const { title, step, totalSteps, prompt, placeholder, value, validate } = options;
  const box = createLine({ title, prompt });
  Object.assign(box, { step, totalSteps, placeholder, value, ignoreFocusOut: true });
  const show = (text: string) => {
    box.validationMessage = text === '' ? undefined : inertMessage(validate(text));
  };
  show(value);
  return settle(box, step, (owned, answer) => {
    owned.add(box.onDidChangeValue(show));
    owned.add(
      box.onDidAccept(() => {
        const complaint = inertMessage(validate(box.value));
        box.validationMessage = complaint;
        if (complaint?.severity !== vscode.InputBoxValidationSeverity.Error) {
          answer(box.value);
        }
      }),
    );
  });
}

interface ChoiceStep<T> extends Step {
  readonly placeholder: string;
  readonly choices: readonly Choice<T>[];
}

/** Asks for one of the choices. */
export function askChoice<T>(options: ChoiceStep<T>): Promise<Answer<T>> {
  const { title, step, totalSteps, placeholder, choices } = options;
  const pick = createPick<Choice<T>>(title);
  Object.assign(pick, { step, totalSteps, placeholder, ignoreFocusOut: true });
  pick.showRows(choices);
  return settle(pick, step, (owned, answer) => {
    owned.add(
      pick.onDidAccept(() => {
        const [chosen] = pick.selectedItems;
        if (chosen) {
          answer(chosen.value);
        }
      }),
    );
  });
}

/** Shows the box with a way back from the second question on, until it is answered or hidden. */
async function settle<T>(
  box: vscode.InputBox | ShownPick<Choice<T>>,
  step: number,
  listen: (owned: DisposableStore, answer: (value: T) => void) => void,
): Promise<Answer<T>> {
  const owned = new DisposableStore();
  const { promise, resolve } = Promise.withResolvers<Answer<T>>();
  owned.add(box);
  if (step > 1) {
    box.buttons = [vscode.QuickInputButtons.Back];
  }
  owned.add(box.onDidTriggerButton(() => resolve(back)));
  owned.add(box.onDidHide(() => resolve(undefined)));
  listen(owned, resolve);
  box.show();
  return promise.finally(() => owned.dispose());
}
