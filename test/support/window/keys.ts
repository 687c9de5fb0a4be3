import assert from 'node:assert/strict';
import { errors } from 'playwright-core';
import type { TreeView } from './tree.ts';
import { until } from './until.ts';
import type { EditorWindow } from './window.ts';

/** How often a palette is opened that does not stay. */
const maxTries = 5;

/** More presses than there are rows to go by. */
const maxPresses = 80;

/** Runs a command without the mouse: by typing its title into the palette. */
export async function runByKeys({ page, quickInput }: EditorWindow, title: string): Promise<void> {
  // What is just closing, as a list that was accepted, may take the palette with it.
  for (let tries = 1; ; tries++) {
    try {
      await page.keyboard.press('F1');
      await quickInput.input.waitFor({ timeout: 3000 });
      await page.keyboard.type(title);
      await quickInput
        .row(title)
        .first()
        .waitFor({ timeout: 3000 * tries });
      break;
    } catch (error) {
      if (!(error instanceof errors.TimeoutError) || tries === maxTries) {
        throw error;
      }
      await page.keyboard.press('Escape');
    }
  }
  await page.keyboard.press('Enter');
  await quickInput.widget.waitFor({ state: 'hidden' });
}

/** Types an answer into the box with this title, in the place of what is in it. */
export async function typeAnswer(
  { page, quickInput }: EditorWindow,
  title: string,
  answer: string,
): Promise<void> {
  await quickInput.titled(title);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(answer);
  await page.keyboard.press('Enter');
}

/** Goes by arrow keys to the row of a tree that has the keyboard; the focus goes, the selection stays. */
export async function focusRow({ page }: EditorWindow, tree: TreeView, label: string): Promise<void> {
  const focused = tree.pane.locator('.monaco-list-row.focused .label-name');
  await page.keyboard.press('Home');
  for (let presses = 0; presses < maxPresses; presses++) {
    if ((await focused.allTextContents()).includes(label)) {
      return;
    }
    await page.keyboard.press('ArrowDown');
  }
  assert.fail(`No row “${label}” was reached by the arrow keys`);
}

/** Chooses from the menu of the row with the focus, by the menu's own keys. */
export async function menuByKeys({ page }: EditorWindow, label: string): Promise<void> {
  await page.keyboard.press('Shift+F10');
  const menu = page.locator('.monaco-menu');
  await menu.waitFor();
  const focused = menu.locator('.action-item.focused .action-label');
  for (let presses = 0; presses < maxPresses; presses++) {
    if ((await focused.allTextContents()).includes(label)) {
      await page.keyboard.press('Enter');
      await menu.waitFor({ state: 'hidden' });
      return;
    }
    await page.keyboard.press('ArrowDown');
  }
  assert.fail(`The menu has no “${label}”`);
}

/** The labels of the rows that are selected, from the top. */
export async function selectsRows(tree: TreeView, labels: readonly string[]): Promise<void> {
  const selected = tree.pane.locator('.monaco-list-row.selected .label-name');
  await until(async () => (await selected.allTextContents()).sort(), [...labels]);
}
