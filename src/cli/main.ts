import { runCommandLine } from './commandLine.ts';
import { actingCommands } from './commands.ts';
import { heedReader } from './terminal.ts';

const [, , ...args] = process.argv;
heedReader({ goesOn: actingCommands.has(args[0] ?? '') });
// Not awaited: what is loaded later imports from this file, which would wait for itself.
void runCommandLine(args).then(code => {
  process.exitCode = code;
});
