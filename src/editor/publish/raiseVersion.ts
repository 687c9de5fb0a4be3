import * as vscode from 'vscode';
import { parseSkill } from '../../core/skill/document/parseSkill.ts';
import { versionBumps } from '../../core/skill/fix/bumpVersion.ts';
import { pickOne } from '../ui/quickPick.ts';
import { toRange } from '../workspace/convert.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';

/** Offers the next versions of `metadata.version` and writes the chosen one; false when nothing was changed. */
export async function raiseVersion(skill: WorkspaceSkill): Promise<boolean> {
  const document = await vscode.workspace.openTextDocument(skill.uri);
  const bumps = versionBumps(parseSkill(document.getText()));
  const words = {
    patch: 'a correction',
    minor: 'something new',
    major: 'something that worked is different',
  };
  const bump = await pickOne(
    'Raise metadata.version',
    bumps.length > 0 ? 'What changed' : 'metadata.version is not of the form 1.2.3',
    bumps.map(candidate => ({
      label: candidate.to,
      description: `${candidate.part}: ${words[candidate.part]}`,
      value: candidate,
    })),
  );
  if (!bump) {
    return false;
  }
  const edit = new vscode.WorkspaceEdit();
  edit.replace(skill.uri, toRange(bump.edit.range), bump.edit.text);
  return (await vscode.workspace.applyEdit(edit)) && document.save();
}
