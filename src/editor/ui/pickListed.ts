import type * as vscode from 'vscode';
import type { Failure } from '../../core/failure/failure.ts';
import { failureRow } from '../../core/failure/failureText.ts';
import type { PagedList } from '../../core/registry/pagedList.ts';
import type { Result } from '../../core/text/result.ts';
import type { Choice } from './quickPick.ts';
import { createPick, type ShownRow } from './shown.ts';

/** What is listed a page at a time, and found by its number before its page is loaded. */
interface Listed<T> {
  readonly list: PagedList<T>;
  fits(item: T): boolean;
  /** The item that a number means, which may not be loaded. */
  find(number: string): Promise<Result<T, Failure>>;
  toChoice(item: T): Choice<T>;
}

/** The last row, while there is more; says why it did not come when it was last asked for. */
export function moreRow<T>(list: PagedList<T>): readonly ShownRow[] {
  const { hasMore, failure } = list.state;
  const row = { icon: 'ellipsis', label: 'Load more…', alwaysShow: true };
  return hasMore ? [failure === null ? row : { ...row, description: failureRow(failure) }] : [];
}

/**
 * Asks for an item of a list that is open at its first page. The last row loads more; typing a number brings the item
 * that is called so, whatever page it is on. Undefined when the person turned away.
 */
export async function pickListed<T>(
  title: string,
  placeholder: string,
  { list, fits, find, toChoice }: Listed<T>,
): Promise<T | undefined> {
  const pick = createPick<Choice<T | null>>(title);
  pick.placeholder = placeholder;
  pick.matchOnDescription = true;
  const found: T[] = [];
  const draw = () => {
    const rows: readonly Choice<T | null>[] = [...list.state.items, ...found].filter(fits).map(toChoice);
    pick.showRows([...rows, ...moreRow(list).map(row => ({ ...row, value: null }))]);
  };
  jumpToTyped(pick, { list, find }, item => {
    found.push(item);
    draw();
  });
  const { promise, resolve } = Promise.withResolvers<T | undefined>();
  pick.onDidAccept(() => {
    const row = pick.selectedItems[0];
    if (row?.value === null) {
      void list.more().then(draw);
    } else if (row) {
      resolve(row.value);
    }
  });
  pick.onDidHide(() => resolve(undefined));
  draw();
  pick.show();
  try {
    return await promise;
  } finally {
    pick.dispose();
  }
}

/** While a list is open: the item whose number is typed is looked for, once, where it is not loaded. */
export function jumpToTyped<T>(
  pick: Pick<vscode.QuickPick<vscode.QuickPickItem>, 'onDidChangeValue' | 'busy'>,
  { list, find }: Pick<Listed<T>, 'list' | 'find'>,
  onFound: (item: T) => void,
): void {
  const asked = new Set<string>();
  pick.onDidChangeValue(async value => {
    const number = /^v?([1-9]\d{0,8})$/.exec(value.trim())?.[1];
    if (number === undefined || !list.state.hasMore || list.get(number) || asked.has(number)) {
      return;
    }
    asked.add(number);
    pick.busy = true;
    const item = await find(number);
    pick.busy = false;
    if (item.ok && !list.get(number)) {
      onFound(item.value);
    }
  });
}
