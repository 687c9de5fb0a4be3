import * as vscode from 'vscode';
import type { Failure } from '../../../core/failure/failure.ts';
import { type Result, success } from '../../../core/text/result.ts';
import { remoteSkillTarget } from '../../services/remoteTarget.ts';
import type { Services } from '../../services/services.ts';
import { rowOf } from '../../tree/rowOf.ts';
import { showBriefly } from '../../ui/shown.ts';

/** Copies the id that requests to the registry's API use: the skill's, or the version's. */
export async function copyId(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const row = rowOf(target, 'version');
  if (row) {
    return copy(row.version.id);
  }
  const picked = await remoteSkillTarget(services, target, 'Copy Id');
  return picked.ok ? copy(picked.value.skill.id) : picked;
}

async function copy(id: string): Promise<Result<null, Failure>> {
  await vscode.env.clipboard.writeText(id);
  showBriefly('check', 'Id copied');
  return success(null);
}
