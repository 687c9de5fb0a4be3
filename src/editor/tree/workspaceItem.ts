import * as vscode from 'vscode';
import { contextValue } from '../../contributions.ts';
import { agentsReading } from '../../core/link/skillListing.ts';
import { type Standing, standingOf, stateWords } from '../../core/link/skillState.ts';
import { agentPlacesDate, agentWords } from '../../core/skill/agentPlaces.ts';
import type { Problem } from '../../core/skill/problem.ts';
import { baseName } from '../../core/text/paths.ts';
import { inertText, plainText } from '../../core/text/plainText.ts';
import { countWords } from '../../core/text/words.ts';
import { rowScheme } from '../versions/addresses.ts';
import type {
  NoticeNode,
  PlaceNode,
  WorkspaceFileNode,
  WorkspaceNode,
  WorkspaceRow,
} from './workspaceRow.ts';
import { workspaceRowId } from './workspaceRow.ts';
import { countProblems } from './workspaceRows.ts';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/** How a row looks. */
export function workspaceItem(row: WorkspaceRow, labelOf: (registryKey: string) => string): vscode.TreeItem {
  const item = itemOf(row, labelOf);
  item.id = workspaceRowId(row);
  return item;
}

function itemOf(row: WorkspaceRow, labelOf: (registryKey: string) => string): vscode.TreeItem {
  switch (row.kind) {
    case 'notice':
      return noticeItem(row);
    case 'place':
      return placeItem(row);
    case 'workspaceFile':
      return fileItemOf(row);
    case 'workspaceSkill':
      return skillItem(row, labelOf);
  }
}

/** A workspace skill's name, and beside it how many problems it has and where it stands. */
function skillItem(node: WorkspaceNode, labelOf: (registryKey: string) => string): vscode.TreeItem {
  const { skill } = node;
  const item = new vscode.TreeItem(folderName(node), Collapsed);
  item.resourceUri = vscode.Uri.from({
    scheme: rowScheme,
    path: skill.folder.path,
    query: problemCount(node),
  });
  item.iconPath = icon(node);
  // In a narrow view the end is cut off: what to mend comes first.
  const words = [problemWords(node), node.place, publishedWords(node, labelOf)];
  item.description = inertText(node.activity ?? words.filter(Boolean).join(' · '));
  item.contextValue = contextValue([
    'workspaceSkill',
    ...(node.states.length > 0 ? ['isPublished' as const] : []),
  ]);
  // VS Code's own command keeps the focus in the list at a click, and shows a preview, as in the Explorer.
  item.command = { command: 'vscode.open', title: 'Open SKILL.md', arguments: [skill.uri] };
  item.accessibilityInformation = { label: `${folderName(node)}, ${item.description}` };
  return item;
}

/** The folder that skills lie in, and who reads them there. */
function placeItem({ label, agents, skills }: PlaceNode): vscode.TreeItem {
  const shown = plainText(label);
  const item = new vscode.TreeItem(shown, Expanded);
  item.iconPath = new vscode.ThemeIcon('folder-library');
  const readers = agents.length === 0 ? 'read by no agent here' : agentWords(agents);
  item.description = `${skills.length} · ${readers}`;
  item.contextValue = contextValue(['skillPlace']);
  item.accessibilityInformation = { label: `${shown}, ${countWords(skills.length, 'skill')}, ${readers}` };
  return item;
}

function fileItemOf({ uri, isFolder, leftOut }: WorkspaceFileNode): vscode.TreeItem {
  const item = new vscode.TreeItem(uri, isFolder ? Collapsed : None);
  item.label = plainText(baseName(uri.path));
  item.iconPath = isFolder ? vscode.ThemeIcon.Folder : vscode.ThemeIcon.File;
  item.description = leftOut === null ? '' : 'not published';
  item.contextValue = contextValue(['workspaceFile']);
  if (!isFolder) {
    item.command = { command: 'vscode.open', title: 'Open', arguments: [uri] };
  }
  return item;
}

function noticeItem({ label, hint, icon, command }: NoticeNode): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.description = hint;
  item.iconPath = new vscode.ThemeIcon(icon);
  item.command = command;
  item.contextValue = contextValue([]);
  return item;
}

/** Where it stands; that nobody can tell where nobody can. */
function publishedWords(node: WorkspaceNode, labelOf: (registryKey: string) => string): string {
  return node.states.length === 0 && node.linkFailure
    ? 'link file damaged'
    : stateWords(node.states, labelOf);
}

function folderName({ skill }: WorkspaceNode): string {
  return plainText(baseName(skill.folder.path));
}

function icon(node: WorkspaceNode): vscode.ThemeIcon {
  const color = (id: string) => new vscode.ThemeColor(id);
  if (node.activity) {
    return new vscode.ThemeIcon('loading~spin');
  }
  if (!node.check.ok || countProblems(node, 'error') > 0) {
    return new vscode.ThemeIcon('error', color('list.errorForeground'));
  }
  if (countProblems(node, 'warning') > 0) {
    return new vscode.ThemeIcon('warning', color('list.warningForeground'));
  }
  if (node.states.length === 0) {
    return new vscode.ThemeIcon(node.linkFailure ? 'question' : 'circle-large-outline');
  }
  const standings = new Set(node.states.map(standingOf));
  const worst = order.find(standing => standings.has(standing)) ?? 'live';
  return new vscode.ThemeIcon(standingIcons[worst]);
}

const order: readonly Standing[] = ['gone', 'changed', 'behind', 'not-live'];

const standingIcons: Readonly<Record<Standing, string>> = {
  gone: 'circle-slash',
  changed: 'edit',
  behind: 'arrow-circle-down',
  'not-live': 'debug-pause',
  live: 'pass',
};

/** What the number at the row's right end is made of: `errors=2`; '' for none. */
function problemCount(node: WorkspaceNode): string {
  const errors = countProblems(node, 'error');
  const warnings = countProblems(node, 'warning');
  return errors > 0 ? `errors=${errors}` : warnings > 0 ? `warnings=${warnings}` : '';
}

/** How many errors and warnings; nothing for fewer. */
function problemWords(node: WorkspaceNode): string {
  if (!node.check.ok) {
    return 'cannot be read';
  }
  const errors = countProblems(node, 'error');
  const warnings = countProblems(node, 'warning');
  return [errors && countWords(errors, 'error'), warnings && countWords(warnings, 'warning')]
    .filter(Boolean)
    .join(', ');
}

/** The tooltip of a row; plain text, as it holds what the author wrote. */
export async function workspaceTooltip(
  row: WorkspaceRow,
  labelOf: (registryKey: string) => string,
): Promise<string | undefined> {
  const text = await tooltipText(row, labelOf);
  return text && inertText(text);
}

async function tooltipText(
  row: WorkspaceRow,
  labelOf: (registryKey: string) => string,
): Promise<string | undefined> {
  switch (row.kind) {
    case 'notice':
      return row.tooltip;
    case 'place':
      return [row.label, countWords(row.skills.length, 'skill'), readersLine(row.agents)].join('\n');
    case 'workspaceFile':
      return [
        row.uri.fsPath,
        ...(row.leftOut === null ? [] : [`Not published: left out ${row.leftOut}`]),
      ].join('\n');
    case 'workspaceSkill':
      return skillTooltip(row, labelOf);
  }
}

async function skillTooltip(node: WorkspaceNode, labelOf: (registryKey: string) => string): Promise<string> {
  const { skill } = node;
  const places = skill.places.map(({ path }) => path.slice(skill.workspaceFolder.uri.path.length + 1));
  const lines = [
    skill.path,
    ...places.map(place => `${place} (a link)`),
    publishedWords(node, labelOf),
    readersLine(agentsReading({ path: skill.path, places })),
  ];
  if (!node.check.ok) {
    const { describeFailure } = await import('../../core/failure/failureText.ts');
    lines.push(describeFailure(node.check.failure).message);
  } else {
    lines.push(problemWords(node) || 'no problems', ...node.check.value.problems.slice(0, 5).map(toLine));
  }
  return lines.join('\n');
}

function readersLine(agents: readonly string[]): string {
  return agents.length === 0
    ? 'Read by no agent in this place'
    : `Read by ${agentWords(agents, agents.length)} (as of ${agentPlacesDate})`;
}

function toLine({ severity, message }: Problem): string {
  return `  ${severity}: ${message}`;
}
