import { describeFailure } from '../../core/failure/failureText.ts';
import { type HistoryEntry, provenanceLines } from '../../core/provenance/provenance.ts';
import type { Registry, RemoteSkill } from '../../core/registry/contract.ts';
import type { DeletionEffect } from '../../core/registry/deletion.ts';
import { deletionWords } from '../../core/registry/deletion.ts';
import { unreadableWords } from '../../core/registry/unreadableItem.ts';
import { plainText } from '../../core/text/plainText.ts';
import { sentenceStart } from '../../core/text/words.ts';
import type { RegistryNode, VersionNode } from './registryNode.ts';

/** A row's tooltip: plain text, since a registry's texts are not to be trusted with links or markup. */
export function registryTooltip(
  node: RegistryNode,
  registry: Registry | undefined,
  deletion: DeletionEffect | undefined,
  source: HistoryEntry | undefined,
): string | undefined {
  switch (node.kind) {
    case 'skill':
      return skillTooltip(node.skill, registry);
    case 'version':
      return versionTooltip(node, deletion, source);
    case 'failure': {
      const { message, next } = describeFailure(node.failure);
      return [message, next].filter(Boolean).join('\n');
    }
    case 'trust':
      return node.summary;
    case 'unreadable':
      return lines([
        node.item.name,
        sentenceStart(unreadableWords(node.item)),
        node.item.id && `Id: ${node.item.id}`,
      ]);
    case 'registry':
    case 'vendorSkills':
    case 'directory':
    case 'file':
    case 'comparison':
    case 'trial':
    case 'loadMore':
    case 'empty':
      return undefined;
  }
}

function skillTooltip(skill: RemoteSkill, registry: Registry | undefined): string {
  return lines([
    skill.label ?? skill.name ?? skill.id,
    skill.description,
    '',
    registry?.capabilities.active === 'pointer' &&
      skill.defaultVersion &&
      `Default: v${skill.defaultVersion}`,
    `Created ${moment(skill.createdAt)}`,
    `Id: ${skill.id}`,
  ]);
}

function versionTooltip(
  { version, note }: VersionNode,
  deletion: DeletionEffect | undefined,
  source: HistoryEntry | undefined,
): string {
  return lines([
    version.name,
    version.description,
    '',
    `Published ${moment(version.createdAt)}`,
    note && `Evals: ${note}`,
    `Id: ${version.id}`,
    deletion && deletion.kind !== 'plain' && `Deleting: ${deletionWords(deletion)}`,
    ...(source ? ['', ...provenanceLines(source)] : []),
  ]);
}

function lines(parts: readonly (string | false | null | undefined)[]): string {
  return parts
    .filter(part => typeof part === 'string')
    .map(part => plainText(part))
    .join('\n');
}

function moment(time: number): string {
  return new Date(time).toLocaleString();
}
