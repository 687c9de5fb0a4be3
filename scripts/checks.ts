import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from './paths.ts';

/** One of the tools that look at the source without running it. */
export interface Check {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
}

/** Types; lint with the import direction; dead code and unused dependencies. */
export const checks: readonly Check[] = [
  { name: 'tsc', program: 'typescript/bin/tsc', args: [] },
  { name: 'biome', program: '@biomejs/biome/bin/biome', args: ['check', '--error-on-warnings'] },
  { name: 'knip', program: 'knip/bin/knip.js', args: [] },
];

/** Runs a tool of the project; resolves to whether it was content and what it said. */
export async function runTool(
  program: string,
  args: readonly string[],
): Promise<{ readonly isOk: boolean; readonly said: string }> {
  const child = spawn(process.execPath, [join(root, 'node_modules', program), ...args], { cwd: root });
  let said = '';
  child.stdout.on('data', text => (said += text));
  child.stderr.on('data', text => (said += text));
  const [code] = await once(child, 'close');
  return { isOk: code === 0, said };
}
