import { plainText } from '../text/plainText.ts';
import type { Failure } from './failure.ts';

/** A failure in words: what happened to which thing, and what to do next, where there is something to do. */
export interface FailureText {
  readonly message: string;
  readonly next: string | null;
}

/** The failures of a kind. */
export type Of<Kind extends Failure['kind']> = Extract<Failure, { kind: Kind }>;

export function say(message: string, next: string | null = null): FailureText {
  return { message, next };
}

/** Untrusted words as a sentence that ends. */
export function sentence(text: string): string {
  const clean = plainText(text, 500);
  if (clean === '') {
    return 'it gave no reason.';
  }
  return /[.!?…]$/.test(clean) ? clean : `${clean}.`;
}

export function listed(items: readonly string[]): string {
  const shown = items.slice(0, 5).join(', ');
  return items.length > 5 ? `${shown} and ${items.length - 5} more` : shown;
}

export function duration(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 90) {
    return seconds === 1 ? 'a second' : `${seconds} seconds`;
  }
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
