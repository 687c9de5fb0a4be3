import type { Command } from './command.ts';
import { loadCommand, loadCommands } from './commands.ts';
import { complain, printText } from './terminal.ts';
import { programVersion } from './version.ts';

/** Does what `skillwright ARGUMENT…` asks for. Resolves to the exit code. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const [first, ...rest] = args;
  if (first === '--version' || first === '-v') {
    printText(programVersion());
    return 0;
  }
  const isHelp = first === undefined || first === 'help' || isHelpOption(first);
  const name = isHelp ? rest[0] : first;
  const command = name === undefined ? null : await loadCommand(name);
  if (name !== undefined && !command) {
    complain(`skillwright has no command "${name}".\n\n${await overview()}`);
    return 2;
  }
  if (!command) {
    printText(await overview());
    return 0;
  }
  if (isHelp || rest.some(isHelpOption)) {
    printText(command.help);
    return 0;
  }
  return command.run(rest);
}

function isHelpOption(argument: string): boolean {
  return argument === '--help' || argument === '-h';
}

async function overview(): Promise<string> {
  const usage = ({ name, usage, does }: Command) => `  skillwright ${name} ${usage}\n      ${does}`;
  return `Usage:\n${(await loadCommands()).map(usage).join('\n')}\n\n"skillwright COMMAND --help" tells a command's options.`;
}
