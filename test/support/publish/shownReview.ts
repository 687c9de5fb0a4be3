import type { PublishPlan } from '../../../src/core/publish/plan/plan.ts';
import type { AllowedSecrets, Unticked } from '../../../src/core/publish/review/readiness.ts';
import { reviewRows } from '../../../src/core/publish/review/reviewRows.ts';

/** The review as the person sees it; sizes and token counts are left to the tests of their words. */
export function shownReview(
  planned: PublishPlan,
  allowed?: AllowedSecrets,
  leftOut?: Unticked,
): readonly string[] {
  return reviewRows(planned, allowed, null, leftOut).flatMap(({ heading, rows }) => [
    ...(heading ? [`${heading}:`] : []),
    ...rows.map(({ icon, label, description, detail }) => {
      const rest = /tokens$/.test(description) ? '' : description;
      return [`[${icon}]`, label, rest && `— ${rest}`, detail && `— ${detail}`].filter(Boolean).join(' ');
    }),
  ]);
}
