/** How much of a page is looked at for its title, in characters. */
const maxSearched = 65_536;

/**
 * The title of a web page that came in place of an answer, null where it has none; null where `body` is none.
 * `clean` takes out what must not be shown.
 */
export function webPageIn(
  body: unknown,
  headers: Headers,
  clean: (text: string) => string,
): { readonly title: string | null } | null {
  const text = typeof body === 'string' ? body.slice(0, maxSearched) : '';
  const isPage =
    /^\s*(?:<!doctype html|<html)\b/i.test(text) || headers.get('content-type')?.includes('text/html');
  if (!isPage) {
    return null;
  }
  const found = /<title\b[^>]{0,200}>([^<]{1,500})/i.exec(text)?.[1] ?? '';
  const title = clean(found.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => characters[name] ?? '').trim());
  return { title: title === '' ? null : title.replace(/\s+/g, ' ') };
}

const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
