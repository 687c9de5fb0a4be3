import * as vscode from 'vscode';
import { commandIds, contextValue } from '../../contributions.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { type RegistryState, type Standing, standingOf, stateWords } from '../../core/link/skillState.ts';
import type { Problem, Severity } from '../../core/skill/problem.ts';
import { baseName } from '../../core/text/paths.ts';
import type { Result } from '../../core/text/result.ts';
import type { Connections } from '../registries/connections.ts';
import type { CheckedSkill } from '../workspace/skillChecks.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';

/** A row of the Workspace view: plain data. */
export interface WorkspaceNode {
  readonly kind: 'workspaceSkill';
  readonly skill: WorkspaceSkill;
  readonly check: Result<CheckedSkill, Failure>;
  readonly states: readonly RegistryState[];
  /** Why nobody can say what of it is published; null where it can be told. */
  readonly linkFailure: Failure | null;
  /** What is being done with it just now. */
  readonly activity: string | undefined;
  /** Where it is, where another skill has the same name. */
  readonly place: string | null;
}

/** A row above the skills that tells of something that concerns them all, and leads on. */
export interface NoticeNode {
  readonly kind: 'notice';
  readonly id: string;
  readonly label: string;
  /** What a click does. */
  readonly hint: string;
  readonly icon: string;
  readonly tooltip: string;
  readonly command: vscode.Command;
}

export type WorkspaceRow = WorkspaceNode | NoticeNode;

/** What the rows say of registries. */
export type RegistryNames = Pick<Connections, 'whereOf' | 'isSetUp' | 'onDidChange'>;

/** How a row looks. */
export function workspaceItem(row: WorkspaceRow, labelOf: (registryKey: string) => string): vscode.TreeItem {
  return row.kind === 'notice' ? noticeItem(row) : skillItem(row, labelOf);
}

/** A workspace skill's name, and beside it where it stands and how many problems it has. */
function skillItem(node: WorkspaceNode, labelOf: (registryKey: string) => string): vscode.TreeItem {
  const { skill } = node;
  const item = new vscode.TreeItem(folderName(node));
  item.id = skill.uri.toString();
  item.iconPath = icon(node);
  const words = [node.place, publishedWords(node, labelOf), problemWords(node)];
  item.description = node.activity ?? words.filter(Boolean).join(' · ');
  item.contextValue = contextValue([
    'workspaceSkill',
    ...(node.states.length > 0 ? ['isPublished' as const] : []),
  ]);
  item.command = { command: commandIds.openSkill, title: 'Open SKILL.md', arguments: [node] };
  item.accessibilityInformation = { label: `${folderName(node)}, ${item.description}` };
  return item;
}

function noticeItem({ id, label, hint, icon, tooltip, command }: NoticeNode): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.id = id;
  item.description = hint;
  item.iconPath = new vscode.ThemeIcon(icon);
  item.tooltip = tooltip;
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
  return baseName(skill.folder.path);
}

function icon(node: WorkspaceNode): vscode.ThemeIcon {
  const color = (id: string) => new vscode.ThemeColor(id);
  if (node.activity) {
    return new vscode.ThemeIcon('loading~spin');
  }
  if (!node.check.ok || count(node, 'error') > 0) {
    return new vscode.ThemeIcon('error', color('list.errorForeground'));
  }
  if (count(node, 'warning') > 0) {
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

/** How many errors and warnings; nothing for fewer. */
function problemWords(node: WorkspaceNode): string {
  if (!node.check.ok) {
    return 'cannot be read';
  }
  const errors = count(node, 'error');
  const warnings = count(node, 'warning');
  return [errors && plural(errors, 'error'), warnings && plural(warnings, 'warning')]
    .filter(Boolean)
    .join(', ');
}

function count({ check }: WorkspaceNode, severity: Severity): number {
  return check.ok ? check.value.problems.filter(problem => problem.severity === severity).length : 0;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The tooltip of a workspace skill's row; plain text, as it holds what the author wrote. */
export async function workspaceTooltip(
  node: WorkspaceNode,
  labelOf: (registryKey: string) => string,
): Promise<string> {
  const lines = [node.skill.path, publishedWords(node, labelOf)];
  if (!node.check.ok) {
    const { describeFailure } = await import('../../core/failure/failureText.ts');
    lines.push(describeFailure(node.check.failure).message);
  } else {
    lines.push(problemWords(node) || 'no problems', ...node.check.value.problems.slice(0, 5).map(toLine));
  }
  return lines.join('\n');
}

function toLine({ severity, message }: Problem): string {
  return `  ${severity}: ${message}`;
}
