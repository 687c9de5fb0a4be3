import { runCommandLine } from './commandLine.ts';
import { endWithReader } from './terminal.ts';

endWithReader();
process.exitCode = await runCommandLine(process.argv.slice(2));
