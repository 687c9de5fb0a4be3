import { type ModelScript, startScriptedServer } from '../models/scriptedServer.ts';
import { runInProcess } from '../process/runInProcess.ts';
import { evalFolder, totalsWithSkill } from './evalFolder.ts';

/** A skill with these files, a scripted model, and the command line that tries the one with the other. */
export async function startEvals(
  files: Readonly<Record<string, string>>,
  script: ModelScript = totalsWithSkill,
  kind: 'openai' | 'anthropic' = 'openai',
) {
  const folder = await evalFolder(files);
  const server = await startScriptedServer(script);
  const at = ['--with', `${kind}=${server.origin}/v1`, '--model', 'gpt-test', '--data', folder.data];
  return {
    folder,
    server,
    run: (...args: readonly string[]) =>
      runInProcess(['eval', 'skills/invoices', ...at, ...args], folder.path),
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}
