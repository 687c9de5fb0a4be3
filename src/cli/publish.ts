import type { Command } from './command.ts';
import { sayBug, watchBugs } from './publish/bugs.ts';
import { publishHelp, publishUsage, readPublishArguments } from './publish/options.ts';
import { refuser } from './terminal.ts';

/** Ctrl+C, a CI that ends a job, and a terminal that is closed. */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Reviews and publishes from a terminal or CI, by the same steps as the editor. */
export const publishCommand: Command = {
  name: 'publish',
  usage: publishUsage,
  does: 'Publishes skills to registries, after a review.',
  help: publishHelp,
  async run(args) {
    const read = readPublishArguments(args);
    if (typeof read === 'string') {
      return refuser(args.includes('--json'))(read);
    }
    const { runPublish } = await import('./publish/runPublish.ts');
    const interrupt = new AbortController();
    const onInterrupt = () => {
      // Who asks twice does not want to know what became of it.
      if (interrupt.signal.aborted) {
        process.exit(130);
      }
      interrupt.abort();
    };
    // Not `once`: a library for locks ends the process when it finds itself the only listener.
    for (const signal of endings) {
      process.on(signal, onInterrupt);
    }
    const bugs = watchBugs(() => interrupt.abort());
    try {
      const code = await runPublish(read, interrupt.signal);
      return bugs.wasOne() ? Math.max(1, code) : code;
    } catch (error) {
      sayBug(error);
      return 1;
    } finally {
      bugs.end();
      for (const signal of endings) {
        process.removeListener(signal, onInterrupt);
      }
    }
  },
};
