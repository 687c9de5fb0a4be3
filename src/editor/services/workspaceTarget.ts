import * as vscode from 'vscode';
import { anything, decode, record } from '../../core/text/decode.ts';
import { baseName } from '../../core/text/paths.ts';
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

/** From a tree row (`{ skill: { uri } }`), or from the explorer and the editor, which hand over the address. */
export function uriOf(target: unknown): vscode.Uri | undefined {
  if (target instanceof vscode.Uri) {
    return target;
  }
  const row = decode(record({ skill: record({ uri: anything }) }), target);
  return row.ok && row.value.skill.uri instanceof vscode.Uri ? row.value.skill.uri : undefined;
}
