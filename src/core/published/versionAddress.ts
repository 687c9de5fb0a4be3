/** Names one published version. `registryId` is the connection's, `version` the version's key. */
export interface VersionRef {
  readonly registryId: string;
  readonly skillId: string;
  readonly version: string;
}

/** A file or folder of a published version. */
export interface FileAddress extends VersionRef {
  /** What the skill's folder is called; '' for the level above it. */
  readonly folderName: string;
  /** In the skill's folder, with `/`; '' for the folder itself. */
  readonly path: string;
}

/**
 * The path of a `skillwright:` address: `/registry/skill/version/folder name/path`. It ends as the file would on a
 * disk, since VS Code goes by the names of a SKILL.md and of the folder it is in.
 */
export function formatAddress({ registryId, skillId, version, folderName, path }: FileAddress): string {
  const base = `/${[registryId, skillId, version].map(encodeSegment).join('/')}`;
  if (folderName === '') return base;
  return path === '' ? `${base}/${folderName}` : `${base}/${folderName}/${path}`;
}

/** The reverse of `formatAddress`; null for what it never makes. */
export function parseAddress(address: string): FileAddress | null {
  const [root, registry, skill, key, folderName = '', ...rest] = address.replace(/\/$/, '').split('/');
  if (root !== '' || !registry || !skill || !key) return null;
  if ([folderName, ...rest].some(segment => segment === '.' || segment === '..')) return null;
  if (rest.includes('')) return null;
  try {
    const [registryId = '', skillId = '', version = ''] = [registry, skill, key].map(decodeURIComponent);
    return { registryId, skillId, version, folderName, path: rest.join('/') };
  } catch {
    return null;
  }
}

/** Ids may hold any character, and one that is `..` must not lead elsewhere. */
function encodeSegment(id: string): string {
  const encoded = encodeURIComponent(id);
  return /^\.+$/.test(encoded) ? encoded.replaceAll('.', '%2E') : encoded;
}
