import { linkFileName } from '../../core/link/linkFileName.ts';
import { plainName } from '../../core/provenance/provenance.ts';
import type { Result } from '../../core/text/result.ts';
import { success } from '../../core/text/result.ts';
import { type GitTrouble, runGit } from './runGit.ts';

/** A commit, as far as people want to hear of it. */
export interface Commit {
  /** Full. */
  readonly hash: string;
  readonly subject: string;
  /** Who, without an address; null where nothing else is said. */
  readonly by: string | null;
  /** ISO 8601. */
  readonly at: string;
}

/** For git: what is in the folder that is asked about. The link file is no part of a skill, also of one at the root. */
export const ownFiles: readonly string[] = ['--', '.', `:(exclude,glob)**/${linkFileName}`];

/** More than anybody reads. */
const maxCommits = 200;

/**
 * The commits that touched a folder after `older` up to `newer`, newest first. Fails where Git does not have both, as
 * in a shallow clone, or where one of them is no hash.
 */
export async function commitsBetween(
  folder: string,
  older: string,
  newer: string,
): Promise<Result<readonly Commit[], GitTrouble>> {
  const isHash = [older, newer].every(hash => /^[0-9a-f]{7,64}$/.test(hash));
  if (!isHash) {
    return { ok: false, failure: { kind: 'refused', said: 'the link file names no commits' } };
  }
  const log = await runGit(folder, [
    'log',
    '-z',
    '--no-show-signature',
    '--no-merges',
    `--max-count=${maxCommits}`,
    '--format=%H%x1f%an%x1f%aI%x1f%s',
    `${older}..${newer}`,
    ...ownFiles,
  ]);
  return log.ok ? success(log.value.split('\0').flatMap(toCommit)) : log;
}

function toCommit(line: string): readonly Commit[] {
  const [hash, by = '', at = '', subject = ''] = line.trim().split('\x1f');
  return hash ? [{ hash, subject, by: plainName(by), at }] : [];
}
