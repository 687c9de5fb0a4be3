import { join } from 'node:path';
import { historyOf } from '../../core/link/history.ts';
import { linkFileName } from '../../core/link/linkFileName.ts';
import type { LinkPlace } from '../../core/link/linkStore.ts';
import {
  changelogNotes,
  commitNotes,
  notesByDefault,
  type OfferedNotes,
} from '../../core/provenance/notes.ts';
import {
  type Provenance,
  plainName,
  plainRemote,
  unknownProvenance,
} from '../../core/provenance/provenance.ts';
import { readManifest } from '../../core/skill/document/manifest.ts';
import { parseSkill } from '../../core/skill/document/parseSkill.ts';
import { readRegularText } from '../files/readRegularFile.ts';
import { ownFiles } from './commits.ts';
import { runGit } from './runGit.ts';

/** In bytes; a changelog that is longer is not looked at. */
const maxNotesBytes = 2 ** 20;

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
    // As for a commit, the environment has the first word.
    by: plainName(env.GIT_AUTHOR_NAME ?? '') ?? (by.ok ? plainName(by.value) : null),
    run,
    notes: null,
  };
}

/** Where the next version of the skill comes from, with the notes that are its own where nobody writes any. */
export async function describeSource(
  folder: string,
  place: LinkPlace,
  registryKey: string,
): Promise<Provenance> {
  const [provenance, offered] = await Promise.all([
    readProvenance(folder),
    offerNotes(folder, place, registryKey),
  ]);
  return { ...provenance, notes: notesByDefault(offered) };
}

/**
 * What may be said of the next version: what CHANGELOG.md beside SKILL.md says of `metadata.version` or of what is not
 * released yet, and the commits since the last version in that registry.
 */
export async function offerNotes(
  folder: string,
  place: LinkPlace,
  registryKey: string,
): Promise<OfferedNotes> {
  const read = (name: string) => readRegularText(join(folder, name), { maxBytes: maxNotesBytes });
  const [file, changelog, manifest] = await Promise.all([
    place.store.read(),
    read('CHANGELOG.md'),
    read('SKILL.md'),
  ]);
  const last = file.ok ? historyOf(file.value, place.folder, registryKey)[0] : undefined;
  const version = manifest === null ? undefined : readManifest(parseSkill(manifest))?.metadata.version;
  return {
    changelog: changelog === null ? null : changelogNotes(changelog, version ?? null),
    commits: commitNotes(await commitsSince(folder, last?.commit ?? null)),
  };
}

/** The subjects of the commits that touched the folder after `since`, newest first; all of them without it. */
export async function commitsSince(folder: string, since: string | null): Promise<readonly string[]> {
  const isHash = since !== null && /^[0-9a-f]{7,64}$/.test(since);
  const range = isHash ? [`${since}..HEAD`] : ['-20', 'HEAD'];
  const log = await runGit(folder, [
    'log',
    '--no-show-signature',
    '--format=%s',
    '--no-merges',
    ...range,
    ...ownFiles,
  ]);
  return log.ok ? log.value.split('\n').filter(line => line !== '') : [];
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
