import { cancelled, type Failure } from '../../core/failure/failure.ts';
import { outcomeWords } from '../../core/publish/outcomeWords.ts';
import { type Republication, republish } from '../../core/publish/republish.ts';
import type { Stored } from '../../core/publish/send/uploadOnce.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import type { Services } from '../services/services.ts';
import { showTrouble } from '../services/showFailure.ts';
import { withProgress } from '../ui/progress.ts';
import { tellUpload, uploadDeps } from './uploadDeps.ts';

/** Publishes a version's content once more, with progress; `name` is what people call the skill. */
export async function publishAgain(
  services: Services,
  title: string,
  name: string,
  what: Republication,
): Promise<Result<Stored, Failure>> {
  const deps = await uploadDeps(services);
  const done = await withProgress(title, (report, signal) =>
    republish(what, deps, { signal, ...tellUpload(report) }),
  );
  if (done.kind === 'stored') {
    return success(done.stored);
  }
  if (done.kind === 'failed' && !done.mayArrive) {
    return failed(done.failure);
  }
  // Neither a success nor a failure: said as what it is, and nothing more.
  const outcome = done.kind === 'failed' ? ({ ...done, kind: 'not-published' } as const) : done;
  await showTrouble(services, outcomeWords(outcome, name, what.registry).text, done.failure);
  return cancelled;
}
