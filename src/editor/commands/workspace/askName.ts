import * as vscode from 'vscode';
import type { CheckOptions } from '../../../core/skill/checkSkill.ts';
import { baseName } from '../../../core/text/paths.ts';
import type { Services } from '../../services/services.ts';
import { askLine } from '../../ui/shown.ts';
import type { WorkspaceSkill } from '../../workspace/workspaceSkills.ts';

interface Question {
  readonly title: string;
  readonly prompt: string;
  readonly value: string;
}

/** Asks for a name that the skill's folder may have beside its present one; undefined when the person turned away. */
export async function askName(
  services: Services,
  skill: WorkspaceSkill,
  { title, prompt, value }: Question,
): Promise<string | undefined> {
  const { nameProblems } = await import('../../../core/skill/create/newSkill.ts');
  const check = await services.checks.check(skill);
  const options: CheckOptions = check.ok ? check.value.options : { profiles: ['spec'], severities: {} };
  const own = baseName(skill.folder.path);
  const parent = vscode.Uri.joinPath(skill.folder, '..');
  const beside = await vscode.workspace.fs.readDirectory(parent).then(
    entries => entries.map(([name]) => name),
    () => [],
  );
  // On Windows and macOS, names that differ in letter case only are one.
  const taken = new Set(beside.filter(name => name !== own).map(name => name.toLowerCase()));
  const answer = await askLine({
    title,
    prompt,
    value,
    ignoreFocusOut: true,
    validateInput: text => {
      const name = text.trim();
      if (taken.has(name.toLowerCase())) {
        return `There is a “${name}” beside it already.`;
      }
      const worst = nameProblems(name, options).find(({ severity }) => severity === 'error');
      return name === '' ? 'It needs a name.' : (worst?.message ?? null);
    },
  });
  return answer?.trim();
}
