import v8 from 'node:v8';
import { runCommandLine } from './commandLine.ts';
import { actingCommands } from './commands.ts';
import { heedReader } from './terminal.ts';

const [, , ...args] = process.argv;
if (process.version.startsWith('v20.')) {
  // Node 20 takes a third of the processor time for making what runs often faster, and hardly any command lasts until
  // that pays. 15 times as patient, it does so for what takes seconds. Newer ones weigh it up better by themselves.
  v8.setFlagsFromString('--interrupt-budget=1000000');
}
heedReader({ goesOn: actingCommands.has(args[0] ?? '') });
// Not awaited: what is loaded later imports from this file, which would wait for itself.
void runCommandLine(args).then(code => {
  process.exitCode = code;
});
