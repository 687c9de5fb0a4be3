import type { Command } from './command.ts';
import { sayBug, watchBugs } from './publish/bugs.ts';
import { publishHelp, publishUsage, readPublishArguments } from './publish/options.ts';
import { untilEnded } from './registries/untilEnded.ts';
import { refuser } from './terminal.ts';

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
    return untilEnded(async interrupt => {
      const bugs = watchBugs(() => interrupt.abort());
      try {
        const code = await runPublish(read, interrupt.signal);
        return bugs.wasOne() ? Math.max(1, code) : code;
      } catch (error) {
        sayBug(error);
        return 1;
      } finally {
        bugs.end();
      }
    });
  },
};
