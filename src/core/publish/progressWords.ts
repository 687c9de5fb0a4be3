import { bytesWords } from '../text/words.ts';
import type { PublishEvent, SendEvent } from './outcome.ts';

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
