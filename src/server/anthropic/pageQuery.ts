import { type Result, success } from '../../core/text/result.ts';
import { invalid, type Refusal } from '../refusal.ts';

/** Where a page begins: behind the item with this key, in one part of the list. */
export interface PageStart {
  readonly part: string;
  readonly after: string;
}

export interface AnthropicPageQuery {
  readonly limit: number;
  /** Null for the first page. */
  readonly start: PageStart | null;
}

/** Reads `limit` (1 to `max`, 20 when absent) and `page`, which must be one that `pageToken` made for one of `parts`. */
export function readAnthropicPageQuery(
  { limit = '20', page }: Readonly<Record<string, string>>,
  parts: readonly string[],
  max = 1000,
): Result<AnthropicPageQuery, Refusal> {
  const count = /^-?\d+$/.test(limit) ? Number(limit) : Number.NaN;
  if (Number.isNaN(count)) {
    return invalid('limit: Input should be a valid integer, unable to parse string as an integer');
  }
  if (count < 1 || count > max) {
    const bound = count < 1 ? 'greater than or equal to 1' : `less than or equal to ${max}`;
    return invalid(`limit: Input should be ${bound}`);
  }
  if (page === undefined || page === '') {
    return success({ limit: count, start: null });
  }
  const start = readToken(page);
  return start && parts.includes(start.part)
    ? success({ limit: count, start })
    : invalid('page: Invalid page token; send the next_page of an earlier answer as it was.');
}

/** The opaque `next_page`. */
export function pageToken({ part, after }: PageStart): string {
  return `page_${Buffer.from(`${part}:${after}`).toString('base64url')}`;
}

function readToken(token: string): PageStart | null {
  const text = token.startsWith('page_') ? Buffer.from(token.slice(5), 'base64url').toString() : '';
  const [, part, after] = /^([a-z]+):(\w*)$/.exec(text) ?? [];
  return part !== undefined && after !== undefined ? { part, after } : null;
}
