import { anything, decode, type ExpectedField, type Misread, record } from '../text/decode.ts';
import type { Result } from '../text/result.ts';

/** An item of a registry's list that could not be read, and as much of it as could. All texts are untrusted. */
export interface UnreadableItem {
  readonly id: string | null;
  readonly name: string | null;
  /** Which field was expected to be what. */
  readonly expected: ExpectedField;
}

/** The readable items of a list, and what is left of the others. */
export function partItems<T>(items: readonly Result<T, Misread>[]): {
  readonly read: readonly T[];
  readonly unreadable: readonly UnreadableItem[];
} {
  return {
    read: items.flatMap(item => (item.ok ? [item.value] : [])),
    unreadable: items.flatMap(item => (item.ok ? [] : [unreadableItem(item.failure)])),
  };
}

/** What a row says of an item that could not be read. */
export function unreadableWords({ expected }: UnreadableItem): string {
  return `could not be read: the registry answered something else than ${expected}`;
}

/** What can be said of it all the same. */
export function unreadableItem({ expected, value }: Misread): UnreadableItem {
  const fields = decode(
    record({
      id: anything,
      version: anything,
      name: anything,
      display_name: anything,
      display_title: anything,
    }),
    value,
  );
  if (!fields.ok) {
    return { id: null, name: null, expected };
  }
  const { id, version, name, display_name, display_title } = fields.value;
  return {
    id: firstText(id, version),
    name: firstText(name, display_name, display_title),
    expected,
  };
}

function firstText(...values: readonly unknown[]): string | null {
  const text = values.find(value => typeof value === 'string' && value !== '');
  return typeof text === 'string' ? text : null;
}
