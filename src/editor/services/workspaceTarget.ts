import * as vscode from 'vscode';
import { anything, decode, record, text } from '../../core/text/decode.ts';
import { baseName } from '../../core/text/paths.ts';
import { type WorkspaceRow, workspaceRowId } from '../tree/workspaceRow.ts';
import { pickOne } from '../ui/quickPick.ts';
import { notify } from '../ui/shown.ts';
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
  const [selected] = target === selectionTarget ? skillsOfRows(services.workspaceView.selection) : [];
  if (selected) {
    return selected;
  }
  const active = mayBeActive ? vscode.window.activeTextEditor?.document.uri : undefined;
  const uri = uriOf(target) ?? active;
  const meant = uri && (await services.skills.of(uri));
  if (meant) {
    return meant;
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
    label: baseName(skill.path),
    description: skill.path,
    value: skill,
  }));
  return pickOne(title, 'Choose a skill', choices);
}

/** What a key of the Workspace view hands over instead of a row: what is selected is meant. */
const selectionTarget = 'selection';

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
  const { selection } = services.workspaceView;
  const row = asRow(target);
  const isSelected =
    target === selectionTarget ||
    (row !== null && selection.some(selected => workspaceRowId(selected) === workspaceRowId(row)));
  const skills = skillsOfRows(isSelected ? selection : row ? [row] : []);
  if (skills.length > 0) {
    return skills;
  }
  const skill = await workspaceSkillTarget(services, target, title);
  return skill ? [skill] : [];
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
