import { runCommandLine } from './commandLine.ts';

for (const stream of [process.stdout, process.stderr]) {
  // Whoever reads may have read enough, as `head` does: that is no failure of ours.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      throw error;
    }
    process.exit(process.exitCode ?? 0);
  });
}
process.exitCode = await runCommandLine(process.argv.slice(2));
