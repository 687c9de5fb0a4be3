import type { Failure } from '../../core/failure.ts';
import type { RemoteSkill, RemoteVersion } from '../../core/registry/contract.ts';

/** A row that other rows hang below. */
export type ParentNode =
  | { readonly kind: 'registry'; readonly registryId: string; readonly label: string }
  /** Skills that the registry's vendor made. */
  | { readonly kind: 'vendorSkills'; readonly registryId: string; readonly label: string }
  | { readonly kind: 'skill'; readonly registryId: string; readonly skill: RemoteSkill };

/** A row of the Registries view: plain data, so that commands and tests can make one. */
export type RegistryNode =
  | ParentNode
  | {
      readonly kind: 'version';
      readonly registryId: string;
      readonly skill: RemoteSkill;
      readonly version: RemoteVersion;
    }
  | { readonly kind: 'loadMore'; readonly parent: ParentNode; readonly loaded: number }
  | { readonly kind: 'failure'; readonly parent: ParentNode; readonly failure: Failure }
  | { readonly kind: 'empty'; readonly parent: ParentNode };

export type SkillNode = Extract<RegistryNode, { kind: 'skill' }>;
export type VersionNode = Extract<RegistryNode, { kind: 'version' }>;

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
    case 'loadMore':
    case 'failure':
    case 'empty':
      return `${nodeId(node.parent)}\n(${node.kind})`;
  }
}
