import { execFile } from 'node:child_process';
import { failed, type Result, success } from '../../core/text/result.ts';

/** Why git told nothing: it is not installed, or its own words, in one line. */
export type GitTrouble = { readonly kind: 'no-git' } | { readonly kind: 'refused'; readonly said: string };

/** Longest that git may take, in ms, and most that it may print, in bytes. */
const maxTime = 30_000;
const maxBytes = 64 * 2 ** 20;

/**
 * Asks git about a folder that the person trusts. No hook, no file system monitor, no pager and no question of the
 * repository's choosing runs.
 */
export function runGit(cwd: string, args: readonly string[]): Promise<Result<string, GitTrouble>> {
  const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'core.quotePath=false'];
  const env = {
    ...process.env,
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_PAGER: 'cat',
  };
  return new Promise(resolve => {
    execFile(
      'git',
      [...safe, ...args],
      { cwd, env, timeout: maxTime, maxBuffer: maxBytes },
      (error, stdout, stderr) => {
        if (error === null) {
          resolve(success(stdout));
          return;
        }
        const isMissing = 'code' in error && error.code === 'ENOENT';
        const said = stderr.trim().split('\n')[0] ?? '';
        resolve(failed(isMissing ? { kind: 'no-git' } : { kind: 'refused', said: said || error.message }));
      },
    );
  });
}

/** Why git told nothing, as a sentence. */
export function gitTroubleWords(trouble: GitTrouble): string {
  return trouble.kind === 'no-git'
    ? 'git is not installed, or not on the PATH.'
    : `git could not tell: ${trouble.said.replace(/^fatal: /, '')}.`.replace(/\.\.$/, '.');
}
