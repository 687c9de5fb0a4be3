import type { GitView } from '../git/gitView.ts';
import type { FolderEntry } from '../select/skillFolder.ts';

/**
 * The folder tree that is searched: paths are relative to its root, with `/`; '' is the root itself.
 */
export interface SearchedTree {
  /** Null for a directory that may not be read. */
  list(directory: string): Promise<readonly FolderEntry[] | null>;
  /** Where a link leads in the end, through all further links. */
  followLink(path: string): Promise<SearchedLink>;
  /** The text of a `.gitignore`; null where it cannot be read. */
  readText(path: string): Promise<string | null>;
  git(directory: string): Promise<GitView>;
}

export type SearchedLink =
  | { readonly kind: 'file' }
  /** `path` is inside the tree and no link. */
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'outside' }
  | { readonly kind: 'nowhere' };

/** A folder with a SKILL.md. */
export interface FoundSkill {
  readonly path: string;
  /** What its SKILL.md is called. */
  readonly manifest: string;
  /** Where else links lead to it. */
  readonly places: readonly string[];
  /** Why it is not published together with others, but only when it is named; null where it is. */
  readonly notInBulk: NotInBulk | null;
}

export type NotInBulk =
  /** In an agent's own place, which Git ignores; `why` names the rule. */
  | { readonly kind: 'ignored'; readonly why: string }
  /** In the folder of another skill, with which it is published. */
  | { readonly kind: 'inside'; readonly skill: string };

/** A folder that was not searched. */
export interface PassedOver {
  readonly path: string;
  /** In a few words, such as `by “dist/” in .gitignore:3`. */
  readonly why: string;
  /** False for what cannot be looked into, such as a link that leads out. */
  readonly isSearchable: boolean;
}

/** What was found. Each list is sorted by path. */
export interface SkillSearch {
  readonly skills: readonly FoundSkill[];
  readonly passedOver: readonly PassedOver[];
}
