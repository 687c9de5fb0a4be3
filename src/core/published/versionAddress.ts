import { decodeJson, id, record } from '../text/decode.ts';

/** Names one published version. `registryId` is the connection's, `version` the version's key. */
export interface VersionRef {
  readonly registryId: string;
  readonly skillId: string;
  readonly version: string;
}

/** The parts of an address that are ours; it is shown by its path and known by both. */
export interface AddressParts {
  readonly path: string;
  readonly query: string;
}

/** Something in a published version. */
export interface PublishedAddress {
  readonly ref: VersionRef;
  /** Where the skill's folder is said to be; begins with `/`. */
  readonly root: string;
  /** In the skill's folder, with `/`; '' for the folder itself; null for what is above it. */
  readonly path: string | null;
  /** What leads on to the skill's folder from above it; null inside. */
  readonly next: string | null;
}

/**
 * The address of a file or folder: the query says of which version, and the path is for people. It ends as the file
 * would on a disk, since VS Code goes by the names of a SKILL.md and of its folder; and what stands before can be
 * chosen, since a comparison takes two files of other paths for one that was renamed.
 */
export function formatAddress(ref: VersionRef, root: string, path: string): AddressParts {
  const { registryId: registry, skillId: skill, version } = ref;
  return {
    path: path === '' ? root : `${root}/${path}`,
    query: JSON.stringify({ registry, skill, version, root }),
  };
}

/** The reverse of `formatAddress`; null for what it never makes. */
export function parseAddress({ path, query }: AddressParts): PublishedAddress | null {
  const parsed = parseQuery(query);
  const address = path.replace(/(?<=.)\/$/, '');
  if (parsed === null || !isClean(address)) {
    return null;
  }
  const { ref, root } = parsed;
  if (address === root) {
    return { ...parsed, path: '', next: null };
  }
  if (address.startsWith(`${root}/`)) {
    return { ref, root, path: address.slice(root.length + 1), next: null };
  }
  const above = address === '/' ? '/' : `${address}/`;
  if (!root.startsWith(above)) {
    return null;
  }
  return { ref, root, path: null, next: root.slice(above.length).split('/')[0] ?? '' };
}

/** A folder's address out of names, which may come from anywhere: `/Local/v3/pdf`. */
export function rootOf(...names: readonly string[]): string {
  const segments = names.map(name => name.replace(/[\p{Cc}/\\]/gu, '-').replace(/^\.{1,2}$/, '-'));
  return segments.map(segment => `/${segment || '-'}`).join('');
}

const namedVersion = record({ registry: id, skill: id, version: id, root: id });

function parseQuery(query: string): { readonly ref: VersionRef; readonly root: string } | null {
  const named = decodeJson(namedVersion, query);
  if (named === null || named.root === '/' || !isClean(named.root)) {
    return null;
  }
  const { registry: registryId, skill: skillId, version, root } = named;
  return { ref: { registryId, skillId, version }, root };
}

/** Absolute, and nothing in it that leads elsewhere. */
function isClean(path: string): boolean {
  if (path === '/') {
    return true;
  }
  const [first, ...segments] = path.split('/');
  const isPlain = (segment: string) => segment !== '' && segment !== '.' && segment !== '..';
  return first === '' && segments.length > 0 && segments.every(isPlain);
}
