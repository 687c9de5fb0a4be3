import { plainText } from '../../text/plainText.ts';
import type { AnswerStop } from '../run/answer.ts';

/** How an answer ended that is not whole, as a sentence with the vendor's own word for it; null for one that is. */
export function stopWords(stop: AnswerStop): string | null {
  if (stop.kind === 'done') {
    return null;
  }
  const why = plainText(stop.why, 200).trim();
  const reason = why === '' ? '.' : `: ${why}${/[.!?…]$/.test(why) ? '' : '.'}`;
  return `${ends[stop.kind]}${reason}`;
}

const ends: Readonly<Record<Exclude<AnswerStop['kind'], 'done'>, string>> = {
  cut: 'The answer was cut off before its end',
  turns: 'The answer is what there was when all turns were taken',
  refused: 'The model declined',
};
