import { isWatched, showProgress } from './terminal.ts';

/** What ends sooner, in ms, would only flash. */
const quick = 400;

/** A line on the terminal that says how far long work is. */
export interface ProgressLine {
  /** Says what is being done now. */
  tell(text: string): void;
  /** Counts one more piece of the work as done. */
  count(): void;
  /** Takes the line away; to be called before anything is printed, and however the work ends. */
  end(): void;
}

/**
 * Begins to say how far long work is, on stderr, at terminals only, and from 0.4 s on. With `total`, how many pieces of
 * it are done stands behind the words: `Checking 120 of 400`.
 */
export function progressLine(first: string, total: number | null = null): ProgressLine {
  let words = first;
  let done = 0;
  let shown = '';
  const show = () => {
    const line = total === null ? words : `${words} ${done} of ${total}`;
    if (line !== shown) {
      showProgress(line);
      shown = line;
    }
  };
  // What is waited for keeps the process alive, and not the line.
  const timer = isWatched() ? setInterval(show, quick).unref() : undefined;
  return {
    tell: text => {
      words = text;
    },
    count: () => {
      done++;
    },
    end: () => {
      clearInterval(timer);
      if (shown !== '') {
        showProgress('');
        shown = '';
      }
    },
  };
}
