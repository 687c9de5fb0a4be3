import * as vscode from 'vscode';
import { anything, decode, record, text } from '../../core/text/decode.ts';
import { baseName } from '../../core/text/paths.ts';
import { type WorkspaceRow, workspaceRowId } from '../tree/workspaceRow.ts';
import { pickOne } from '../ui/quickPick.ts';
import { notify, showBriefly } from '../ui/shown.ts';
import { shownPath } from '../workspace/shownPaths.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';
import type { Services } from './services.ts';

/**
 * The workspace skill that a command is about: that of the row or the file it was called on, else that of the active
 * editor, unless that makes no sense, else the only one, else the one that the person picks.
 */
export async function workspaceSkillTarget(
  services: Services,
  target: unknown,
  title: string,
  { mayBeActive = true }: { readonly mayBeActive?: boolean } = {},
): Promise<WorkspaceSkill | undefined> {
  if (target === keyTarget) {
    const { focused } = await keyRows(services);
    const [skill] = skillsOfKey(focused ? [focused] : []);
    return skill;
  }
  const active = mayBeActive ? vscode.window.activeTextEditor?.document.uri : undefined;
  const uri = uriOf(target) ?? active;
  const meant = uri && (await services.skills.of(uri));
  if (meant) {
    return meant;
  }
  if (target instanceof vscode.Uri) {
    // Not another one instead, here and below.
    const isInside = vscode.workspace.getWorkspaceFolder(target) !== undefined;
    const why = isInside
      ? 'belongs to no skill of this workspace'
      : 'is outside of this workspace: add its folder to it first';
    void notify(`${vscode.workspace.asRelativePath(target)} ${why}.`);
    return undefined;
  }
  const [gone] = skillsOfRows([asRow(target)].filter(row => row !== null));
  if (gone) {
    void notify(`${shownPath(gone, vscode.workspace.workspaceFolders)} is not there any more.`);
    return undefined;
  }
  const all = await services.skills.all();
  if (all.length === 0) {
    void notify('There is no skill in this workspace yet. “Skills: New Skill…” makes one.');
    return undefined;
  }
  if (all.length === 1) {
    return all[0];
  }
  const choices = all.map(skill => ({
    label: baseName(skill.folder.path),
    description: shownPath(skill, vscode.workspace.workspaceFolders),
    value: skill,
  }));
  return pickOne(title, 'Choose a skill', choices);
}

/** What a key of the Workspace view hands over instead of a row: the row with the focus is meant. */
export const keyTarget = 'selection';

/**
 * The workspace skills that a command is about: those of all selected rows where it was called on one of them, of a
 * place's row all that are shown there, else the one that `workspaceSkillTarget` finds. Empty when the person turned
 * away.
 */
export async function workspaceSkillTargets(
  services: Services,
  target: unknown,
  title: string,
): Promise<readonly WorkspaceSkill[]> {
  if (target === keyTarget) {
    const { rows } = await keyRows(services);
    return skillsOfKey(rows);
  }
  const { selection } = services.workspaceView;
  const row = asRow(target);
  const isSelected = row !== null && has(selection, row);
  const skills = skillsOfRows(isSelected ? selection : row ? [row] : []);
  if (skills.length > 0) {
    return skills;
  }
  const skill = await workspaceSkillTarget(services, target, title);
  return skill ? [skill] : [];
}

/**
 * The rows that a key of the Workspace view is for: as in the Explorer, the one with the focus, and with it all that are
 * selected where it is one of them. The arrow keys move the focus and leave the selection where it was.
 */
export async function keyRows({ workspaceView }: Pick<Services, 'workspaceView'>): Promise<KeyRows> {
  // Extensions are told only what is selected: the row with the focus is the one for which that can be toggled. What was
  // selected before is not asked: of a click just now they may not have been told.
  for (let tries = 1; ; tries++) {
    await vscode.commands.executeCommand('list.toggleSelection');
    const toggled = workspaceView.selection;
    await vscode.commands.executeCommand('list.toggleSelection');
    const rows = workspaceView.selection;
    const onceSelected = toggled.filter(row => !has(rows, row));
    const selected = rows.filter(row => !has(toggled, row));
    const [focused, ...others] = [...onceSelected, ...selected];
    // When something else selects rows meanwhile, as what reveals a skill that was just made, this tells nothing.
    if ((focused && others.length === 0) || tries === maxToggles) {
      return onceSelected[0] ? { focused, rows: onceSelected } : { focused: focused ?? rows[0], rows };
    }
  }
}

/** How often the row with the focus is looked for. */
const maxToggles = 5;

interface KeyRows {
  readonly focused: WorkspaceRow | undefined;
  readonly rows: readonly WorkspaceRow[];
}

function has(rows: readonly WorkspaceRow[], row: WorkspaceRow): boolean {
  return rows.some(other => workspaceRowId(other) === workspaceRowId(row));
}

/** A key that is pressed on a file of a skill, or on a folder of skills, is not meant for the skills. */
function skillsOfKey(rows: readonly WorkspaceRow[]): readonly WorkspaceSkill[] {
  const skills = skillsOfRows(rows.filter(({ kind }) => kind === 'workspaceSkill'));
  if (skills.length === 0) {
    showBriefly('info', 'This key is for the rows of skills');
  }
  return skills;
}

function skillsOfRows(rows: readonly WorkspaceRow[]): readonly WorkspaceSkill[] {
  const skills = rows.flatMap(row => {
    if (row.kind === 'place') {
      return row.skills.map(({ skill }) => skill);
    }
    return row.kind === 'notice' ? [] : [row.skill];
  });
  return [...new Map(skills.map(skill => [skill.uri.toString(), skill])).values()];
}

/** A row of the Workspace view, known by its shape; null for whatever else a command is called on. */
function asRow(target: unknown): WorkspaceRow | null {
  const kind = decode(record({ kind: text }), target);
  if (!kind.ok) {
    return null;
  }
  const isSkills = kind.value.kind === 'place' && decode(record({ skills: anything }), target).ok;
  const isSkill = ['workspaceSkill', 'workspaceFile'].includes(kind.value.kind) && uriOf(target);
  return isSkills || isSkill ? (target as WorkspaceRow) : null;
}

/** From a tree row (`{ skill: { uri } }`), or from the explorer and the editor, which hand over the address. */
export function uriOf(target: unknown): vscode.Uri | undefined {
  if (target instanceof vscode.Uri) {
    return target;
  }
  const row = decode(record({ skill: record({ uri: anything }) }), target);
  return row.ok && row.value.skill.uri instanceof vscode.Uri ? row.value.skill.uri : undefined;
}
