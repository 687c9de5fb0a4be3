import { type Result, success } from '../../core/text/result.ts';
import { invalid, type Refusal } from '../refusal.ts';

export interface OpenaiPageQuery {
  readonly limit: number;
  readonly order: 'asc' | 'desc';
  /** The id of the item before the page. */
  readonly after: string | null;
}

/** Reads `limit` (0–100, 20 when absent), `order` (newest first when absent) and `after`. */
export function readOpenaiPageQuery(
  query: Readonly<Record<string, string>>,
): Result<OpenaiPageQuery, Refusal> {
  const { limit = '20', order = 'desc', after } = query;
  if (!/^-?\d+$/.test(limit)) {
    return invalid(`Invalid type for 'limit': expected an integer, but got '${limit}' instead.`, {
      param: 'limit',
      code: 'invalid_type',
    });
  }
  const count = Number(limit);
  if (count < 0 || count > 100) {
    const [bound, code] =
      count < 0 ? ['>= 0', 'integer_below_min_value'] : ['<= 100', 'integer_above_max_value'];
    return invalid(`Invalid 'limit': expected a value ${bound}, but got ${limit} instead.`, {
      param: 'limit',
      code,
    });
  }
  if (order !== 'asc' && order !== 'desc') {
    return invalid(`Invalid value: '${order}'. Supported values are: 'asc' and 'desc'.`, {
      param: 'order',
      code: 'invalid_value',
    });
  }
  return success({ limit: count, order, after: after === undefined || after === '' ? null : after });
}

/** The items of a page out of all, oldest first; null when nothing has the cursor's id. */
export function pick<T>(
  all: readonly T[],
  { limit, order, after }: OpenaiPageQuery,
  idOf: (item: T) => string,
): { readonly items: readonly T[]; readonly hasMore: boolean } | null {
  const ordered = order === 'asc' ? all : all.toReversed();
  const start = after === null ? 0 : ordered.findIndex(item => idOf(item) === after) + 1;
  if (after !== null && start === 0) {
    return null;
  }
  return { items: ordered.slice(start, start + limit), hasMore: start + limit < ordered.length };
}

export function wrongCursor(after: string): Result<never, Refusal> {
  return invalid(`Invalid value for 'after': nothing in this list has the id '${after}'.`, {
    param: 'after',
    code: 'invalid_value',
  });
}
