/** How deep a reason may lie, and how many of a list are told. */
const maxDepth = 4;
const maxListed = 5;

/** Longest text of no form at all that is taken for a reason, in characters. */
const maxPlain = 500;

/** Where servers put a reason, the likeliest first. */
const places = ['message', 'msg', 'detail', 'description', 'error', 'errors', 'reason', 'title'];

/**
 * The reason of a refusal that is in neither vendor's envelope: FastAPI's `detail`, a text or a list of what is wrong
 * with which field; `message`, `error` or `errors` as others write them; a problem document; a line of plain text. Null
 * where there is none. `clean` takes out what must not be shown.
 */
export function otherReason(body: unknown, headers: Headers, clean: (text: string) => string): string | null {
  if (typeof body === 'string') {
    const isPlain = /^text\/plain\b/i.test(headers.get('content-type') ?? '');
    const text = body.trim();
    return isPlain && text !== '' && text.length <= maxPlain ? clean(text) : null;
  }
  const words = typeof body === 'object' && !Array.isArray(body) ? wordsIn(body, 0) : '';
  return words === '' ? null : clean(words);
}

function wordsIn(value: unknown, depth: number): string {
  if (typeof value === 'string') {
    return value.trim();
  }
  if (typeof value !== 'object' || value === null || depth > maxDepth) {
    return '';
  }
  if (Array.isArray(value)) {
    const each = value.slice(0, maxListed).map(item => wordsIn(item, depth + 1));
    return each.filter(words => words !== '').join('; ');
  }
  const fields = value as Readonly<Record<string, unknown>>;
  for (const place of places) {
    const words = Object.hasOwn(fields, place) ? wordsIn(fields[place], depth + 1) : '';
    if (words !== '') {
      const field = fieldIn(fields);
      return field === '' ? words : `${field}: ${words}`;
    }
  }
  return '';
}

/** Which field a complaint is about: FastAPI's `loc` begins with where in the request it lies. */
function fieldIn({ loc, field }: Readonly<Record<string, unknown>>): string {
  return Array.isArray(loc) ? loc.slice(1).join('.') : typeof field === 'string' ? field : '';
}
