import type { Failure } from '../failure/failure.ts';
import { failureSentences } from '../failure/failureText.ts';
import type { Registry } from '../registry/contract.ts';
import { plainText } from '../text/plainText.ts';
import { bytesWords } from '../text/words.ts';
import type { Outcome, PublishEvent, SendEvent, StoredCopy } from './outcome.ts';

/** How one publish ended, for a person. */
export interface OutcomeText {
  readonly isGood: boolean;
  /** One or two sentences. */
  readonly text: string;
}

/** Words an outcome; `skill` is what people call it. */
export function outcomeWords(
  outcome: Outcome,
  skill: string,
  { label: registry, capabilities }: Pick<Registry, 'label' | 'capabilities'>,
): OutcomeText {
  switch (outcome.kind) {
    case 'published': {
      const words = { pointer: ', which is the default now', latest: ', which runs from now on' };
      const role = outcome.isDefault ? words[capabilities.active] : '';
      const found = outcome.wasReconciled
        ? ' The answer was lost on the way, and the registry confirms it.'
        : '';
      const text = `Published “${skill}” to ${registry} as ${outcome.is}${role}.${found}${othersWords(outcome)}`;
      return withAfterwards(text, outcome.afterwards);
    }
    case 'nothing-to-do':
      return withAfterwards(
        outcome.madeDefault
          ? `${outcome.is} of “${skill}” on ${registry} is the default now.`
          : `Nothing to publish: ${outcome.is} of “${skill}” on ${registry} has the same files.`,
        outcome.afterwards,
      );
    case 'not-published':
      return {
        isGood: false,
        text: outcome.mayArrive
          ? `“${skill}” is not published to ${registry} so far. It had left whole, so it may still arrive: the next review finds it. Publish again only if you do not want to wait for it. ${failureSentences(outcome.failure)}`
          : `“${skill}” was not published to ${registry}. ${failureSentences(outcome.failure)}`,
      };
    case 'unsettled':
      return {
        isGood: false,
        text: `${registry} cannot be asked, so it is not known yet whether it stored “${skill}”. Publish again when it answers: what arrived is found first, and nothing is published twice. ${failureSentences(outcome.failure)}`,
      };
  }
}

/** What else is new in the registry since the review. */
function othersWords({ meanwhile, namesakes, copies }: Extract<Outcome, { kind: 'published' }>): string {
  const ids = namesakes.map(id => plainText(id)).join(' and ');
  return [
    meanwhile.length > 0 &&
      ` Somebody else published ${meanwhile.join(' and ')} in the same moment: compare the two.`,
    ids !== '' &&
      ` Somebody else made a skill of the same name in the same moment, ${ids}: compare the two, and delete one.`,
    ...copies.map(copy => ` ${copyWords(copy)}`),
  ]
    .filter(Boolean)
    .join('');
}

/** Names a copy, and what to do about it. */
export function copyWords({ is, isSkill, skillId }: StoredCopy): string {
  const what = isSkill ? `The skill ${plainText(skillId)}` : `The version ${is}`;
  return `${what} holds the same files, because the bundle was sent or carried there twice: delete the copy.`;
}

function withAfterwards(text: string, afterwards: Failure | null): OutcomeText {
  return afterwards
    ? { isGood: false, text: `${text} But: ${failureSentences(afterwards)}` }
    : { isGood: true, text };
}

/** What happens just now, in a few words; null for an event that says nothing new. */
export function progressWords(event: PublishEvent | SendEvent): string | null {
  switch (event.kind) {
    case 'step':
      return stepWords[event.step];
    case 'progress':
      return `sending, ${bytesWords(event.sentBytes)} of ${bytesWords(event.totalBytes)}`;
    case 'waiting':
      return `waiting ${Math.ceil(event.forMs / 1000)} s for the registry`;
    case 'done':
      return null;
  }
}

const stepWords = {
  check: 'checking',
  bundle: 'bundling',
  compare: 'comparing with what is published',
  upload: 'sending',
  confirm: 'making sure that it arrived',
} as const;
