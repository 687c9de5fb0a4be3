import * as vscode from 'vscode';
import { contextKeys } from '../../contributions.ts';
import { FollowedLinks } from '../links/followedLinks.ts';
import type { Services } from '../services/services.ts';
import type { WorkspaceRow } from '../tree/workspaceRow.ts';
import { DisposableStore } from '../ui/disposableStore.ts';
import { rowScheme } from '../versions/addresses.ts';
import { Rounds } from '../workspace/rounds.ts';

/** What the Workspace view says above its rows and on its icon, and how it follows the editor and the disk. */
export function registerWorkspaceView(services: Services): vscode.Disposable {
  const owned = new DisposableStore();
  const { skills, checks, workspaceTree: tree, workspaceView: view } = services;
  owned.add(new Rounds(services));
  owned.add(new FollowedLinks(services));
  owned.add(
    tree.onDidSum(({ message, changed }) => {
      view.message = message;
      const tooltip = `${changed} ${changed === 1 ? 'skill' : 'skills'} changed since published`;
      view.badge = changed === 0 ? undefined : { value: changed, tooltip };
    }),
  );
  owned.add(view.onDidExpandElement(({ element }) => tree.setOpen(element, true)));
  owned.add(view.onDidCollapseElement(({ element }) => tree.setOpen(element, false)));
  owned.add(vscode.window.onDidChangeActiveTextEditor(() => void follow(services)));
  owned.add(view.onDidChangeVisibility(() => void follow(services)));
  const tellCompared = () => {
    const isCompared = services.compared.of(activeTabLabel()) !== undefined;
    void vscode.commands.executeCommand('setContext', contextKeys.isSkillCompared, isCompared);
  };
  owned.add(vscode.window.tabGroups.onDidChangeTabs(tellCompared));
  owned.add(vscode.window.tabGroups.onDidChangeTabGroups(tellCompared));
  owned.add(vscode.window.registerFileDecorationProvider({ provideFileDecoration: problemBadge }));
  // The number on the icon is wanted also where the view was never opened; the checks come first.
  const first = skills.all().then(all => Promise.all(all.map(skill => checks.check(skill))));
  void first.then(() => tree.sum());
  return owned;
}

/** Selects the row of the file that is being edited, as the Explorer does, and unless it is told not to. */
async function follow({ skills, workspaceTree, workspaceView }: Services): Promise<void> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const isWanted = vscode.workspace.getConfiguration('explorer').get<unknown>('autoReveal') !== false;
  // Whoever selects several rows is about to do something with them.
  const isBusy = workspaceView.selection.length > 1;
  if (!workspaceView.visible || isBusy || !isWanted || uri?.scheme !== 'file') {
    return;
  }
  const skill = await skills.of(uri);
  const isShown = workspaceView.selection.some(
    row =>
      (row.kind === 'workspaceSkill' || row.kind === 'workspaceFile') &&
      row.skill.uri.path === skill?.uri.path,
  );
  const own = skill && workspaceTree.shownRow(skill);
  if (!own) {
    return;
  }
  // Of a skill that is not open, the skill's own row is selected.
  const isOwn = uri.path === skill.uri.path || !workspaceTree.isOpen(own);
  const row: WorkspaceRow = isOwn
    ? own
    : { kind: 'workspaceFile', skill, uri, isFolder: false, leftOut: null };
  if (isShown && isOwn) {
    return;
  }
  // The rows may have changed since; then there is nothing to select.
  await workspaceView.reveal(row, { select: true, focus: false }).then(undefined, () => undefined);
}

/** What the tab in front is called; a comparison has no other mark. */
export function activeTabLabel(): string | undefined {
  return vscode.window.tabGroups.activeTabGroup.activeTab?.label;
}

/** The number at the right end of a skill's row, which no width cuts off: `errors=2` in the row's address. */
function problemBadge({ scheme, query }: vscode.Uri): vscode.FileDecoration | undefined {
  const [, kind, count] = scheme === rowScheme ? (/^(errors|warnings)=(\d+)$/.exec(query) ?? []) : [];
  if (kind === undefined || count === undefined) {
    return undefined;
  }
  const color = kind === 'errors' ? 'list.errorForeground' : 'list.warningForeground';
  return new vscode.FileDecoration(
    count.length > 1 ? '9+' : count,
    `${count} ${count === '1' ? kind.slice(0, -1) : kind}`,
    new vscode.ThemeColor(color),
  );
}
