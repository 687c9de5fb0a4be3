import type { Command } from './command.ts';
import { evalHelp, evalUsage, readEvalArguments } from './eval/options.ts';
import { complain, sayJson } from './terminal.ts';

/** By which a person or a CI job ends it; what was measured by then is reported. */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

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
    const interrupt = new AbortController();
    const onInterrupt = () => {
      // Who asks twice does not want to know what was measured by now.
      if (interrupt.signal.aborted) {
        process.exit(130);
      }
      interrupt.abort();
    };
    for (const signal of endings) {
      process.on(signal, onInterrupt);
    }
    try {
      return await runEval(read.value, interrupt.signal);
    } finally {
      for (const signal of endings) {
        process.removeListener(signal, onInterrupt);
      }
    }
  },
};
