import * as vscode from 'vscode';
import type { CommandId } from '../../contributions.ts';
import { manageTrustCommand } from '../../contributions.ts';
import type { Failure } from '../../core/failure/failure.ts';
import type { Result } from '../../core/text/result.ts';

/** A command's body: `target` is the tree row or the file it was called on; undefined from the palette. */
export type CommandBody<Services> = (
  services: Services,
  target: unknown,
) => Promise<Result<unknown, Failure> | undefined>;

/** The one wrapper around every command: shows an expected failure in words, and logs a bug. */
export async function runCommand<Services>(
  id: CommandId,
  load: () => Promise<CommandBody<Services>>,
  services: Services & { readonly log: vscode.LogOutputChannel },
  target: unknown,
): Promise<void> {
  try {
    const body = await load();
    const result = await body(services, target);
    if (result && !result.ok) {
      await showFailure(result.failure);
    }
  } catch (bug) {
    services.log.error(`${id} failed`, bug instanceof Error ? bug : String(bug));
    const openLog = 'Show Log';
    const answer = await vscode.window.showErrorMessage(
      'Skillwright failed in a way it should not. This is a bug; the log has its details.',
      openLog,
    );
    if (answer === openLog) {
      services.log.show();
    }
  }
}

/** Shows what happened and what to do next; says nothing of what the person cancelled. */
export async function showFailure(failure: Failure): Promise<void> {
  if (failure.kind === 'cancelled') {
    return;
  }
  const { describeFailure } = await import('../../core/failure/failureText.ts');
  const { message, next } = describeFailure(failure);
  const manageTrust = 'Manage Trust';
  const buttons = failure.kind === 'untrusted-workspace' ? [manageTrust] : [];
  const answer = await vscode.window.showErrorMessage(next ? `${message} ${next}` : message, ...buttons);
  if (answer === manageTrust) {
    await vscode.commands.executeCommand(manageTrustCommand);
  }
}

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
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (progress, token) => {
      token.onCancellationRequested(() => abort.abort());
      show = message => progress.report({ message });
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
