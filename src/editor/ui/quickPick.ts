import { askModally, pickRow, type ShownRow } from './shown.ts';

/** A row of a quick pick that stands for a value. */
export interface Choice<T> extends ShownRow {
  readonly value: T;
}

/**
 * Asks for one of the choices; resolves to undefined when the person turned away. With `staysOpen` that is Escape alone:
 * who has to look something up elsewhere finds it still there.
 */
export async function pickOne<T>(
  title: string,
  placeholder: string,
  choices: readonly Choice<T>[] | Promise<readonly Choice<T>[]>,
  { staysOpen = false }: { readonly staysOpen?: boolean } = {},
): Promise<T | undefined> {
  const picked = await pickRow(choices, {
    title,
    placeHolder: placeholder,
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: staysOpen,
  });
  return picked?.value;
}

/** Asks in a modal whether to go on; `details` are shown as lines of their own. */
export async function confirm(message: string, details: readonly string[], button: string): Promise<boolean> {
  const answer = await askModally(message, details.join('\n'), button);
  return answer === button;
}
