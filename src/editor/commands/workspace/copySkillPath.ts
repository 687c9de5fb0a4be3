import * as vscode from 'vscode';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { type Result, success } from '../../../core/text/result.ts';
import type { Services } from '../../services/services.ts';
import { keyRows, keyTarget, workspaceSkillTargets } from '../../services/workspaceTarget.ts';
import type { WorkspaceRow } from '../../tree/workspaceRow.ts';
import { showBriefly } from '../../ui/shown.ts';

/** Copies the paths of skills' folders, a line each; the key does so for what else has a row, too. */
export async function copySkillPath(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const uris = await urisOf(services, target);
  if (uris.length === 0) {
    return cancelled;
  }
  await vscode.env.clipboard.writeText(uris.map(({ fsPath }) => fsPath).join('\n'));
  showBriefly('check', 'Path copied');
  return success(null);
}

async function urisOf(services: Services, target: unknown): Promise<readonly vscode.Uri[]> {
  if (target !== keyTarget) {
    const skills = await workspaceSkillTargets(services, target, 'Copy Path');
    return skills.map(({ folder }) => folder);
  }
  const { rows } = await keyRows(services);
  return rows.flatMap(urisOfRow);
}

function urisOfRow(row: WorkspaceRow): readonly vscode.Uri[] {
  switch (row.kind) {
    case 'workspaceSkill':
      return [row.skill.folder];
    case 'workspaceFile':
      return [row.uri];
    case 'place':
      return row.skills.map(({ skill }) => skill.folder);
    case 'notice':
      return [];
  }
}
