import { runCommandLine } from './commandLine.ts';
import { actingCommands } from './commands.ts';
import { heedReader } from './terminal.ts';

const [, , ...args] = process.argv;
heedReader({ goesOn: actingCommands.has(args[0] ?? '') });
process.exitCode = await runCommandLine(args);
