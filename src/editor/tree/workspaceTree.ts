import * as vscode from 'vscode';
import { contextKeys } from '../../contributions.ts';
import { placesToTellApart } from '../../core/text/placesToTellApart.ts';
import { DisposableStore } from '../ui/disposableStore.ts';
import type { Activity } from '../workspace/activity.ts';
import type { SkillChecks } from '../workspace/skillChecks.ts';
import type { SkillStates } from '../workspace/skillStates.ts';
import type { WorkspaceSkill, WorkspaceSkills } from '../workspace/workspaceSkills.ts';
import type { RegistryNames, WorkspaceNode, WorkspaceRow } from './workspaceItem.ts';

/** How long rows wait for more changes before they are drawn again, in milliseconds. */
const redrawDelay = 150;

/** VS Code asks for changed rows this soon, in ms; later when it is busy, and never while the view is hidden. */
const askedWithin = 700;

/** The Workspace view: the workspace's skills, each with its problems and where it stands with the registries. */
export class WorkspaceTree implements vscode.TreeDataProvider<WorkspaceRow>, vscode.Disposable {
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<undefined>());
  readonly #skills: WorkspaceSkills;
  readonly #checks: SkillChecks;
  readonly #states: SkillStates;
  readonly #activity: Activity;
  readonly #registries: RegistryNames;
  /** How the rows look that were last given out. */
  #drawn: readonly string[] = [];
  #redraw: NodeJS.Timeout | undefined;
  /** Skills in folders that are not searched. */
  #passedOver = 0;
  /** Resolved when rows are given out. */
  #handOut = Promise.withResolvers<void>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(
    skills: WorkspaceSkills,
    checks: SkillChecks,
    states: SkillStates,
    activity: Activity,
    registries: RegistryNames,
  ) {
    this.#skills = skills;
    this.#checks = checks;
    this.#states = states;
    this.#activity = activity;
    this.#registries = registries;
    this.#owned.add(registries.onDidChange(() => this.#redrawSoon()));
    this.#owned.add(skills.onDidChange(() => this.#redrawSoon()));
    this.#owned.add(checks.onDidOutdate(() => this.#redrawSoon()));
    this.#owned.add(checks.onDidOutdateAll(() => this.#redrawSoon()));
    this.#owned.add(states.onDidOutdate(() => this.#redrawSoon()));
    this.#owned.add(activity.onDidChange(() => this.#redrawSoon()));
    this.#owned.add({ dispose: () => clearTimeout(this.#redraw) });
  }

  /** How rows look is loaded when the view is first seen. */
  async getTreeItem(node: WorkspaceRow): Promise<vscode.TreeItem> {
    const { workspaceItem } = await import('./workspaceItem.ts');
    return workspaceItem(node, key => this.#registries.whereOf(key));
  }

  async resolveTreeItem(item: vscode.TreeItem, node: WorkspaceRow): Promise<vscode.TreeItem> {
    if (node.kind !== 'notice') {
      const { workspaceTooltip } = await import('./workspaceItem.ts');
      const now = await this.node(node.skill);
      item.tooltip = await workspaceTooltip(now, key => this.#registries.whereOf(key));
    }
    return item;
  }

  getParent(): undefined {
    return undefined;
  }

  async getChildren(parent?: WorkspaceRow): Promise<WorkspaceRow[]> {
    if (parent) {
      return [];
    }
    const nodes = await this.#nodes();
    this.#drawn = await this.#looks(nodes);
    this.#handOut.resolve();
    this.#handOut = Promise.withResolvers();
    void vscode.commands.executeCommand('setContext', contextKeys.isSearched, true);
    return nodes;
  }

  /** A skill's row as it is now. */
  async node(skill: WorkspaceSkill): Promise<WorkspaceNode> {
    const [check, states, failures] = await Promise.all([
      this.#checks.check(skill),
      this.#states.of(skill),
      this.#states.troubles(skill.workspaceFolder),
    ]);
    const linkFailure = failures[0] ?? null;
    const activity = this.#activity.of(skill);
    return { kind: 'workspaceSkill', skill, check, states, linkFailure, activity, place: null };
  }

  /** Draws at once what changed, and resolves when it is shown: what is said afterwards agrees with the rows. */
  async redrawNow(): Promise<void> {
    clearTimeout(this.#redraw);
    const { promise } = this.#handOut;
    if (!(await this.#redrawIfOther())) {
      return;
    }
    const pause = Promise.withResolvers<void>();
    const timer = setTimeout(pause.resolve, askedWithin);
    await Promise.race([promise, pause.promise]);
    clearTimeout(timer);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #redrawSoon(): void {
    clearTimeout(this.#redraw);
    this.#redraw = setTimeout(() => void this.#redrawIfOther(), redrawDelay);
  }

  /** Most of what is typed changes no row, and to hand out 2,000 of them for nothing would be felt. */
  async #redrawIfOther(): Promise<boolean> {
    const looks = await this.#looks(await this.#nodes());
    const isSame = looks.length === this.#drawn.length && looks.every((look, i) => look === this.#drawn[i]);
    if (!isSame) {
      this.#changed.fire(undefined);
    }
    return !isSame;
  }

  async #nodes(): Promise<WorkspaceRow[]> {
    const nodes = await this.#skillNodes();
    const { workspaceNotices } = await import('./workspaceNotices.ts');
    void this.#countPassedOver();
    return [...workspaceNotices(nodes, this.#registries, this.#passedOver), ...nodes];
  }

  /** Counting looks into folders that may be large: the rows do not wait for it. */
  async #countPassedOver(): Promise<void> {
    const { length } = await this.#skills.passedOver();
    if (length !== this.#passedOver) {
      this.#passedOver = length;
      this.#redrawSoon();
    }
  }

  async #skillNodes(): Promise<WorkspaceNode[]> {
    const skills = await this.#skills.all();
    const places = placesToTellApart(
      skills.map(({ workspaceFolder, path }) => ({ workspaceFolder: workspaceFolder.name, path })),
    );
    return Promise.all(
      skills.map(async (skill, index) => ({ ...(await this.node(skill)), place: places[index] ?? null })),
    );
  }

  async #looks(nodes: readonly WorkspaceRow[]): Promise<readonly string[]> {
    const { workspaceItem } = await import('./workspaceItem.ts');
    return nodes.map(node => lookOf(workspaceItem(node, key => this.#registries.whereOf(key))));
  }
}

/** All that a row shows. */
function lookOf({ id, label, description, iconPath, contextValue }: vscode.TreeItem): string {
  const icon = iconPath instanceof vscode.ThemeIcon ? iconPath.id : '';
  return JSON.stringify([id, label, description, icon, contextValue]);
}
