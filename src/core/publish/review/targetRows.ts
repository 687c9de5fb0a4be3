import type { Failure } from '../../failure/failure.ts';
import { failureSteps, stepTitles } from '../../failure/failureSteps.ts';
import { failureRow, failureSentences } from '../../failure/failureText.ts';
import { plainText } from '../../text/plainText.ts';
import { countWords } from '../../text/words.ts';
import { newlyLeftOutWords } from '../plan/newlyLeftOut.ts';
import type { TargetPlan } from '../plan/plan.ts';
import { type AllowedSecrets, errors, openSecrets, type PlannedPublish } from './readiness.ts';
import type { ReviewAction, ReviewRow } from './reviewRow.ts';
import { openProblem } from './reviewRow.ts';

export function targetRow({ skill, target }: PlannedPublish, allowed: AllowedSecrets): ReviewRow {
  const why = whyNotRow({ skill, target }, allowed);
  const label = `${skill.name} → ${target.destination.registry.label}`;
  return why
    ? {
        ...why,
        label,
        description: [why.label, why.action?.kind === 'mend' && why.description].filter(Boolean).join(' · '),
      }
    : { icon: 'server', label, description: fromToWords(target), action: null };
}

/** `v3 → v4`, `new skill, v1`. */
function fromToWords({ action }: TargetPlan): string {
  if (action.kind === 'create') {
    return `new skill, ${action.to}`;
  }
  if (action.kind === 'new-version' || action.kind === 'conflict') {
    return `${action.from} → ${action.to} of ${remoteWords(action)}`;
  }
  return action.kind === 'nothing-changed'
    ? `nothing changed since ${action.is}${newlyLeftOutWords(action.leftOut)}`
    : '';
}

/** A failure in short, with what a click does about it; the whole of it stands below. */
function failureRowOf(failure: Failure): ReviewRow {
  const [step] = failureSteps(failure);
  return {
    icon: 'error',
    label: failureRow(failure),
    description: step ? `${stepTitles[step.kind]}…` : '',
    detail: failureSentences(failure),
    action: step ? { kind: 'mend', failure } : null,
  };
}

/** The remote skill by its name and id: a link that somebody changed leads elsewhere. */
export function remoteWords({
  remoteName,
  skillId,
}: {
  readonly remoteName: string | null;
  readonly skillId: string;
}): string {
  const id = plainText(skillId, 100);
  return remoteName === null ? id : `“${plainText(remoteName, 100)}” (${id})`;
}

export function whyNotRow({ skill, target }: PlannedPublish, allowed: AllowedSecrets): ReviewRow | null {
  const { action } = target;
  const row = (
    icon: string,
    label: string,
    description = '',
    act: ReviewAction | null = null,
  ): ReviewRow => ({
    icon,
    label,
    description,
    action: act,
  });
  if (action.kind === 'nothing-changed') {
    const description = action.isDefault ? `${action.is} is the default already` : '';
    return row(
      'pass',
      `Nothing changed since ${action.is}${newlyLeftOutWords(action.leftOut)}`,
      description,
      { kind: 'close' },
    );
  }
  const failure = action.kind === 'impossible' ? action.failure : skill.refusal;
  if (failure) {
    return failureRowOf(failure);
  }
  const stopping = errors(target)[0];
  if (stopping) {
    return row(
      'error',
      `${countWords(errors(target).length, 'error')} to fix first`,
      '',
      openProblem(skill, stopping),
    );
  }
  const [secret] = openSecrets(skill, allowed);
  if (!secret) {
    return null;
  }
  const { path, line } = secret;
  return row('key', 'Something looks like a secret', 'see below', {
    kind: 'open',
    skill,
    path,
    line: line - 1,
  });
}
