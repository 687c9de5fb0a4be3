import { bugFailure } from '../../core/failure/bug.ts';
import { failureSentences } from '../../core/failure/failureText.ts';
import { complain } from '../terminal.ts';

/** How long a publish may take to end after an exception that nobody caught, in ms. */
const timeToEnd = 60_000;

/**
 * Takes exceptions that nobody catches, such as of a socket, as long as a publish runs. What is under way is ended in
 * order, so that the registry is asked what it holds and everything is told; only what does not come to an end within
 * a minute is left, which is told, too.
 */
export function watchBugs(endInOrder: () => void): { wasOne(): boolean; end(): void } {
  let wasOne = false;
  let timer: NodeJS.Timeout | undefined;
  const onBug = (error: unknown) => {
    // Whoever read what we print is gone; what we do is done all the same.
    if (error instanceof Error && 'code' in error && error.code === 'EPIPE') {
      return;
    }
    sayBug(error);
    if (wasOne) {
      return;
    }
    wasOne = true;
    endInOrder();
    timer = setTimeout(() => {
      complain('It is not known what of it is published: the next review finds out.');
      process.exit(1);
    }, timeToEnd);
  };
  process.on('uncaughtException', onBug);
  return {
    wasOne: () => wasOne,
    end: () => {
      clearTimeout(timer);
      process.removeListener('uncaughtException', onBug);
    },
  };
}

/** Says that there was an exception, of which type and where; its message may hold anything. */
export function sayBug(error: unknown): void {
  complain(failureSentences(bugFailure(error)));
}
