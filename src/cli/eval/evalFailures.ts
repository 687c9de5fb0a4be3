import type { Failure } from '../../core/failure/failure.ts';
import { describeFailure } from '../../core/failure/failureText.ts';
import { isOfModel } from '../../core/failure/parts.ts';
import type { EvalOptions } from './options.ts';

/** Words a failure of what the models were asked, with what somebody at a terminal can do about it. */
export type EvalFailureWords = (failure: Failure) => string;

/** The words for a run: they name the variable that its key came from, and its options. */
export function evalFailureWords({ keyVariable }: EvalOptions['executor']): EvalFailureWords {
  return failure => {
    const { message, next } = describeFailure(failure);
    const step = stepAtTerminal(failure, keyVariable) ?? next;
    return step === null ? message : `${message} ${step}`;
  };
}

/** Null where what is said everywhere fits here, too. */
function stepAtTerminal(failure: Failure, keyVariable: string): string | null {
  switch (failure.kind) {
    case 'no-key':
      return `Set ${keyVariable} to one.`;
    case 'unauthorised':
      return `Set ${keyVariable} to another one, or name the variable that has it with --key-env.`;
    case 'forbidden':
      return `Set ${keyVariable} to a key that may do this, or ask who manages the account.`;
    case 'not-found':
      return isOfModel(failure.what)
        ? 'Check the name after --model, and whether the version of --arm is still there.'
        : null;
    case 'other-protocol':
      return `Say so where the model runs: --with ${failure.speaks.toLowerCase()}=ADDRESS.`;
    default:
      return null;
  }
}
