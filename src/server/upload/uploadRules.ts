import type { Profile } from '../../core/skill/problem.ts';

/** What a part of an upload is: the whole bundle, one file of the skill's folder, or nothing that is known. */
export type PartKind = 'zip' | 'file' | 'ignored';

/** How one wire takes uploads. Sizes in bytes. */
export interface UploadRules {
  readonly profile: Profile;
  /** Rules of the specification, by code, that this vendor does not enforce. */
  readonly unenforced: readonly string[];
  /** Whether a SKILL.md without `name` is called as its folder. */
  readonly isNamedByFolder: boolean;
  /** Whether the skill's files may lie at the root of a zip. */
  readonly isRootAllowed: boolean;
  /** What a file part is, by its field and file name. */
  partKind(field: string, fileName: string): PartKind;
  /** The zip as it is sent, or as a folder is packed. */
  readonly zipBytes: number;
  /** All files together, uncompressed. */
  readonly totalBytes: number;
  /** One file, uncompressed. */
  readonly fileBytes: number;
  readonly files: number;
}
