import type { PlannedAction, PublishPlan, TargetPlan } from '../../core/publish/plan/plan.ts';
import type { LinkDecision } from '../../core/publish/plan/request.ts';
import { plainText } from '../../core/text/plainText.ts';
import { type Choice, pickOne } from '../ui/quickPick.ts';

type Decided = ReadonlyMap<string, LinkDecision>;

/**
 * Asks about every folder whose name exists in a registry without a link to it. Resolves to the same decisions when
 * there was nothing to ask, and to undefined when the person turned away.
 */
export async function decideLinks(plan: PublishPlan, decided: Decided): Promise<Decided | undefined> {
  const decisions = new Map(decided);
  for (const skill of plan.skills) {
    for (const target of skill.targets) {
      if (target.action.kind !== 'ask-link') {
        continue;
      }
      const decision = await ask(skill.name, target, target.action);
      if (!decision) {
        return undefined;
      }
      decisions.set(target.id, decision);
    }
  }
  return decisions.size > decided.size ? decisions : decided;
}

function ask(
  name: string,
  { destination }: TargetPlan,
  { candidates, identical, isGone, leadsTo }: Extract<PlannedAction, { kind: 'ask-link' }>,
): Promise<LinkDecision | undefined> {
  const existing = candidates.map(
    (candidate): Choice<LinkDecision> => ({
      icon: 'link',
      label: `New version of “${plainText(candidate.label ?? candidate.name ?? candidate.id)}”`,
      description: plainText(candidate.id),
      detail:
        `${identical.includes(candidate.id) ? 'Holds exactly these files. ' : ''}Created ${new Date(candidate.createdAt).toLocaleString()}. ${plainText(candidate.description ?? '')}`.trim(),
      value: { kind: 'existing', skillId: candidate.id },
    }),
  );
  const asNew: Choice<LinkDecision> = {
    icon: 'add',
    label: 'New skill',
    ...(existing.length > 0 ? { detail: 'The registry will hold two skills of this name.' } : {}),
    value: { kind: 'new' },
  };
  const { label } = destination.registry;
  if (leadsTo) {
    const id = plainText(leadsTo.id, 100);
    const question = `The link of this folder leads to another skill, “${plainText(leadsTo.name, 100)}” (${id}), and says “${plainText(leadsTo.linkedName, 100)}”. Which one is it?`;
    return pickOne(`Publish ${name}`, question, [...existing, asNew]);
  }
  const question = isGone
    ? `The skill that this folder was published as is no longer on ${label}.`
    : `${label} has a “${name}” already, and this folder is not linked to it. Is it the same?`;
  return pickOne(`Publish ${name}`, question, [...existing, asNew]);
}
