import { leftOutLines } from '../../core/bundle/select/selection.ts';
import { failureSentences } from '../../core/failure/failureText.ts';
import type { StoredCopy } from '../../core/publish/outcome.ts';
import { copyWords } from '../../core/publish/outcomeWords.ts';
import { newlyLeftOutWords } from '../../core/publish/plan/newlyLeftOut.ts';
import { type SkillPlan, type TargetPlan, unseenVersion } from '../../core/publish/plan/plan.ts';
import { remoteWords } from '../../core/publish/review/targetRows.ts';
import type { Registry } from '../../core/registry/contract.ts';
import { plainText } from '../../core/text/plainText.ts';
import { bytesWords, countWords } from '../../core/text/words.ts';

/** The review of one skill as lines for a terminal. Files are named as `path:line`, so that a terminal links them. */
export function reviewText(skill: SkillPlan): readonly string[] {
  const { path } = skill.source;
  const sizes = [
    countWords(skill.files.length, 'file'),
    bytesWords(skill.totalBytes),
    ...(skill.zipBytes === null ? [] : [`${bytesWords(skill.zipBytes)} zipped`]),
    `SKILL.md ≈ ${countWords(skill.tokens, 'token')}`,
  ];
  return [
    `${plainText(skill.name)} (${path})`,
    ...(skill.refusal === null ? [`  ${sizes.join(', ')}`] : [`  ${failureSentences(skill.refusal)}`]),
    ...leftOutLines(skill.leftOut).map(line => `  left out: ${plainText(line)}`),
    ...skill.secrets.map(({ path: file, line, what }) => `  secret: ${path}/${file}:${line} ${what}`),
    ...skill.targets.flatMap(target => targetText(target, path, skill.refusal === null)),
    ...(skill.targets.length === 0 ? ['  never published there, and left out by --changed'] : []),
  ];
}

function targetText(target: TargetPlan, path: string, isReadable: boolean): readonly string[] {
  if (!isReadable) {
    return [];
  }
  const { changes, problems } = target;
  const unseen = unseenVersion(target);
  const shown = problems.filter(({ severity }) => severity === 'error' || severity === 'warning');
  const change = (sign: string, files: readonly { readonly path: string }[]) =>
    files.map(file => `    ${sign} ${plainText(file.path)}`);
  return [
    `  ${plainText(target.destination.registry.label)}: ${actionText(target)}`,
    ...(unseen === null ? [] : [`    what changes is not known: ${unseen} there could not be looked into`]),
    ...lateText(target),
    ...change('+', changes?.added ?? []),
    ...change('-', changes?.removed ?? []),
    ...change('~', [...(changes?.changed ?? []), ...(changes?.modeOnly ?? [])]),
    ...shown.map(
      problem =>
        `    ${problem.severity}: ${path}/${problem.path}:${problem.range.start.line + 1} ${plainText(problem.message)}`,
    ),
  ];
}

function actionText({ action }: TargetPlan): string {
  switch (action.kind) {
    case 'create':
      return `new skill, ${action.to}`;
    case 'new-version':
      return `${action.from} → ${action.to} of ${remoteWords(action)}`;
    case 'nothing-changed':
      return `nothing changed since ${action.is}${newlyLeftOutWords(action.leftOut)}${action.isDefault ? '' : ', which is not the default'}`;
    case 'conflict':
      return `somebody published ${action.from} of ${remoteWords(action)} since ${action.known}: compare, then use --anyway`;
    case 'ask-link':
      if (action.leadsTo) {
        const { id, name, linkedName } = action.leadsTo;
        return `the link leads to another skill, “${plainText(name)}” (${plainText(id)}), and says “${plainText(linkedName)}”: correct .skillwright.json, or use --link ID or --new`;
      }
      return action.isGone
        ? 'the skill that this folder is linked to is gone: use --new, or --link ID'
        : `has a skill of this name (${action.candidates.map(({ id }) => candidateText(id, action.identical)).join(', ')}): use --link ID or --new`;
    case 'impossible':
      return failureSentences(action.failure);
  }
}

/** What arrived late, and what is there twice because of it. */
function lateText({ late, destination }: TargetPlan): readonly string[] {
  if (!late) {
    return [];
  }
  const arrived = late.arrived === null ? [] : [`    ${late.arrived} arrived after all: it was sent before.`];
  return [...arrived, ...late.copies.map(copy => `    ${copyText(copy, destination.registry)}`)];
}

/** A copy, and the command that deletes it. */
export function copyText(copy: StoredCopy, { label }: Pick<Registry, 'label'>): string {
  const version = copy.isSkill ? '' : ` --version ${plainText(copy.version)}`;
  return `${copyWords(copy)} (skillwright delete ${plainText(copy.skillId)}${version} --yes --registry ${plainText(label)})`;
}

function candidateText(id: string, identical: readonly string[]): string {
  return `${plainText(id)}${identical.includes(id) ? ' with the same content' : ''}`;
}
