import * as vscode from 'vscode';
import { type ContextFacet, commandIds, contextValue } from '../../contributions.ts';
import type { Registry } from '../../core/registry/contract.ts';
import { versionLabel } from '../../core/registry/versionLabel.ts';
import { nodeId, type RegistryNode, type SkillNode, type VersionNode } from './registryNode.ts';

const { Collapsed, None } = vscode.TreeItemCollapsibleState;

/** How a row looks. Tooltips come later, from `registryTooltip`. `registry` is missing while it connects. */
export function registryItem(node: RegistryNode, registry: Registry | undefined): vscode.TreeItem {
  const item = plainItem(node, registry);
  item.id = nodeId(node);
  return item;
}

function plainItem(node: RegistryNode, registry: Registry | undefined): vscode.TreeItem {
  switch (node.kind) {
    case 'registry':
      return row(node.label, Collapsed, 'server-environment', ['registry']);
    case 'skill':
      return skillItem(node, registry);
    case 'version':
      return versionItem(node, registry);
    case 'loadMore': {
      const item = row('Load more…', None, 'ellipsis', []);
      item.command = { command: commandIds.loadMore, title: 'Load More', arguments: [node] };
      return item;
    }
    case 'failure': {
      const item = row('Could not be listed', None, 'warning', ['failure']);
      item.command = { command: commandIds.refreshRegistries, title: 'Try Again', arguments: [node.parent] };
      return item;
    }
    case 'empty':
      return row(
        node.parent.kind === 'registry' ? 'No skill published yet' : 'No version',
        None,
        'circle-outline',
        [],
      );
  }
}

function skillItem({ skill }: SkillNode, registry: Registry | undefined): vscode.TreeItem {
  const facets: ContextFacet[] = ['skill', 'canCopyId'];
  if (skill.isOwn) facets.push('canDelete');
  const item = row(
    skill.label ?? skill.name ?? skill.id,
    Collapsed,
    skill.isOwn ? 'package' : 'verified',
    facets,
  );
  const active = registry?.capabilities.active === 'pointer' ? skill.defaultVersion : null;
  item.description = active ? `default v${active}` : '';
  return item;
}

function versionItem({ skill, version }: VersionNode, registry: Registry | undefined): vscode.TreeItem {
  const isDefault = skill.defaultVersion === version.key;
  const isLatest = skill.latestVersion === version.key;
  const facets: ContextFacet[] = ['version', 'canCopyId'];
  if (skill.isOwn) facets.push('canDelete');
  if (skill.isOwn && registry?.capabilities.active === 'pointer' && !isDefault) facets.push('canSetDefault');
  const item = row(
    versionLabel(version),
    None,
    isDefault ? 'star-full' : isLatest ? 'tag' : 'git-commit',
    facets,
  );
  item.description = [isDefault && 'default', isLatest && 'latest'].filter(Boolean).join(' · ');
  return item;
}

function row(
  label: string,
  state: vscode.TreeItemCollapsibleState,
  icon: string,
  facets: readonly ContextFacet[],
): vscode.TreeItem {
  const item = new vscode.TreeItem(label, state);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.contextValue = contextValue(facets);
  return item;
}
