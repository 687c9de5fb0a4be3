import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { cancelled, failed, type Result, success } from '../../core/failure.ts';
import type { PublishEvent } from '../../core/publish/outcome.ts';
import { outcomeWords } from '../../core/publish/outcomeWords.ts';
import { progressWords } from '../../core/publish/progressWords.ts';
import type { Stored } from '../../core/publish/uploadOnce.ts';
import { type Republication, republish } from '../../core/published/republish.ts';
import { ownTemp } from '../../disk/ownTemp.ts';
import { tempFiles } from '../../disk/tempFiles.ts';
import { withProgress } from '../run.ts';
import type { Services } from '../services.ts';

/** Publishes a version's content once more, with progress; `name` is what people call the skill. */
export async function publishAgain(
  services: Services,
  title: string,
  name: string,
  what: Republication,
): Promise<Result<Stored>> {
  const deps = {
    published: await services.versions.store(),
    tempFiles: tempFiles(ownTemp()),
    wait: (ms: number, signal?: AbortSignal) =>
      delay(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
  };
  const done = await withProgress(title, (report, signal) => {
    const tell = (event: PublishEvent) => report(progressWords(event) ?? '');
    return republish(what, deps, {
      signal,
      onProgress: progress => tell({ kind: 'progress', target: '', ...progress }),
      onLost: () => tell({ kind: 'step', target: '', step: 'confirm' }),
    });
  });
  if (done.kind === 'stored') return success(done.stored);
  if (done.kind === 'failed') return failed(done.failure);
  // Neither a success nor a failure: said as what it is, and nothing more.
  await vscode.window.showErrorMessage(outcomeWords(done, name, what.registry).text);
  return cancelled;
}
