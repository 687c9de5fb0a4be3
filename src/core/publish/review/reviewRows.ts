import type { PublishPlan } from '../plan/plan.ts';
import { actionRows } from './actionRows.ts';
import { type AllowedSecrets, plannedPublishes } from './readiness.ts';
import type { ReviewSection } from './reviewRow.ts';
import { skillSections } from './skillSections.ts';
import { targetRow } from './targetRows.ts';

/** The review of a publish, to be shown as one list: what can be done first, then what would change, and why not. */
export function reviewRows(plan: PublishPlan, allowed: AllowedSecrets = new Map()): readonly ReviewSection[] {
  const all = plannedPublishes(plan);
  const sections = [
    { heading: '', rows: actionRows(all, allowed) },
    ...(all.length > 1 ? [{ heading: 'Where', rows: all.map(publish => targetRow(publish, allowed)) }] : []),
    ...plan.skills.flatMap(skill => skillSections(skill, allowed, plan.skills.length > 1)),
  ];
  return sections.filter(({ rows }) => rows.length > 0);
}
