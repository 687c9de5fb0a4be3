import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { type Result, success } from '../../../core/text/result.ts';
import { chooseAgain } from '../../evals/run/chooseExecutor.ts';
import type { Services } from '../../services/services.ts';
import { showBriefly } from '../../ui/shown.ts';

/** Asks which model skills are tried with, and keeps it for this person. */
export async function chooseEvalModel(services: Services): Promise<Result<unknown, Failure>> {
  const executor = await chooseAgain(services);
  if (!executor) {
    return cancelled;
  }
  showBriefly('check', `Skills are tried with ${executor.label} now`);
  return success(null);
}
