import type { Command } from './command.ts';
import { evalHelp, evalUsage, readEvalArguments } from './eval/options.ts';
import { untilEnded } from './registries/untilEnded.ts';
import { complain, sayJson } from './terminal.ts';

/** Tries a skill with its own cases, on what lies in the folder or on what is published. */
export const evalCommand: Command = {
  name: 'eval',
  usage: evalUsage,
  does: 'Tries a skill with the cases in its evals/, and says whether it passes.',
  help: evalHelp,
  async run(args) {
    const read = readEvalArguments(args);
    if (!read.ok) {
      complain(read.failure);
      if (args.includes('--json')) {
        sayJson({ ok: false, outcome: 'could-not-run', error: read.failure });
      }
      return 2;
    }
    const { runEval } = await import('./eval/runEval.ts');
    // What was measured by then is reported.
    return untilEnded(({ signal }) => runEval(read.value, signal));
  },
};
