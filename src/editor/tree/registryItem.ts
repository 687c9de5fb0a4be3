import * as vscode from 'vscode';
import { type ContextFacet, commandIds, contextValue, manageTrustCommand } from '../../contributions.ts';
import { type FailureStep, failureSteps, stepTitles } from '../../core/failure/failureSteps.ts';
import { failureRow } from '../../core/failure/failureText.ts';
import { type HistoryEntry, provenanceBrief } from '../../core/provenance/provenance.ts';
import type { Registry } from '../../core/registry/contract.ts';
import { type DeletionEffect, deletionEffect } from '../../core/registry/deletion.ts';
import type { RegistryBrowser } from '../../core/registry/registryBrowser.ts';
import { whereWords } from '../../core/registry/registryEntries.ts';
import type { RegistrySettings } from '../../core/registry/settings.ts';
import { versionLabel } from '../../core/registry/versionLabel.ts';
import { plainText } from '../../core/text/plainText.ts';
import { ageWords } from '../../core/text/words.ts';
import { fileItem } from './fileItems.ts';
import { nodeId, type RegistryNode, type SkillNode, type VersionNode } from './registryNode.ts';

const { Collapsed, None } = vscode.TreeItemCollapsibleState;

/**
 * How a row looks. Tooltips come later, from `registryTooltip`. `registry` is missing while it connects; `deletion` is
 * what deleting a version's row would do, `source` where that version comes from.
 */
export function registryItem(
  node: RegistryNode,
  registry: Registry | undefined,
  settings: RegistrySettings | undefined,
  deletion: DeletionEffect | undefined,
  source: HistoryEntry | undefined,
): vscode.TreeItem {
  const item = plainItem(node, registry, settings, deletion, source);
  item.id = nodeId(node);
  return item;
}

/** What deleting a version would do, as far as its skill's versions are known. */
export function deletionOf(
  node: RegistryNode,
  browser: RegistryBrowser | undefined,
): DeletionEffect | undefined {
  if (node.kind !== 'version' || !browser || !node.skill.isOwn) {
    return undefined;
  }
  const { items, unreadable } = browser.versions(node.skill.id).state;
  // What could not be read may be another version.
  if (items.length === 0 || (items.length === 1 && unreadable.length > 0)) {
    return undefined;
  }
  return deletionEffect(browser.registry.capabilities, node.skill, items, node.version);
}

function plainItem(
  node: RegistryNode,
  registry: Registry | undefined,
  settings: RegistrySettings | undefined,
  deletion: DeletionEffect | undefined,
  source: HistoryEntry | undefined,
): vscode.TreeItem {
  switch (node.kind) {
    case 'registry':
      return registryRow(node.label, settings);
    case 'vendorSkills':
      return row(node.label, Collapsed, 'verified', []);
    case 'skill':
      return skillItem(node, registry);
    case 'version':
      return versionItem(node, registry, deletion, source);
    case 'loadMore': {
      const item = row('Load more…', None, 'ellipsis', []);
      item.command = { command: commandIds.loadMore, title: 'Load More', arguments: [node] };
      return item;
    }
    case 'failure':
      return troubleRow(node, settings?.kind === 'local');
    case 'unreadable': {
      const { name, id } = node.item;
      const item = row(plainText(name ?? id ?? 'Without an id'), None, 'warning', []);
      item.description = 'could not be read';
      return item;
    }
    case 'empty':
      return row(node.isFiltered ? 'No match' : emptyWords[node.parent.kind], None, 'circle-outline', []);
    case 'directory':
    case 'file':
    case 'comparison':
    case 'trial':
    case 'trust':
      return fileItem(node);
  }
}

const emptyWords = {
  registry: 'No skill published yet',
  vendorSkills: 'None',
  skill: 'No version',
} as const;

function registryRow(label: string, settings: RegistrySettings | undefined): vscode.TreeItem {
  const isLocal = settings?.kind === 'local';
  const facets: ContextFacet[] = ['registry'];
  if (!isLocal) {
    facets.push('addedRegistry');
  }
  if (settings?.kind === 'openai') {
    facets.push('canAddVendorSkill');
  }
  const item = row(label, Collapsed, isLocal ? 'server-environment' : 'cloud', facets);
  item.description = settings ? whereWords(settings) : '';
  return item;
}

/** Says in the row itself what is wrong; a click does what helps: another key, or asking again. */
function troubleRow(
  { failure, parent }: Extract<RegistryNode, { kind: 'failure' }>,
  isLocal: boolean,
): vscode.TreeItem {
  if (failure.kind === 'untrusted-workspace') {
    const item = row('Waits until the workspace is trusted', None, 'shield', ['failure']);
    item.command = { command: manageTrustCommand, title: 'Manage Trust' };
    return item;
  }
  const [step] = failureSteps(failure);
  const click = (isLocal || !step ? undefined : rowClicks[step.kind]) ?? tryAgain;
  const item = row(failureRow(failure), None, click.icon, ['failure']);
  item.description = click.hint;
  item.command = { command: click.command, title: click.title, arguments: [parent] };
  return item;
}

interface RowClick {
  readonly icon: string;
  readonly hint: string;
  readonly title: string;
  readonly command: string;
}

const tryAgain: RowClick = {
  icon: 'warning',
  hint: 'Try again',
  title: stepTitles['try-again'],
  command: commandIds.refreshRegistries,
};

/** What a click on a row of trouble does; in every other case the registry is asked again. */
const rowClicks: Readonly<Partial<Record<FailureStep['kind'], RowClick>>> = {
  'update-key': {
    icon: 'key',
    hint: 'Update key…',
    title: stepTitles['update-key'],
    command: commandIds.updateKey,
  },
  'change-address': {
    icon: 'debug-disconnect',
    hint: 'Change address…',
    title: stepTitles['change-address'],
    command: commandIds.editRegistry,
  },
};

function skillItem({ skill }: SkillNode, registry: Registry | undefined): vscode.TreeItem {
  const facets: ContextFacet[] = ['skill', 'canCopyId'];
  if (skill.isOwn) {
    facets.push('canDelete', 'canRollBack');
  }
  if (registry?.capabilities.canDownload) {
    facets.push('canDownload');
  }
  if (registry && registry.kind !== 'local') {
    facets.push('canCopyCode');
  }
  const item = row(
    plainText(skill.label ?? skill.name ?? skill.id),
    Collapsed,
    skill.isOwn ? 'package' : 'verified',
    facets,
  );
  const active = registry?.capabilities.active === 'pointer' ? skill.defaultVersion : null;
  item.description = active ? `default v${active}` : '';
  return item;
}

/** What the menu says of deleting goes by these: the registry's rules are seen before the click. */
const deletionFacets: Readonly<Partial<Record<DeletionEffect['kind'], ContextFacet>>> = {
  'deletes-skill': 'deletesSkill',
  'changes-active': 'changesActive',
  'refused-default': 'refusedDefault',
  'refused-last': 'refusedLast',
};

function versionItem(
  { skill, version, note }: VersionNode,
  registry: Registry | undefined,
  deletion: DeletionEffect | undefined,
  source: HistoryEntry | undefined,
): vscode.TreeItem {
  const isDefault = skill.defaultVersion === version.key;
  const isLatest = skill.latestVersion === version.key;
  const runs = registry?.capabilities.active === 'latest' ? isLatest : isDefault;
  const facets: ContextFacet[] = ['version', 'canCopyId'];
  if (skill.isOwn) {
    facets.push((deletion && deletionFacets[deletion.kind]) ?? 'canDelete');
  }
  const canBecomeActive = {
    pointer: !isDefault && 'canSetDefault',
    latest: !isLatest && 'canRollBack',
  } as const;
  const active = skill.isOwn && registry && canBecomeActive[registry.capabilities.active];
  if (active) {
    facets.push(active);
  }
  if (registry?.capabilities.canDownload) {
    facets.push('canDownload');
  }
  if (registry && registry.kind !== 'local') {
    facets.push('canCopyCode');
  }
  if (note !== undefined && !runs) {
    facets.push('canTry');
  }
  if (source?.commit) {
    facets.push('hasCommit');
  }
  const item = row(
    versionLabel(version),
    registry?.capabilities.canDownload === false ? None : Collapsed,
    runs ? 'star-full' : isLatest ? 'tag' : 'git-commit',
    facets,
  );
  const runsAlone = runs && !isDefault;
  item.description = described(isDefault, isLatest, runsAlone, note, version, source);
  return item;
}

function described(
  isDefault: boolean,
  isLatest: boolean,
  runsAlone: boolean,
  note: string | undefined,
  { createdAt }: VersionNode['version'],
  source: HistoryEntry | undefined,
): string {
  const marks = [isDefault && 'default', isLatest && 'latest', runsAlone && 'runs'];
  const age = ageWords(createdAt, Date.now());
  return [...marks, age, note, source && provenanceBrief(source)].filter(Boolean).join(' · ');
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
