// Publishes one skill again and again, from a process of its own, and reports each end as a line of JSON.
// Arguments: the registry's base URL, its token, the link file, this process's name, how often.
import { registryKey } from '../../../src/core/link/registryKey.ts';
import type { PublishReport } from '../../../src/core/publish/outcome.ts';
import type { PublishPlan } from '../../../src/core/publish/plan/plan.ts';
import { planPublish } from '../../../src/core/publish/plan/planPublish.ts';
import { carryOut } from '../../../src/core/publish/send/carryOut.ts';
import { linkFile } from '../../../src/disk/link/linkFile.ts';
import { connectTo } from '../registry/connectTo.ts';
import { makePublisher, skillFolder } from './publisher.ts';

/** How one attempt ended. */
export interface Attempt {
  readonly marker: string;
  readonly kind: 'published' | 'conflict' | 'other';
  readonly version?: string;
  readonly digest?: string;
  /** The version that was seen last before this one, and those that were reported as published in between. */
  readonly known?: readonly string[];
  readonly detail?: string;
}

const [, , baseURL = '', token = '', links = '', who = '', times = '0'] = process.argv;
const settings = { kind: 'openai', baseURL } as const;
const target = { registry: connectTo(baseURL, token, settings), key: registryKey(settings) };
const store = linkFile(links);
await using publisher = await makePublisher({ linkPlace: () => ({ store, folder: 'contested' }) });

let done = 0;
for (let attempt = 1; done < Number(times); attempt++) {
  const marker = `${who}-${attempt}`;
  const folder = skillFolder('contested', `Written by ${marker}.`);
  const planned = await planPublish(
    { skills: [{ folder, path: 'contested' }], targets: [target] },
    publisher.deps,
  );
  if (!planned.ok) {
    throw new Error(planned.failure.kind);
  }
  const end = await attemptOf(marker, planned.value);
  if (end.kind !== 'conflict') {
    done++;
  }
  console.log(JSON.stringify(end));
}

async function attemptOf(marker: string, plan: PublishPlan): Promise<Attempt> {
  const [skill] = plan.skills;
  const [review] = skill?.targets ?? [];
  if (!skill || !review) {
    throw new Error('The plan is empty.');
  }
  const isConflict = review.action.kind === 'conflict';
  // Reported once, and then, having seen what is there, published anyway.
  if (isConflict) {
    console.log(JSON.stringify({ marker, kind: 'conflict' } satisfies Attempt));
  }
  const choice = { makeDefault: false, publishAnyway: isConflict };
  const choices = { acceptWarnings: true, targets: new Map([[review.id, choice]]) };
  const report: PublishReport = await carryOut(plan, choices, publisher.deps);
  await plan.dispose();
  const outcome = report.outcomes.get(review.id);
  if (outcome?.kind === 'published') {
    const known = [`v${review.basis.latestVersion}`, ...outcome.meanwhile];
    return { marker, kind: 'published', version: outcome.version.key, digest: skill.digest ?? '', known };
  }
  if (outcome?.kind === 'not-published' && outcome.failure.kind === 'moved-on') {
    return { marker, kind: 'conflict' };
  }
  return { marker, kind: 'other', detail: JSON.stringify(outcome) };
}
