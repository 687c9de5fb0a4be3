import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from './paths.ts';

/** One of the tools that look at the source without running it. */
export interface Check {
  readonly name: string;
  /** Below the project's root. */
  readonly program: string;
  readonly args: readonly string[];
}

/** The linter and formatter. */
export const biome = 'node_modules/@biomejs/biome/bin/biome';

/** Types; lint with the import direction; rooms, folders and names; dead code and unused dependencies. */
export const checks: readonly Check[] = [
  { name: 'tsc', program: 'node_modules/typescript/bin/tsc', args: [] },
  { name: 'biome', program: biome, args: ['check', '--error-on-warnings'] },
  { name: 'house', program: 'scripts/checkHouse.ts', args: [] },
  { name: 'knip', program: 'node_modules/knip/bin/knip.js', args: [] },
];

/** Runs a tool of the project; resolves to whether it was content and what it said. */
export async function runTool(
  program: string,
  args: readonly string[],
): Promise<{ readonly isOk: boolean; readonly said: string }> {
  const child = spawn(process.execPath, [join(root, program), ...args], { cwd: root });
  let said = '';
  child.stdout.on('data', text => (said += text));
  child.stderr.on('data', text => (said += text));
  const [code] = await once(child, 'close');
  return { isOk: code === 0, said };
}
