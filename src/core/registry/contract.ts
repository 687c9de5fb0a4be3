import type { Failure } from '../failure/failure.ts';
import type { Profile } from '../skill/problem.ts';
import type { Result } from '../text/result.ts';
import type { UnreadableItem } from './unreadableItem.ts';

/** `local` is the embedded registry; it speaks OpenAI's wire protocol to the editor. */
export type RegistryKind = 'local' | 'openai' | 'anthropic';

/** What a kind of registry can do. The interface greys out what is missing instead of failing late. */
export interface Capabilities {
  /** `pointer`: a default version that can be moved. `latest`: the newest version is always what runs. */
  readonly active: 'pointer' | 'latest';
  readonly canDownload: boolean;
  /** A display name that is given when the skill is created. */
  readonly hasLabel: boolean;
  /** Later versions must carry the first version's name. */
  readonly isNameFixed: boolean;
  /** Deleting a skill's only version deletes the skill, is refused, or is allowed and leaves an empty skill. */
  readonly lastVersion: 'deletes-skill' | 'refused' | 'allowed';
  /** The version that is the default cannot be deleted. */
  readonly isDefaultProtected: boolean;
  /** The registry can be asked for skills that its vendor made. */
  readonly hasVendorSkills: boolean;
  readonly limits: Limits;
  /** The rules that its uploads are held to, besides `spec`. */
  readonly profile: Profile;
}

/** Upper bounds; undefined where the vendor publishes none. Sizes in bytes, uncompressed unless said. */
export interface Limits {
  readonly zipBytes?: number;
  readonly totalBytes?: number;
  readonly fileBytes?: number;
  readonly files?: number;
  /** Skills that one model request may use. */
  readonly skillsPerRequest: number;
}

/** A skill in a registry. All texts are untrusted. */
export interface RemoteSkill {
  /** Opaque; may contain `/`, `:` and `@`. */
  readonly id: string;
  /** Null where the registry tells it only with a version. */
  readonly name: string | null;
  /** The display name, where the kind has one. */
  readonly label: string | null;
  readonly description: string | null;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly updatedAt: number | null;
  /** Keys of versions; null where the kind or the skill has none. */
  readonly defaultVersion: string | null;
  readonly latestVersion: string | null;
  /** False for a skill that the vendor made: it can be read, not changed. */
  readonly isOwn: boolean;
}

/** A published version. Immutable. */
export interface RemoteVersion {
  /** What names the version in every call of the contract. Opaque. */
  readonly key: string;
  /** The registry's own id of the version; same as `key` where there is only one. */
  readonly id: string;
  readonly skillId: string;
  readonly name: string | null;
  readonly description: string | null;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** A page, and where the next one starts; null at the end. A cursor is opaque. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Items that are there and could not be read; nothing where all could. */
  readonly unreadable?: readonly UnreadableItem[];
  readonly next: string | null;
}

/** A bundle ready to be sent. */
export interface Upload {
  /** Ends in `.zip`. */
  readonly fileName: string;
  /** The zip; a file-backed Blob is streamed and not held in memory. */
  readonly blob: Blob;
}

/** Common to all calls. Aborting ends the call with the failure `cancelled`. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface PageOptions extends CallOptions {
  /** From an earlier page's `next`; none for the first page. */
  readonly cursor?: string | undefined;
  /** How many items at most; the registry may give fewer. */
  readonly limit?: number | undefined;
}

export interface UploadOptions extends CallOptions {
  /** Told at the latest when the bundle's last byte was taken; before that, it cannot have arrived whole. */
  readonly onProgress?: (progress: { readonly sentBytes: number; readonly totalBytes: number }) => void;
  /** Asked before the bundle's last byte leaves; when it may not, the upload ends without it, and fails. */
  readonly mayFinish?: () => Promise<boolean>;
}

/**
 * One registry of any kind. Newest first everywhere. Nothing is retried that could act twice: creates and deletes
 * are sent once; reads are retried with backoff.
 */
export interface Registry {
  /** Stable, chosen by Skillwright; keys the stored secret and the link file's entries. */
  readonly id: string;
  /** What the person calls it. */
  readonly label: string;
  readonly kind: RegistryKind;
  readonly capabilities: Capabilities;

  listSkills(
    options?: PageOptions & { readonly vendor?: boolean },
  ): Promise<Result<Page<RemoteSkill>, Failure>>;
  getSkill(skillId: string, options?: CallOptions): Promise<Result<RemoteSkill, Failure>>;
  createSkill(
    upload: Upload,
    options?: UploadOptions & { readonly label?: string },
  ): Promise<Result<{ readonly skill: RemoteSkill; readonly version: RemoteVersion }, Failure>>;
  deleteSkill(skillId: string, options?: CallOptions): Promise<Result<null, Failure>>;

  listVersions(skillId: string, options?: PageOptions): Promise<Result<Page<RemoteVersion>, Failure>>;
  getVersion(
    skillId: string,
    version: string,
    options?: CallOptions,
  ): Promise<Result<RemoteVersion, Failure>>;
  createVersion(
    skillId: string,
    upload: Upload,
    options?: UploadOptions & { readonly isDefault?: boolean },
  ): Promise<Result<RemoteVersion, Failure>>;
  setDefault(skillId: string, version: string, options?: CallOptions): Promise<Result<RemoteSkill, Failure>>;
  deleteVersion(skillId: string, version: string, options?: CallOptions): Promise<Result<null, Failure>>;
  /** The zip as the registry keeps it. The stream fails with a `RegistryStreamError` when the answer breaks off. */
  download(
    skillId: string,
    version: string,
    options?: CallOptions,
  ): Promise<Result<ReadableStream<Uint8Array>, Failure>>;
}
