import * as vscode from 'vscode';
import { inertText } from '../../core/text/plainText.ts';

/** Work that ends sooner shows no notification, which would only flash up. In milliseconds. */
const quietTime = 400;

/** Runs `work`, under a notification with a Cancel button if it takes a moment; the signal aborts when it is pressed. */
export async function withProgress<T>(
  title: string,
  work: (report: (message: string) => void, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  let latest: string | undefined;
  let show = (_message: string) => {};
  const result = work(message => {
    latest = message;
    show(message);
  }, abort.signal);
  if (await endsWithin(result, quietTime)) {
    return result;
  }
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: inertText(title), cancellable: true },
    (progress, token) => {
      token.onCancellationRequested(() => abort.abort());
      show = message => progress.report({ message: inertText(message) });
      if (latest !== undefined) {
        show(latest);
      }
      return result;
    },
  );
}

async function endsWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  const pause = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => pause.resolve(false), ms);
  try {
    return await Promise.race([work.then(() => true), pause.promise]);
  } finally {
    clearTimeout(timer);
  }
}
