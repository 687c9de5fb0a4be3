import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/**
 * Has a process replace a folder, and kills it: `moving`, in the instant after the old one was moved away and before
 * the new one is in its place; `copying`, when a part of the old one is in its backup on another volume. Resolves to
 * the signal that ended it.
 */
export async function replaceAndDie(
  target: string,
  backup: string,
  when: 'moving' | 'copying' = 'moving',
): Promise<string | null> {
  const script = join(import.meta.dirname, 'replaceOnce.ts');
  const args = [script, target, backup, when];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return signal;
}
