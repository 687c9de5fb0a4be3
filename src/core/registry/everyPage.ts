import type { Failure } from '../failure/failure.ts';
import type { Result } from '../text/result.ts';
import type { Page } from './contract.ts';

/** Where a page starts, and how many items it may have. */
interface AskedPage {
  readonly limit: number;
  readonly cursor?: string;
}

/** As many items as every kind of registry gives at once. */
const pageSize = 100;

/**
 * The pages of a list, one after the other, until its end, a failure or `maxPages`. A registry whose pages lead round in
 * a ring has no end: a page that was read is not read again.
 */
export async function* everyPage<T>(
  list: (asked: AskedPage) => Promise<Result<Page<T>, Failure>>,
  maxPages: number,
  limit = pageSize,
): AsyncGenerator<Result<Page<T>, Failure>> {
  const seen = new Set<string>();
  let cursor: string | null = null;
  for (let pages = 0; pages < maxPages; pages++) {
    const page = await list(cursor === null ? { limit } : { limit, cursor });
    yield page;
    cursor = page.ok ? page.value.next : null;
    if (cursor === null || seen.has(cursor)) {
      return;
    }
    seen.add(cursor);
  }
}
