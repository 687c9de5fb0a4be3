import * as vscode from 'vscode';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { snippet } from '../../../core/registry/snippet/snippet.ts';
import { languagesFor, type SkillUse, type SnippetLanguage } from '../../../core/registry/snippet/use.ts';
import { failed, type Result, success } from '../../../core/text/result.ts';
import { remoteSkillTarget } from '../../services/remoteTarget.ts';
import type { Services } from '../../services/services.ts';
import { workspaceSkillTarget } from '../../services/workspaceTarget.ts';
import { rowOf } from '../../tree/rowOf.ts';
import { type Choice, pickOne } from '../../ui/quickPick.ts';
import { showBriefly } from '../../ui/shown.ts';
import { folderUses, publishedUses, type UseChoice } from './offeredUses.ts';

const title = 'Copy Code';

const languages: Readonly<Record<SnippetLanguage, { readonly label: string; readonly description: string }>> =
  {
    typescript: { label: 'TypeScript', description: "with the vendor's package" },
    python: { label: 'Python', description: "with the vendor's package" },
    ruby: { label: 'Ruby', description: "with the vendor's package" },
    curl: { label: 'curl', description: 'for a terminal' },
    cli: { label: 'The vendor’s command line', description: '“openai” or “ant”, for a terminal' },
    json: { label: 'JSON', description: "the request's body alone" },
  };

/**
 * Copies code that uses a skill: a published one in the default, the latest or this version, in a container or as the
 * vendor's guides show it; a workspace's own also from its folder or zipped into the request.
 */
export async function copyCode(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const offered = await offeredFor(services, target);
  if (!offered.ok) {
    return offered;
  }
  const choice = await pickOne(title, 'Choose how the skill is used', offered.value);
  const use = choice && (await choice());
  if (!use) {
    return cancelled;
  }
  return use.ok ? copyUse(use.value) : use;
}

async function copyUse(use: SkillUse): Promise<Result<unknown, Failure>> {
  const choices = languagesFor(use.way).map(
    (language): Choice<SnippetLanguage> => ({ ...languages[language], value: language }),
  );
  const language = await pickOne(title, 'Choose how it is written', choices);
  const code = language && snippet(use, language);
  if (!code) {
    return cancelled;
  }
  await vscode.env.clipboard.writeText(code);
  showBriefly('check', 'Code copied');
  return success(null);
}

/** Of a row of the registries what is published there; else of a skill of the workspace its folder, and where it is. */
async function offeredFor(
  services: Services,
  target: unknown,
): Promise<Result<readonly UseChoice[], Failure>> {
  if (!rowOf(target, 'skill', 'version') && isWorkspaceTarget(target)) {
    const own = await workspaceSkillTarget(services, target, title);
    return own ? success(await folderUses(services, own)) : cancelled;
  }
  const picked = await remoteSkillTarget(services, target, title);
  if (!picked.ok) {
    return picked;
  }
  const { registry, skill } = picked.value;
  const version = rowOf(target, 'version')?.version.key ?? null;
  const uses = publishedUses(services, registry.id, skill, version);
  return uses.length === 0
    ? failed({ kind: 'unsupported', registry: registry.label, operation: 'run skills for a model' })
    : success(uses);
}

function isWorkspaceTarget(target: unknown): boolean {
  return (
    typeof target === 'object' && target !== null && 'kind' in target && target.kind === 'workspaceSkill'
  );
}
