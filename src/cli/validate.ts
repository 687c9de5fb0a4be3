import type { Command } from './command.ts';
import { refuser } from './terminal.ts';
import { readValidateArguments, validateHelp } from './validate/options.ts';

/** Checks skills by the same rules as the editor. Hints and information do not count as problems. */
export const validateCommand: Command = {
  name: 'validate',
  usage: 'PATH… [--profile P]… [--fix] [--format F] [-v]',
  does: 'Checks skills: their folders, SKILL.md files, or folders above them.',
  help: validateHelp,
  async run(args) {
    const read = readValidateArguments(args);
    if (typeof read === 'string') {
      return refuser(args.some(isJson))(read);
    }
    const { runValidate } = await import('./validate/runValidate.ts');
    return runValidate(read);
  },
};

function isJson(argument: string, index: number, all: readonly string[]): boolean {
  return /^(--json|--format=json)$/.test(argument) || (argument === '--format' && all[index + 1] === 'json');
}
