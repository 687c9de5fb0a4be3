import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { failed, type Result, success } from '../../core/text/result.ts';
import { type GitTrouble, runGit } from './runGit.ts';

/**
 * The files below the repository of `folder` that differ from a revision, untracked ones included, as absolute paths;
 * deleted ones are among them. Before the first commit every file differs from HEAD.
 */
export async function changedFiles(
  folder: string,
  revision: string,
): Promise<Result<readonly string[], GitTrouble>> {
  const top = await runGit(folder, ['rev-parse', '--show-toplevel']);
  if (!top.ok) {
    return top;
  }
  const root = await realpath(top.value.replace(/\n$/, ''));
  const diff = ['diff', '--name-only', '-z', '--no-renames', '--end-of-options', revision, '--'];
  const isFirst = revision === 'HEAD' && (await isWithoutCommits(root));
  const changed = await runGit(root, isFirst ? ['ls-files', '-z'] : diff);
  if (!changed.ok) {
    return (await isShallow(root)) ? failed(shallow(revision)) : changed;
  }
  const untracked = await runGit(root, ['ls-files', '--others', '--exclude-standard', '-z']);
  if (!untracked.ok) {
    return untracked;
  }
  const paths = [changed.value, untracked.value].flatMap(list =>
    list.split('\0').filter(path => path !== ''),
  );
  return success(paths.map(path => resolve(root, path)));
}

async function isWithoutCommits(root: string): Promise<boolean> {
  const head = await runGit(root, ['rev-parse', '--quiet', '--verify', 'HEAD^{commit}']);
  const branch = await runGit(root, ['symbolic-ref', '--quiet', 'HEAD']);
  return !head.ok && branch.ok;
}

async function isShallow(root: string): Promise<boolean> {
  const answer = await runGit(root, ['rev-parse', '--is-shallow-repository']);
  return answer.ok && answer.value.trim() === 'true';
}

/** What a CI's checkout brings by default. */
function shallow(revision: string): GitTrouble {
  const said = `this clone is shallow and has no “${revision}”; fetch more of its history (fetch-depth: 0)`;
  return { kind: 'refused', said };
}
