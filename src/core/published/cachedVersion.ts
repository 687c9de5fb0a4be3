import type { BundleFile } from '../bundle/bundleFile.ts';
import type { BundleContent } from '../bundle/digestBundle.ts';
import { isGitName } from '../text/gitNames.ts';

/** Names a published version everywhere: the key of its registry as in link/registryKey.ts, its skill and its key. */
export interface VersionKey {
  readonly registryKey: string;
  readonly skillId: string;
  readonly version: string;
}

/** What is known of a version that has been downloaded. */
export interface VersionFacts extends VersionKey, BundleContent {
  /** From the manifest; null where it cannot be read. Untrusted. */
  readonly name: string | null;
  readonly description: string | null;
  /** The manifest's `metadata.version`. */
  readonly metadataVersion: string | null;
  /** The skill's name if that can name a folder; else the bundle's own folder. */
  readonly folderName: string;
  /** The one folder that holds everything in the zip, or null. */
  readonly topFolder: string | null;
  /** Of the zip, in bytes. */
  readonly zipBytes: number;
  /** When it was deleted from the registry with Skillwright, in ms since 1970; null while it is there. */
  readonly deletedAt: number | null;
  /** What people called the skill when it was deleted; null before that. */
  readonly label: string | null;
}

const format = 1;

/** The text that is kept beside the zip. */
export function formatFacts(facts: VersionFacts): string {
  return JSON.stringify({ format, ...facts });
}

/** Reads that text; null for anything that `formatFacts` has not written whole. */
export function parseFacts(text: string): VersionFacts | null {
  let facts: Partial<VersionFacts> & { readonly format?: unknown };
  try {
    facts = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof facts !== 'object' || facts === null || facts.format !== format) {
    return null;
  }
  const texts = [facts.registryKey, facts.skillId, facts.version, facts.folderName, facts.digest];
  const isWhole =
    texts.every(text => typeof text === 'string') &&
    [facts.name, facts.description, facts.metadataVersion, facts.topFolder, facts.label].every(
      isTextOrNull,
    ) &&
    (facts.deletedAt === null || typeof facts.deletedAt === 'number') &&
    typeof facts.zipBytes === 'number' &&
    Array.isArray(facts.files) &&
    facts.files.every(isFile);
  return isWhole ? (facts as VersionFacts) : null;
}

/** Whether a name can be a folder's in an address, and of one that is downloaded. */
export function isFolderName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[\p{Cc}/\\]/u.test(name) && !isGitName(name);
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string';
}

function isFile(file: Partial<BundleFile> | null): boolean {
  return (
    typeof file?.path === 'string' &&
    typeof file.size === 'number' &&
    typeof file.isExecutable === 'boolean' &&
    typeof file.digest === 'string'
  );
}
