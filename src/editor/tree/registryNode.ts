import type { Failure } from '../../core/failure/failure.ts';
import type { VersionRef } from '../../core/published/versionAddress.ts';
import type { RemoteSkill, RemoteVersion } from '../../core/registry/contract.ts';
import type { UnreadableItem } from '../../core/registry/unreadableItem.ts';

/** A row below which a registry's list is shown, a page at a time. */
export type ListNode =
  | { readonly kind: 'registry'; readonly registryId: string; readonly label: string }
  /** Skills that the registry's vendor made. */
  | { readonly kind: 'vendorSkills'; readonly registryId: string; readonly label: string }
  | { readonly kind: 'skill'; readonly registryId: string; readonly skill: RemoteSkill };

export interface VersionNode {
  readonly kind: 'version';
  readonly registryId: string;
  readonly skill: RemoteSkill;
  readonly version: RemoteVersion;
  /** What trying it came to, in words; missing where there is nothing to try it with. */
  readonly note?: string;
}

/** What the rows of a skill's versions say of trying them. */
export interface VersionNotes {
  noteOf(version: RemoteVersion): Promise<string>;
}

/** A folder in a version. Paths are relative to the skill's folder, with `/`. */
export interface DirectoryNode {
  readonly kind: 'directory';
  readonly of: VersionNode;
  readonly path: string;
}

export interface FileNode {
  readonly kind: 'file';
  readonly of: VersionNode;
  readonly path: string;
  /** Where the skill's folder is said to be, in the file's address. */
  readonly root: string;
  /** Bytes. */
  readonly size: number;
  readonly isExecutable: boolean;
}

/** How a skill's newest version differs from the one before; `summary` null until somebody wants to know. */
export interface ComparisonNode {
  readonly kind: 'comparison';
  readonly registryId: string;
  readonly skill: RemoteSkill;
  readonly newer: RemoteVersion;
  readonly older: RemoteVersion;
  readonly summary: string | null;
}

/** Offers to try a skill's newest version against the one before. */
export interface TrialNode {
  readonly kind: 'trial';
  readonly registryId: string;
  readonly skill: RemoteSkill;
  readonly newer: RemoteVersion;
  readonly older: RemoteVersion;
}

/** What a version can run, reach and hide, in a few words. */
export interface TrustNode {
  readonly kind: 'trust';
  readonly of: VersionNode;
  readonly summary: string;
}

/** A row that other rows hang below. */
export type ParentNode = ListNode | VersionNode | DirectoryNode;

/** A row of the Registries view: plain data, so that commands and tests can make one. */
export type RegistryNode =
  | ParentNode
  | FileNode
  | ComparisonNode
  | TrialNode
  | TrustNode
  | { readonly kind: 'loadMore'; readonly parent: ListNode; readonly loaded: number }
  | { readonly kind: 'failure'; readonly parent: ParentNode; readonly failure: Failure }
  /** An item of the list that could not be read. `index`: among those of its list. */
  | {
      readonly kind: 'unreadable';
      readonly parent: ListNode;
      readonly item: UnreadableItem;
      readonly index: number;
    }
  /** `isFiltered`: there is something, and the filter leaves it out. */
  | { readonly kind: 'empty'; readonly parent: ListNode; readonly isFiltered?: boolean };

export type SkillNode = Extract<RegistryNode, { kind: 'skill' }>;

/** Identifies a row across refreshes, so that it stays expanded and selected. */
export function nodeId(node: RegistryNode): string {
  switch (node.kind) {
    case 'registry':
      return node.registryId;
    case 'vendorSkills':
      return `${node.registryId}\n(vendor)`;
    case 'skill':
      return `${node.registryId}\n${node.skill.id}`;
    case 'version':
      return `${node.registryId}\n${node.skill.id}\n${node.version.key}`;
    case 'directory':
    case 'file':
      return `${nodeId(node.of)}\n/${node.path}`;
    case 'trust':
      return `${nodeId(node.of)}\n(${node.kind})`;
    case 'comparison':
    case 'trial':
      return `${node.registryId}\n${node.skill.id}\n(${node.kind})`;
    case 'unreadable':
      return `${nodeId(node.parent)}\n(${node.kind} ${node.index})`;
    case 'loadMore':
    case 'failure':
    case 'empty':
      return `${nodeId(node.parent)}\n(${node.kind})`;
  }
}

/** The registry that a row belongs to. */
export function registryIdOf(node: RegistryNode): string {
  switch (node.kind) {
    case 'registry':
    case 'vendorSkills':
    case 'skill':
    case 'version':
    case 'comparison':
    case 'trial':
      return node.registryId;
    case 'directory':
    case 'file':
    case 'trust':
      return node.of.registryId;
    case 'unreadable':
    case 'loadMore':
    case 'failure':
    case 'empty':
      return registryIdOf(node.parent);
  }
}

/** The version that a row stands for. */
export function refOf({ registryId, skill, version }: Omit<VersionNode, 'kind'>): VersionRef {
  return { registryId, skillId: skill.id, version: version.key };
}
