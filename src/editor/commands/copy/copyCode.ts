import * as vscode from 'vscode';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import type { SnippetLanguage } from '../../../core/registry/snippet.ts';
import { failed, type Result, success } from '../../../core/text/result.ts';
import { remoteSkillTarget } from '../../services/remoteTarget.ts';
import type { Services } from '../../services/services.ts';
import { rowOf } from '../../tree/rowOf.ts';
import { type Choice, pickOne } from '../../ui/quickPick.ts';
import { showBriefly } from '../../ui/shown.ts';

const title = 'Copy Code';

const languages: readonly Choice<SnippetLanguage>[] = [
  { label: 'TypeScript', description: "with the vendor's package", value: 'typescript' },
  { label: 'Python', description: "with the vendor's package", value: 'python' },
  { label: 'curl', description: 'for a terminal', value: 'curl' },
  { label: 'JSON', description: "the request's body alone", value: 'json' },
];

/** Copies a model request that uses the skill, pinned to the version when it was called on one. */
export async function copyCode(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const picked = await remoteSkillTarget(services, target, title);
  if (!picked.ok) {
    return picked;
  }
  const { registry, skill } = picked.value;
  const settings = services.connections.settingsOf(registry.id);
  if (registry.kind === 'local' || !settings) {
    return failed({ kind: 'unsupported', registry: registry.label, operation: 'run skills for a model' });
  }
  const language = await pickOne(title, 'Choose how it is written', languages);
  if (language === undefined) {
    return cancelled;
  }
  const { snippet } = await import('../../../core/registry/snippet.ts');
  const { id: skillId, isOwn } = skill;
  const subject = { kind: registry.kind, baseURL: settings.baseURL, skillId, isOwn };
  // On a skill's row what runs is what the request means.
  const version = rowOf(target, 'version')?.version.key ?? null;
  await vscode.env.clipboard.writeText(snippet({ ...subject, version }, language));
  showBriefly('check', 'Code copied');
  return success(null);
}
