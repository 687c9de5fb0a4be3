import { bugFailure } from '../core/failure/bug.ts';
import { failureSentences } from '../core/failure/failureText.ts';
import { plainText } from '../core/text/plainText.ts';
import { nearestWord } from '../core/text/spelling.ts';
import type { Command } from './command.ts';
import { commandNames, loadCommand, loadCommands } from './commands.ts';
import { printText, refuser } from './terminal.ts';
import { programVersion } from './version.ts';

/** Does what `skillwright ARGUMENT…` asks for. Resolves to the exit code. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const [first, ...rest] = args;
  if (first === '--version' || first === '-v') {
    printText(programVersion());
    return 0;
  }
  const isHelp = first === undefined || first === 'help' || isHelpOption(first);
  const name = isHelp ? rest.find(word => !word.startsWith('-')) : first;
  const command = name === undefined ? null : await loadCommand(name);
  if (name !== undefined && !command) {
    return refuser(args.includes('--json'))(noCommand(name));
  }
  if (!command) {
    printText(await overview());
    return 0;
  }
  if (isHelp || rest.some(isHelpOption)) {
    printText(command.help);
    return 0;
  }
  const refuse = refuser(args.includes('--json'));
  if (isAstray()) {
    return refuse('The working directory is not there any more: go to one that is.');
  }
  try {
    return await command.run(rest);
  } catch (error) {
    return refuse(failureSentences(bugFailure(error)));
  }
}

/** Whether the folder that this was started in has been deleted, so that no relative path means anything. */
function isAstray(): boolean {
  try {
    process.cwd();
    return false;
  } catch {
    return true;
  }
}

function isHelpOption(argument: string): boolean {
  return argument === '--help' || argument === '-h';
}

function noCommand(name: string): string {
  const meant = nearestWord(name, commandNames);
  const known = name.startsWith('-') ? ': options stand behind one' : '';
  return [
    `skillwright has no command "${plainText(name, 80)}"${meant === null ? known : `; "${meant}" is one`}.`,
    `It has ${commandNames.join(', ')}: "skillwright --help" tells what they do.`,
  ].join('\n');
}

async function overview(): Promise<string> {
  const usage = ({ name, usage, does }: Command) => `  skillwright ${name} ${usage}\n      ${does}`;
  return `Usage:\n${(await loadCommands()).map(usage).join('\n')}\n\n"skillwright COMMAND --help" tells a command's options.`;
}
