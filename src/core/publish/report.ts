import type { Failure } from '../failure/failure.ts';
import { failureBrief, failureSentences } from '../failure/failureText.ts';
import type { Outcome } from './outcome.ts';
import { outcomeWords } from './outcomeWords.ts';
import type { AllowedSecrets, PlannedPublish } from './review/readiness.ts';
import { uploadRefusal } from './send/uploadRefusal.ts';

/** How one of the publishes that were asked for ended, or why it was not begun. */
export interface ReportLine {
  readonly publish: PlannedPublish;
  /** Null where nothing was sent, since something stood in the way. */
  readonly outcome: Outcome | null;
  /** What kept it from being published, or went wrong after that; null where nothing did. */
  readonly failure: Failure | null;
  /** A sentence or two. */
  readonly text: string;
}

/** All that was asked for, in the plan's order. */
export interface ReportText {
  readonly lines: readonly ReportLine[];
  readonly isGood: boolean;
  /** `7 of 9 published. bulk-03: 1 error. bulk-08: looks like a secret.`, `2 of 2 made the default.` */
  readonly summary: string;
}

/** Reasons that a summary names; the others are a number, and all are in the details. */
const maxReasons = 4;

/**
 * Tells how each of `asked` ended. What was asked for and not even begun is counted like what failed: who reads
 * "all done" may not wonder of what.
 */
export function reportText(
  asked: readonly PlannedPublish[],
  outcomes: ReadonlyMap<string, Outcome>,
  allowed: AllowedSecrets,
): ReportText {
  const lines = asked.map(publish => lineOf(publish, outcomes.get(publish.target.id) ?? null, allowed));
  const done = lines.filter(({ outcome }) => doneWords(outcome) !== null);
  const reasons = lines.flatMap(line =>
    line.failure === null ? [] : [`${nameIn(lines, line)}: ${reasonOf(line, line.failure)}.`],
  );
  const more = reasons.length > maxReasons ? [`And ${reasons.length - maxReasons} more.`] : [];
  // What is there already is asked for only to make it the default.
  const isOfDefault = asked.every(({ target }) => target.action.kind === 'nothing-changed');
  const count = `${done.length} of ${lines.length} ${isOfDefault ? 'made the default' : 'published'}.`;
  return {
    lines,
    isGood: reasons.length === 0,
    summary: [count, ...reasons.slice(0, maxReasons), ...more].join(' '),
  };
}

/** What tells a line from the others: the registry of the one skill, the skill in the one registry, or both. */
function nameIn(lines: readonly ReportLine[], { publish }: ReportLine): string {
  const label = publish.target.destination.registry.label;
  if (new Set(lines.map(line => line.publish.skill)).size === 1) {
    return label;
  }
  const registries = new Set(lines.map(line => line.publish.target.destination.key));
  return registries.size === 1 ? publish.skill.name : `${publish.skill.name} → ${label}`;
}

function lineOf(publish: PlannedPublish, outcome: Outcome | null, allowed: AllowedSecrets): ReportLine {
  const { skill, target } = publish;
  const { registry } = target.destination;
  if (outcome !== null) {
    return {
      publish,
      outcome,
      failure: failureIn(outcome),
      text: outcomeWords(outcome, skill.name, registry).text,
    };
  }
  const failure = uploadRefusal(
    skill,
    target,
    { makeDefault: false },
    { acceptWarnings: true, allowSecrets: allowed },
  );
  const why = failure === null ? '' : ` ${failureSentences(failure)}`;
  return { publish, outcome, failure, text: `“${skill.name}” was not published to ${registry.label}.${why}` };
}

function failureIn(outcome: Outcome): Failure | null {
  return outcome.kind === 'published' || outcome.kind === 'nothing-to-do'
    ? outcome.afterwards
    : outcome.failure;
}

/** What was done, in a word or three; null where nothing was. */
function doneWords(outcome: Outcome | null): string | null {
  if (outcome?.kind === 'nothing-to-do') {
    return outcome.madeDefault ? 'made the default' : null;
  }
  return outcome?.kind === 'published' ? 'published' : null;
}

function reasonOf({ outcome }: ReportLine, failure: Failure): string {
  const done = doneWords(outcome);
  if (done !== null) {
    return `${done}, but ${failureBrief(failure)}`;
  }
  return outcome?.kind === 'unsettled' ? 'not known yet' : failureBrief(failure);
}
