import * as vscode from 'vscode';
import type { RemoteSkill } from '../../core/registry/contract.ts';
import type { PagedListState } from '../../core/registry/pagedList.ts';
import type { RegistryBrowser } from '../../core/registry/registryBrowser.ts';
import type { Connections } from '../connections.ts';
import { registryItem } from './registryItem.ts';
import { nodeId, type ParentNode, type RegistryNode } from './registryNode.ts';

/** The Registries view: registries, their skills, and the versions of each, a page at a time. */
export class RegistriesTree implements vscode.TreeDataProvider<RegistryNode> {
  readonly #connections: Connections;
  readonly #changed = new vscode.EventEmitter<RegistryNode | undefined>();
  /** The rows as last shown: VS Code knows a row by its object, we by its id. */
  readonly #shown = new Map<string, RegistryNode>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(connections: Connections) {
    this.#connections = connections;
  }

  getTreeItem(node: RegistryNode): vscode.TreeItem {
    const browser = this.#connections.browserIfConnected(registryIdOf(node));
    return registryItem(upToDate(node, browser), browser?.registry);
  }

  async resolveTreeItem(item: vscode.TreeItem, node: RegistryNode): Promise<vscode.TreeItem> {
    const { registryTooltip } = await import('./registryTooltip.ts');
    const browser = this.#connections.browserIfConnected(registryIdOf(node));
    const tooltip = registryTooltip(upToDate(node, browser), browser?.registry);
    if (tooltip) item.tooltip = tooltip;
    return item;
  }

  getParent(node: RegistryNode): RegistryNode | undefined {
    const parent = this.#parentOf(node);
    return parent && (this.#shown.get(nodeId(parent)) ?? parent);
  }

  async getChildren(parent?: RegistryNode): Promise<RegistryNode[]> {
    const children = await this.#children(parent);
    for (const child of children) this.#shown.set(nodeId(child), child);
    return children;
  }

  /** Redraws one row and what hangs below it; everything without a row. */
  redraw(node?: RegistryNode): void {
    this.#changed.fire(node && this.#shown.get(nodeId(node)));
  }

  redrawRegistry(registryId: string): void {
    this.#changed.fire(this.#shown.get(registryId));
  }

  redrawSkill(registryId: string, skill: RemoteSkill): void {
    this.redraw({ kind: 'skill', registryId, skill });
  }

  #parentOf(node: RegistryNode): ParentNode | undefined {
    switch (node.kind) {
      case 'registry':
        return undefined;
      case 'skill': {
        const { registryId } = node;
        const settings = this.#connections.all().find(({ id }) => id === registryId);
        return { kind: 'registry', registryId, label: settings?.label ?? registryId };
      }
      case 'version':
        return { kind: 'skill', registryId: node.registryId, skill: node.skill };
      case 'loadMore':
      case 'failure':
      case 'empty':
        return node.parent;
    }
  }

  async #children(parent: RegistryNode | undefined): Promise<RegistryNode[]> {
    if (!parent) {
      return this.#connections.all().map(({ id, label }) => ({ kind: 'registry', registryId: id, label }));
    }
    if (parent.kind !== 'registry' && parent.kind !== 'skill') return [];
    const browser = await this.#connections.browser(parent.registryId);
    if (!browser.ok) return [{ kind: 'failure', parent, failure: browser.failure }];
    return parent.kind === 'registry'
      ? this.#skills(parent, browser.value)
      : this.#versions(parent, browser.value);
  }

  async #skills(
    parent: ParentNode & { kind: 'registry' },
    browser: RegistryBrowser,
  ): Promise<RegistryNode[]> {
    const { registryId } = parent;
    const state = await browser.skills.first();
    return withState(parent, state, skill => ({ kind: 'skill', registryId, skill }));
  }

  async #versions(parent: ParentNode & { kind: 'skill' }, browser: RegistryBrowser): Promise<RegistryNode[]> {
    const { registryId, skill } = parent;
    const state = await browser.versions(skill.id).first();
    return withState(parent, state, version => ({ kind: 'version', registryId, skill, version }));
  }
}

/** The items as rows, and below them what there is to say: a failure, more to load, or nothing there. */
function withState<T>(
  parent: ParentNode,
  state: PagedListState<T>,
  toNode: (item: T) => RegistryNode,
): RegistryNode[] {
  const nodes = state.items.map(toNode);
  if (state.failure) return [...nodes, { kind: 'failure', parent, failure: state.failure }];
  if (state.hasMore) return [...nodes, { kind: 'loadMore', parent, loaded: nodes.length }];
  return nodes.length > 0 ? nodes : [{ kind: 'empty', parent }];
}

/** The row with its skill as last heard of: a row is drawn again without its parent's being asked for it. */
function upToDate(node: RegistryNode, browser: RegistryBrowser | undefined): RegistryNode {
  if (node.kind !== 'skill' && node.kind !== 'version') return node;
  return { ...node, skill: browser?.skills.get(node.skill.id) ?? node.skill };
}

function registryIdOf(node: RegistryNode): string {
  switch (node.kind) {
    case 'registry':
    case 'skill':
    case 'version':
      return node.registryId;
    case 'loadMore':
    case 'failure':
    case 'empty':
      return node.parent.registryId;
  }
}
