import { withProgress } from '../ui/run.ts';

/** Runs `work`, which may have to download versions, under a notification that can be cancelled. */
export function whileFetching<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return withProgress(title, (report, signal) => {
    report('downloading');
    return work(signal);
  });
}
