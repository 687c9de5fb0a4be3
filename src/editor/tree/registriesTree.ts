import * as vscode from 'vscode';
import type { HistoryEntry } from '../../core/provenance/provenance.ts';
import type { RemoteSkill } from '../../core/registry/contract.ts';
import type { PagedListState } from '../../core/registry/pagedList.ts';
import type { RegistryBrowser } from '../../core/registry/registryBrowser.ts';
import type { Connections } from '../registries/connections.ts';
import { DisposableStore } from '../ui/disposableStore.ts';
import type { PublishedVersions } from '../versions/publishedVersions.ts';
import type { SkillStates } from '../workspace/skillStates.ts';
import {
  type DirectoryNode,
  type ListNode,
  nodeId,
  type ParentNode,
  type RegistryNode,
  registryIdOf,
  type SkillNode,
  type VersionNode,
  type VersionNotes,
} from './registryNode.ts';
import type { SkillFilter } from './skillFilter.ts';

const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** The Registries view: registries, their skills, and the versions of each, a page at a time, down to the files. */
export class RegistriesTree implements vscode.TreeDataProvider<RegistryNode>, vscode.Disposable {
  readonly #owned = new DisposableStore();
  readonly #connections: Connections;
  readonly #published: PublishedVersions;
  readonly #filter: SkillFilter;
  readonly #states: Pick<SkillStates, 'history'>;
  readonly #changed = this.#owned.add(new vscode.EventEmitter<RegistryNode | undefined>());
  readonly #listed = this.#owned.add(new vscode.EventEmitter<void>());
  /** The rows as last shown: VS Code knows a row by its object, we by its id. */
  readonly #shown = new Map<string, RegistryNode>();
  /** Ids of rows that the person opened: one that a filter had hidden comes back as it was. */
  readonly #expanded = new Set<string>();
  #notes: (skill: SkillNode) => Promise<VersionNotes | null> = async () => null;
  readonly onDidChangeTreeData = this.#changed.event;
  /** Rows of skills were given out. */
  readonly onDidList = this.#listed.event;

  constructor(
    connections: Connections,
    published: PublishedVersions,
    filter: SkillFilter,
    states: Pick<SkillStates, 'history'>,
  ) {
    this.#connections = connections;
    this.#states = states;
    this.#published = published;
    this.#filter = filter;
    this.#owned.add(filter.onDidChange(() => this.redraw()));
    this.#owned.add(connections.onDidChange(() => this.redraw()));
  }

  /** How rows look is loaded when the view is first seen. */
  async getTreeItem(node: RegistryNode): Promise<vscode.TreeItem> {
    const { deletionOf, registryItem } = await import('./registryItem.ts');
    const browser = this.#connections.browserIfConnected(registryIdOf(node));
    const registryId = registryIdOf(node);
    const settings = this.#connections.settingsOf(registryId);
    const current = upToDate(node, browser);
    const source = await this.#sourceOf(current);
    const item = registryItem(current, browser?.registry, settings, deletionOf(current, browser), source);
    if (item.collapsibleState === Collapsed && this.#expanded.has(nodeId(node))) {
      item.collapsibleState = Expanded;
    }
    return item;
  }

  async resolveTreeItem(item: vscode.TreeItem, node: RegistryNode): Promise<vscode.TreeItem> {
    const [{ registryTooltip }, { deletionOf }] = await Promise.all([
      import('./registryTooltip.ts'),
      import('./registryItem.ts'),
    ]);
    const browser = this.#connections.browserIfConnected(registryIdOf(node));
    const current = upToDate(node, browser);
    const source = await this.#sourceOf(current);
    const tooltip = registryTooltip(current, browser?.registry, deletionOf(current, browser), source);
    if (tooltip) {
      item.tooltip = tooltip;
    }
    return item;
  }

  getParent(node: RegistryNode): RegistryNode | undefined {
    const parent = this.#parentOf(node);
    return parent && (this.#shown.get(nodeId(parent)) ?? parent);
  }

  async getChildren(parent?: RegistryNode): Promise<RegistryNode[]> {
    const children = await this.#children(parent);
    for (const child of children) {
      this.#shown.set(nodeId(child), child);
    }
    return children;
  }

  /** Remembers that a row was opened, or closed, in the view. */
  setExpanded(node: RegistryNode, isExpanded: boolean): void {
    if (isExpanded) {
      this.#expanded.add(nodeId(node));
    } else {
      this.#expanded.delete(nodeId(node));
    }
  }

  /** Has the rows of versions say what trying them came to. */
  noteVersions(notes: (skill: SkillNode) => Promise<VersionNotes | null>): void {
    this.#notes = notes;
    this.redraw();
  }

  /** Redraws one row and what hangs below it; everything without a row. */
  redraw(node?: RegistryNode): void {
    this.#changed.fire(node && this.#shown.get(nodeId(node)));
  }

  /** Shows a registry's row, open and, unless told otherwise, selected. */
  async revealRegistry(
    view: vscode.TreeView<RegistryNode>,
    registryId: string,
    select = true,
  ): Promise<void> {
    await view.reveal(this.#registryNode(registryId), { select, expand: true });
  }

  dispose(): void {
    this.#owned.dispose();
  }

  redrawRegistry(registryId: string): void {
    this.#changed.fire(this.#shown.get(registryId));
  }

  redrawSkill(registryId: string, skill: RemoteSkill): void {
    this.redraw({ kind: 'skill', registryId, skill });
  }

  /** Where a version's row comes from, as far as the workspace knows. */
  async #sourceOf(node: RegistryNode): Promise<HistoryEntry | undefined> {
    if (node.kind !== 'version') {
      return undefined;
    }
    const { registryId, skill, version } = node;
    const history = await this.#states.history(this.#connections.keyOf(registryId), skill.id);
    return history.find(entry => entry.version === version.key);
  }

  #registryNode(registryId: string): ListNode & { kind: 'registry' } {
    const settings = this.#connections.settingsOf(registryId);
    return { kind: 'registry', registryId, label: settings?.label ?? registryId };
  }

  #vendorNode({ registryId }: { readonly registryId: string }): ListNode {
    const settings = this.#connections.settingsOf(registryId);
    const vendor = settings?.kind === 'anthropic' ? 'Anthropic' : 'OpenAI';
    return { kind: 'vendorSkills', registryId, label: `Made by ${vendor}` };
  }

  #parentOf(node: RegistryNode): ParentNode | undefined {
    switch (node.kind) {
      case 'registry':
        return undefined;
      case 'vendorSkills':
        return this.#registryNode(node.registryId);
      case 'skill':
        return node.skill.isOwn
          ? this.#registryNode(node.registryId)
          : this.#vendorNode(this.#registryNode(node.registryId));
      case 'version':
      case 'comparison':
      case 'trial':
        return { kind: 'skill', registryId: node.registryId, skill: node.skill };
      case 'trust':
        return node.of;
      case 'directory':
      case 'file': {
        const end = node.path.lastIndexOf('/');
        return end === -1 ? node.of : { kind: 'directory', of: node.of, path: node.path.slice(0, end) };
      }
      case 'unreadable':
      case 'loadMore':
      case 'failure':
      case 'empty':
        return node.parent;
    }
  }

  async #children(parent: RegistryNode | undefined): Promise<RegistryNode[]> {
    if (!parent) {
      return this.#connections.all().map(({ id }) => this.#registryNode(id));
    }
    if (parent.kind === 'version' || parent.kind === 'directory') {
      return this.#files(parent);
    }
    if (parent.kind !== 'registry' && parent.kind !== 'vendorSkills' && parent.kind !== 'skill') {
      return [];
    }
    const browser = await this.#connections.browser(parent.registryId);
    if (!browser.ok) {
      return [{ kind: 'failure', parent, failure: browser.failure }];
    }
    if (parent.kind === 'skill') {
      return this.#versions(parent, browser.value);
    }
    return this.#skills(parent, browser.value);
  }

  async #skills(
    parent: ListNode & { kind: 'registry' | 'vendorSkills' },
    browser: RegistryBrowser,
  ): Promise<RegistryNode[]> {
    const { registryId } = parent;
    const list = parent.kind === 'registry' ? browser.skills : browser.vendorSkills;
    const state = await list.first();
    const { filterList } = await import('../../core/registry/findSkills.ts');
    this.#listed.fire();
    const nodes = withState(parent, filterList(state, this.#filter.state), skill => ({
      kind: 'skill',
      registryId,
      skill,
    }));
    const hasVendorSkills = browser.registry.capabilities.hasVendorSkills && !state.failure;
    return parent.kind === 'registry' && hasVendorSkills ? [...nodes, this.#vendorNode(parent)] : nodes;
  }

  async #versions(parent: ListNode & { kind: 'skill' }, browser: RegistryBrowser): Promise<RegistryNode[]> {
    const [state, notes] = await Promise.all([
      browser.versions(parent.skill.id).first(),
      this.#notes(parent),
    ]);
    const { registryId, skill } = parent;
    const rows = withState(parent, state, version => ({ kind: 'version', registryId, skill, version }));
    if (notes === null && (state.items.length < 2 || !browser.registry.capabilities.canDownload)) {
      return rows;
    }
    const { pairRows, withNotes } = await import('./versionRows.ts');
    const { canDownload } = browser.registry.capabilities;
    const pairs = await pairRows(this.#published, parent, state.items, {
      canDownload,
      canTry: notes !== null,
    });
    return [...pairs, ...(await withNotes(rows, notes))];
  }

  async #files(parent: VersionNode | DirectoryNode): Promise<RegistryNode[]> {
    const { directoryRows, versionRows } = await import('./versionRows.ts');
    return parent.kind === 'version'
      ? versionRows(this.#published, parent)
      : directoryRows(this.#published, parent);
  }
}

/** The items as rows, and below them what there is to say: a failure, more to load, or nothing there. */
function withState<T>(
  parent: ListNode,
  { isFiltered = false, ...state }: PagedListState<T> & { readonly isFiltered?: boolean },
  toNode: (item: T) => RegistryNode,
): RegistryNode[] {
  const unreadable = state.unreadable.map((item, index): RegistryNode => {
    return { kind: 'unreadable', parent, item, index };
  });
  const nodes = [...state.items.map(toNode), ...unreadable];
  if (state.failure) {
    return [...nodes, { kind: 'failure', parent, failure: state.failure }];
  }
  if (state.hasMore) {
    return [...nodes, { kind: 'loadMore', parent, loaded: nodes.length }];
  }
  return nodes.length > 0 ? nodes : [{ kind: 'empty', parent, isFiltered }];
}

/** The row with its skill as last heard of: a row is drawn again without its parent's being asked for it. */
function upToDate(node: RegistryNode, browser: RegistryBrowser | undefined): RegistryNode {
  if (node.kind !== 'skill' && node.kind !== 'version') {
    return node;
  }
  return { ...node, skill: browser?.skill(node.skill.id) ?? node.skill };
}
