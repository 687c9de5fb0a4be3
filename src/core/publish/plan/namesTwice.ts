import type { SkillPlan, TargetPlan } from './plan.ts';
import type { PublishRequest } from './request.ts';

/**
 * The plans with every target refused to which two skills of one name would be published as new: which of them somebody
 * means, nobody can tell. Who said that one is to be a new skill has told.
 */
export function refuseNamesTwice(
  skills: readonly SkillPlan[],
  { linkDecisions }: PublishRequest,
): readonly SkillPlan[] {
  const byName = Map.groupBy(
    skills.flatMap(skill =>
      skill.targets
        .filter(({ id, action }) => action.kind === 'create' && !linkDecisions?.has(id))
        .map(target => ({ skill, target })),
    ),
    ({ skill, target }) => `${skill.name}\n${target.destination.registry.id}`,
  );
  const refused = new Map<string, TargetPlan>();
  for (const group of byName.values()) {
    for (const { skill, target } of group) {
      const other = group.find(one => one.skill !== skill)?.skill.source.path;
      if (other !== undefined) {
        const registry = target.destination.registry.label;
        const failure = {
          kind: 'name-twice',
          skill: skill.source.path,
          other,
          name: skill.name,
          registry,
        } as const;
        refused.set(target.id, { ...target, action: { kind: 'impossible', failure } });
      }
    }
  }
  return skills.map(skill => ({
    ...skill,
    targets: skill.targets.map(target => refused.get(target.id) ?? target),
  }));
}
