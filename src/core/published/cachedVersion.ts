import type { BundleContent } from '../bundle/digestBundle.ts';
import { decodeJson, flag, list, literal, nullable, number, record, text } from '../text/decode.ts';
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

const keptFacts = record({
  format: literal(format),
  registryKey: text,
  skillId: text,
  version: text,
  name: nullable(text),
  description: nullable(text),
  metadataVersion: nullable(text),
  folderName: text,
  topFolder: nullable(text),
  zipBytes: number,
  files: list(record({ path: text, size: number, isExecutable: flag, digest: text })),
  digest: text,
  deletedAt: nullable(number),
  label: nullable(text),
});

/** Reads that text; null for anything that `formatFacts` has not written whole. */
export function parseFacts(kept: string): VersionFacts | null {
  const facts = decodeJson(keptFacts, kept);
  if (facts === null) {
    return null;
  }
  const { format: _, ...rest } = facts;
  return rest;
}

/** Whether a name can be a folder's in an address, and of one that is downloaded. */
export function isFolderName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[\p{Cc}/\\]/u.test(name) && !isGitName(name);
}
