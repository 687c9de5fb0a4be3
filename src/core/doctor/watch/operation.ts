/** Which protocol a request speaks. */
export type Spoken = 'openai' | 'anthropic' | 'anthropic-earlier';

/** What a request asks for. */
export type OperationKind =
  | 'list-skills'
  | 'create-skill'
  | 'get-skill'
  | 'update-skill'
  | 'delete-skill'
  | 'list-versions'
  | 'create-version'
  | 'get-version'
  | 'delete-version'
  | 'content';

/** A request as far as its address and its headers tell. */
export interface AskedOperation {
  readonly kind: OperationKind;
  readonly spoken: Spoken;
  /** Ids as they stand in the address. */
  readonly skill: string | null;
  readonly version: string | null;
}

/** Reads what a request asks for; null where it leads elsewhere, as to storage. */
export function operationOf(
  method: string,
  address: URL,
  baseURL: string,
  headers: Headers,
): AskedOperation | null {
  const base = new URL(baseURL);
  if (address.origin !== base.origin) {
    return null;
  }
  const root = base.pathname.replace(/\/+$/, '');
  const names = address.pathname.slice(root.length).split('/').filter(Boolean).map(decoded);
  const [first, ...rest] = names[0] === 'v1' ? names.slice(1) : names;
  const kind = first === 'skills' ? kindOf(method, rest) : null;
  const [skill = null, , version = null] = rest;
  return kind && { kind, spoken: spokenBy(headers), skill, version };
}

function kindOf(method: string, [skill, versions, version, content, ...rest]: readonly string[]) {
  if (rest.length > 0 || (versions !== undefined && versions !== 'versions')) {
    return null;
  }
  if (skill === undefined) {
    return among(method, { GET: 'list-skills', POST: 'create-skill' });
  }
  if (versions === undefined) {
    return among(method, { GET: 'get-skill', POST: 'update-skill', DELETE: 'delete-skill' });
  }
  if (version === undefined) {
    return among(method, { GET: 'list-versions', POST: 'create-version' });
  }
  if (content === undefined) {
    return among(method, { GET: 'get-version', DELETE: 'delete-version' });
  }
  return content === 'content' && method === 'GET' ? 'content' : null;
}

function among(
  method: string,
  kinds: Partial<Record<'GET' | 'POST' | 'DELETE', OperationKind>>,
): OperationKind | null {
  return method === 'GET' || method === 'POST' || method === 'DELETE' ? (kinds[method] ?? null) : null;
}

function spokenBy(headers: Headers): Spoken {
  if (!headers.has('anthropic-version')) {
    return 'openai';
  }
  return headers.has('anthropic-beta') ? 'anthropic-earlier' : 'anthropic';
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
