import * as vscode from 'vscode';
import { contextKeys } from '../../contributions.ts';
import { DisposableStore } from '../ui/disposableStore.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';
import type { CollectedRows, RowInView, WorkspaceSources } from './collectRows.ts';
import { type WorkspaceNode, type WorkspaceRow, workspaceRowId } from './workspaceRow.ts';
import type { WorkspaceSummary } from './workspaceRows.ts';

/** How long rows wait for more changes before they are drawn again, in milliseconds. */
const redrawDelay = 150;

/** VS Code asks for changed rows this soon, in ms; later when it is busy, and never while the view is hidden. */
const askedWithin = 700;

/**
 * The Workspace view: the workspace's skills, by the folders they lie in where they are many, each with its problems,
 * where it stands with the registries, and its files. What rows are and how they look is loaded when they are wanted.
 */
export class WorkspaceTree implements vscode.TreeDataProvider<WorkspaceRow>, vscode.Disposable {
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<WorkspaceRow | undefined>());
  readonly #summed = this.#owned.add(new vscode.EventEmitter<WorkspaceSummary>());
  readonly #sources: WorkspaceSources;
  /** How the rows look that were last given out. */
  #drawn: readonly string[] = [];
  #redraw: NodeJS.Timeout | undefined;
  /** Counts collections. An older one may end after a newer one, and is not told then. */
  #collections = 0;
  #summedLast = 0;
  #drawnLast = 0;
  /** Skills in folders that are not searched. */
  #passedOver = 0;
  /** VS Code has asked for rows. */
  #isWanted = false;
  /** How often it has asked and has no answer yet. */
  #onTheWay = 0;
  /** Resolved when rows are given out. */
  #handOut = Promise.withResolvers<void>();
  /** Rows of skills by id, as last given out. */
  #shown: ReadonlyMap<string, RowInView> = new Map();
  /** Ids of the rows that are open. */
  readonly #opened = new Set<string>();
  readonly onDidChangeTreeData = this.#changed.event;
  /** What is to be said above the rows. */
  readonly onDidSum = this.#summed.event;

  constructor(sources: WorkspaceSources) {
    this.#sources = sources;
    const { skills, checks, states, activity, registries, listing } = sources;
    const redraw = () => this.#redrawSoon();
    this.#owned.add(listing.onDidChange(() => this.#changed.fire(undefined)));
    this.#owned.add(skills.onDidTouch(skill => this.#redrawFiles(skill)));
    for (const happened of [
      registries.onDidChange,
      skills.onDidChange,
      checks.onDidOutdate,
      checks.onDidOutdateAll,
      states.onDidOutdate,
      activity.onDidChange,
    ] as readonly vscode.Event<unknown>[]) {
      this.#owned.add(happened(redraw));
    }
    this.#owned.add({ dispose: () => clearTimeout(this.#redraw) });
  }

  async getTreeItem(row: WorkspaceRow): Promise<vscode.TreeItem> {
    const { workspaceItem } = await import('./workspaceItem.ts');
    return workspaceItem(row, key => this.#sources.registries.whereOf(key));
  }

  async resolveTreeItem(item: vscode.TreeItem, row: WorkspaceRow): Promise<vscode.TreeItem> {
    const { workspaceTooltip } = await import('./workspaceItem.ts');
    const now = row.kind === 'workspaceSkill' ? await this.node(row.skill) : row;
    item.tooltip = await workspaceTooltip(now, key => this.#sources.registries.whereOf(key));
    return item;
  }

  async getParent(row: WorkspaceRow): Promise<WorkspaceRow | undefined> {
    const { rowAbove } = await import('./collectRows.ts');
    return rowAbove(row, this.#shown);
  }

  async getChildren(parent?: WorkspaceRow): Promise<WorkspaceRow[]> {
    if (parent) {
      const { rowsBelow } = await import('./collectRows.ts');
      return [...(await rowsBelow(this.#sources, parent))];
    }
    this.#isWanted = true;
    this.#onTheWay++;
    const { rows, looks, shown, isGrouped, number } = await this.#collect().finally(() => {
      this.#onTheWay--;
      this.#handOut.resolve();
      this.#handOut = Promise.withResolvers();
    });
    if (number > this.#drawnLast) {
      this.#drawnLast = number;
      this.#drawn = looks;
      this.#shown = shown;
    }
    void vscode.commands.executeCommand('setContext', contextKeys.isGrouped, isGrouped);
    void vscode.commands.executeCommand('setContext', contextKeys.isSearched, true);
    return [...rows];
  }

  /** A skill's row as it was last given out; undefined where a filter hides it, or it is too new. */
  shownRow(skill: WorkspaceSkill): WorkspaceNode | undefined {
    return this.#shown.get(skill.uri.toString())?.row;
  }

  isOpen(row: WorkspaceRow): boolean {
    return this.#opened.has(workspaceRowId(row));
  }

  /** Remembers whether what is below a row is shown. */
  setOpen(row: WorkspaceRow, isOpen: boolean): void {
    this.#opened[isOpen ? 'add' : 'delete'](workspaceRowId(row));
  }

  /** A skill's row as it is now. */
  async node(skill: WorkspaceSkill): Promise<WorkspaceNode> {
    const { workspaceNode } = await import('./collectRows.ts');
    return workspaceNode(this.#sources, skill);
  }

  /** Draws at once what changed, and resolves when it is shown: what is said afterwards agrees with the rows. */
  async redrawNow(): Promise<void> {
    clearTimeout(this.#redraw);
    if (!(await this.#redrawIfOther())) {
      return;
    }
    const { promise } = this.#handOut;
    const pause = Promise.withResolvers<void>();
    const timer = setTimeout(pause.resolve, askedWithin);
    await Promise.race([promise, pause.promise]);
    clearTimeout(timer);
  }

  /** Counts the skills, whether the view is shown or not. */
  async sum(): Promise<void> {
    await this.#collect();
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #redrawSoon(): void {
    clearTimeout(this.#redraw);
    this.#redraw = setTimeout(() => void this.#redrawIfOther(), redrawDelay);
  }

  /** Files came or went: they are listed again where they are shown. */
  #redrawFiles(skill: WorkspaceSkill): void {
    const row = this.shownRow(skill);
    if (row && this.isOpen(row)) {
      this.#changed.fire(row);
    }
  }

  /** Most of what is typed changes no row, and to hand out 2,000 of them for nothing would be felt. */
  async #redrawIfOther(): Promise<boolean> {
    // VS Code drops rows that are on their way when it is told of others, and then may show none at all.
    while (this.#onTheWay > 0) {
      await this.#handOut.promise;
    }
    const { looks } = await this.#collect();
    const isSame = looks.length === this.#drawn.length && looks.every((look, i) => look === this.#drawn[i]);
    const isOther = this.#isWanted && !isSame;
    if (isOther) {
      this.#changed.fire(undefined);
    }
    return isOther;
  }

  async #collect(): Promise<CollectedRows & { readonly number: number }> {
    const number = ++this.#collections;
    const { collectRows } = await import('./collectRows.ts');
    const collected = await collectRows(this.#sources, this.#passedOver);
    if (number > this.#summedLast) {
      this.#summedLast = number;
      this.#summed.fire(collected.summary);
    }
    void this.#countPassedOver();
    return { ...collected, number };
  }

  /** Counting looks into folders that may be large: the rows do not wait for it. */
  async #countPassedOver(): Promise<void> {
    const { length } = await this.#sources.skills.passedOver();
    if (length !== this.#passedOver) {
      this.#passedOver = length;
      this.#redrawSoon();
    }
  }
}
