import * as vscode from 'vscode';
import type { Failure } from '../../../core/failure/failure.ts';
import { formatOpenLink } from '../../../core/published/openLink.ts';
import { type Result, success } from '../../../core/text/result.ts';
import { remoteSkillTarget } from '../../services/remoteTarget.ts';
import type { Services } from '../../services/services.ts';
import { rowOf } from '../../tree/rowOf.ts';
import { showBriefly } from '../../ui/shown.ts';

/** Copies a link that opens a skill or a version in the editor of whoever has set up the same registry. */
export async function copyLink(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const picked = await remoteSkillTarget(services, target, 'Copy Link');
  if (!picked.ok) {
    return picked;
  }
  const { registry, skill } = picked.value;
  const link = formatOpenLink(vscode.env.uriScheme, services.context.extension.id, {
    registryKey: services.connections.keyOf(registry.id),
    skillId: skill.id,
    version: rowOf(target, 'version')?.version.key ?? null,
  });
  await vscode.env.clipboard.writeText(link);
  showBriefly('check', 'Link copied');
  return success(null);
}
