import { compareFiles, type FilesComparison } from '../../bundle/compareFiles.ts';
import type { Link } from '../../link/linkFile.ts';
import type { SentUpload } from '../../link/sentUpload.ts';
import type { RemoteSkill, RemoteVersion } from '../../registry/contract.ts';
import { nextVersionWords, versionWords } from '../../registry/versionLabel.ts';
import { isOursLate } from './lateUploads.ts';
import { newlyLeftOut } from './newlyLeftOut.ts';
import type { PlanBasis, PlannedAction } from './plan.ts';
import type { PublishDeps } from './request.ts';
import { type AskedTarget, impossible, type TargetAnswer, type TargetQuestion } from './targetQuestion.ts';

/** What publishing would do to a skill that is there: the folder beside its latest version. */
export async function compareWithLatest(
  question: AskedTarget,
  deps: PublishDeps,
  remote: RemoteSkill,
  basis: PlanBasis,
): Promise<TargetAnswer> {
  const { target, signal } = question;
  const { link } = basis;
  if (remote.latestVersion !== null && remote.latestVersion === link?.version) {
    return sinceLink(question, deps, remote, basis, link);
  }
  const page = await target.registry.listVersions(remote.id, { limit: 100, signal });
  if (!page.ok) {
    return impossible(page.failure);
  }
  return sinceOthers(question, deps, remote, basis, page.value.items);
}

/** The link knows the latest version: its digest says whether anything changed. */
async function sinceLink(
  question: AskedTarget,
  deps: PublishDeps,
  remote: RemoteSkill,
  basis: PlanBasis,
  link: Link,
): Promise<TargetAnswer> {
  const known = { ...basis, latestVersion: link.version };
  const createdAt = Date.parse(link.publishedAt);
  if (link.digest === question.inspection.digest) {
    return unchanged(question, remote, { key: link.version, createdAt }, known);
  }
  const changes = await changesAgainst(question, deps, remote.id, link.version);
  const leftOut = newlyLeftOut(changes, question.inspection.selection.leftOut);
  if (leftOut !== null) {
    return unchanged(question, remote, { key: link.version, createdAt }, known, leftOut);
  }
  return { action: newVersion(question, remote, { key: link.version, createdAt }), changes, basis: known };
}

/** The latest version is not the link's: somebody published, or deleted, or the folder is linked just now. */
async function sinceOthers(
  question: AskedTarget,
  deps: PublishDeps,
  remote: RemoteSkill,
  basis: PlanBasis,
  versions: readonly RemoteVersion[],
): Promise<TargetAnswer> {
  const { target, inspection, signal } = question;
  const { link } = basis;
  const [found] = versions;
  if (!found) {
    return { action: newVersion(question, remote, null), changes: null, basis };
  }
  const known = { ...basis, latestVersion: found.key };
  const content = await deps.published.read(target.registry, remote.id, found.key, signal);
  const digest = content.ok ? content.value.digest : null;
  const isOurs = isOursLate(question.sent, found, digest) || wasMadeLate(question.sent, remote.id, digest);
  const late = isOurs ? { late: { arrived: versionWords(found.key, found.createdAt), copies: [] } } : {};
  if (content.ok && digest === inspection.digest) {
    return { ...unchanged(question, remote, found, known), ...late };
  }

  const changes = content.ok ? compareFiles(content.value.files, inspection.files) : null;
  const action = newVersion(question, remote, found);
  if (link === null || isOurs || !isNewer(found, link, versions)) {
    return { action, changes, basis: known, ...late };
  }
  const { skillId, remoteName, from, to } = action;
  const was = versionWords(link.version, link.publishedAt);
  return {
    action: { kind: 'conflict', skillId, remoteName, known: was, found, from, to },
    changes,
    basis: known,
  };
}

/** Whether the skill itself is what an earlier sending made. */
function wasMadeLate(sent: readonly SentUpload[], skillId: string, digest: string | null): boolean {
  return sent.some(
    upload => upload.skillId === null && upload.digest === digest && !upload.before.includes(skillId),
  );
}

/** False when `found` was there before the linked version, which has been deleted since. */
function isNewer(found: RemoteVersion, link: Link, versions: readonly RemoteVersion[]): boolean {
  return versions.some(({ key }) => key === link.version) || found.createdAt > Date.parse(link.publishedAt);
}

async function changesAgainst(
  { target, inspection, signal }: TargetQuestion,
  deps: PublishDeps,
  skillId: string,
  version: string,
): Promise<FilesComparison | null> {
  const content = await deps.published.read(target.registry, skillId, version, signal);
  return content.ok ? compareFiles(content.value.files, inspection.files) : null;
}

type VersionFacts = Pick<RemoteVersion, 'key' | 'createdAt'>;

function newVersion(
  { target }: TargetQuestion,
  remote: RemoteSkill,
  latest: VersionFacts | null,
): Extract<PlannedAction, { kind: 'new-version' }> {
  return {
    kind: 'new-version',
    skillId: remote.id,
    remoteName: remote.name ?? remote.label,
    from: latest === null ? 'no version' : versionWords(latest.key, latest.createdAt),
    to: nextVersionWords(target.registry.capabilities.active, latest?.key ?? null),
  };
}

function unchanged(
  { target }: TargetQuestion,
  remote: RemoteSkill,
  { key, createdAt }: VersionFacts,
  basis: PlanBasis,
  leftOut?: readonly string[],
): TargetAnswer {
  const isDefault = target.registry.capabilities.active === 'latest' || remote.defaultVersion === key;
  const is = versionWords(key, createdAt);
  const action: PlannedAction = {
    kind: 'nothing-changed',
    skillId: remote.id,
    version: key,
    createdAt,
    is,
    isDefault,
    ...(leftOut === undefined ? {} : { leftOut }),
  };
  return { action, changes: compareFiles([], []), basis };
}
