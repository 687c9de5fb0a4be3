import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { historyOf } from '../../core/link/linkFile.ts';
import { linkFileName } from '../../core/link/linkFileName.ts';
import type { LinkPlace } from '../../core/link/linkStore.ts';
import {
  changelogNotes,
  commitNotes,
  type Provenance,
  plainRemote,
  unknownProvenance,
} from '../../core/provenance/provenance.ts';
import { runGit } from './runGit.ts';

/** Characters of a changelog that are looked at; the newest version stands in front. */
const maxChangelog = 200_000;

/** Asks Git and the environment where the skill in `folder` comes from; what they do not know stays null. */
export async function readProvenance(
  folder: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Provenance> {
  const run = ciRun(env);
  const top = await runGit(folder, ['rev-parse', '--show-toplevel']);
  if (!top.ok) {
    return { ...unknownProvenance, run };
  }
  const [commit, branch, status, remote, by] = await Promise.all([
    runGit(folder, ['rev-parse', '--verify', '--quiet', 'HEAD']),
    runGit(folder, ['symbolic-ref', '--quiet', '--short', 'HEAD']),
    runGit(folder, ['status', '--porcelain', '-z', '--untracked-files=all', '--', '.']),
    runGit(folder, ['remote', 'get-url', 'origin']),
    runGit(folder, ['config', 'user.name']),
  ]);
  const changes = status.ok ? status.value.split('\0').filter(line => line !== '') : [];
  return {
    commit: commit.ok ? commit.value.trim() || null : null,
    branch: branch.ok ? branch.value.trim() || null : ciBranch(env),
    isDirty: changes.some(line => !line.endsWith(linkFileName)),
    remote: remote.ok ? plainRemote(remote.value) : null,
    by: by.ok ? withoutAddress(by.value) : null,
    run,
    notes: null,
  };
}

/**
 * Where the next version of the skill comes from, with notes: what CHANGELOG.md beside SKILL.md says of it, or the
 * commits since the last version in that registry.
 */
export async function describeSource(
  folder: string,
  place: LinkPlace,
  registryKey: string,
): Promise<Provenance> {
  const [provenance, file, changelog] = await Promise.all([
    readProvenance(folder),
    place.store.read(),
    readFile(join(folder, 'CHANGELOG.md'), 'utf8').catch(() => ''),
  ]);
  const last = file.ok ? historyOf(file.value, place.folder, registryKey)[0] : undefined;
  const said = changelogNotes(changelog.slice(0, maxChangelog), null);
  const notes = said ?? commitNotes(await commitsSince(folder, last?.commit ?? null));
  return { ...provenance, notes };
}

/** The subjects of the commits that touched the folder after `since`, newest first; all of them without it. */
export async function commitsSince(folder: string, since: string | null): Promise<readonly string[]> {
  const isHash = since !== null && /^[0-9a-f]{7,64}$/.test(since);
  const range = isHash ? [`${since}..HEAD`] : ['-20', 'HEAD'];
  const log = await runGit(folder, ['log', '--format=%s', '--no-merges', ...range, '--', '.']);
  return log.ok ? log.value.split('\n').filter(line => line !== '') : [];
}

/** A name may be given as an address. */
function withoutAddress(name: string): string | null {
  const plain = name.replace(/<?[^\s<>@]+@[^\s<>@]+>?/g, '').trim();
  return plain === '' ? null : plain;
}

/** Where a CI's run can be looked at. */
function ciRun(env: NodeJS.ProcessEnv): string | null {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = env;
  const address =
    server && repository && id
      ? `${server}/${repository}/actions/runs/${id}`
      : (env.CI_JOB_URL ?? env.BUILD_URL);
  return address === undefined ? null : plainRemote(address);
}

/** A CI checks a commit out and not a branch. */
function ciBranch(env: NodeJS.ProcessEnv): string | null {
  return env.GITHUB_HEAD_REF || env.GITHUB_REF_NAME || env.CI_COMMIT_REF_NAME || null;
}
