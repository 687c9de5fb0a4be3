import { compareFiles, type FilesComparison } from '../../bundle/compareFiles.ts';
import type { Failure } from '../../failure/failure.ts';
import { type Link, linkOf } from '../../link/linkFile.ts';
import { findMoved } from '../../link/movedLinks.ts';
import type { PublishTarget } from '../../link/registryKey.ts';
import type { RemoteSkill, RemoteVersion } from '../../registry/contract.ts';
import { nextVersionWords, versionWords } from '../../registry/versionLabel.ts';
import { checkSkill } from '../../skill/checkSkill.ts';
import { findNamesakes, nameOf } from './findNamesakes.ts';
import type { SkillInspection } from './inspectSkill.ts';
import type { PlanBasis, PlannedAction, TargetPlan } from './plan.ts';
import type { LinkDecision, PublishDeps, SkillToPublish } from './request.ts';

/** One skill, one registry, and what is known about the skill. */
export interface TargetQuestion {
  readonly id: string;
  readonly skill: SkillToPublish;
  readonly target: PublishTarget;
  readonly name: string;
  readonly inspection: SkillInspection;
  readonly decision: LinkDecision | null;
  readonly signal?: AbortSignal;
}

type Answer = Pick<TargetPlan, 'action' | 'changes' | 'basis'>;

/** What would happen to the skill in one registry. Asks the registry as little as it can; changes nothing. */
export async function planTarget(question: TargetQuestion, deps: PublishDeps): Promise<TargetPlan> {
  const { id, target, inspection } = question;
  const problems = checkSkill(inspection.document, inspection.context, {
    profiles: ['spec', target.registry.capabilities.profile],
    ...(deps.severities === undefined ? {} : { severities: deps.severities }),
  });
  const answer = await answerFor(question, deps);
  const { kind } = answer.action;
  const hasPointer = target.registry.capabilities.active === 'pointer';
  const isFirst = kind === 'create' || answer.basis.latestVersion === null;
  return {
    id,
    destination: target,
    problems,
    becomesDefault: hasPointer && !isFirst ? 'choice' : 'always',
    ...answer,
  };
}

async function answerFor(question: TargetQuestion, deps: PublishDeps): Promise<Answer> {
  const { skill, target, decision, inspection } = question;
  if (decision?.kind === 'existing') {
    return compareWithRemote(question, deps, decision.skillId, noBasis);
  }
  const place = deps.linkPlace(skill, target);
  const file = await place.store.read();
  if (!file.ok) {
    return impossible(file.failure);
  }
  const here = linkOf(file.value, place.folder, target.key);
  const moved =
    here === null
      ? await findMoved(file.value, target.key, inspection.digest, folder => place.store.exists(folder))
      : null;
  const link = here ?? moved?.link ?? null;
  const basis = { ...noBasis, link, movedFrom: moved?.folder ?? null };
  if (link !== null && decision === null) {
    return compareWithRemote(question, deps, link.skillId, basis);
  }
  return withoutLink(question, deps, basis, false);
}

const noBasis: PlanBasis = { link: null, movedFrom: null, latestVersion: null, namesakes: [] };

async function withoutLink(
  question: TargetQuestion,
  deps: PublishDeps,
  basis: PlanBasis,
  isGone: boolean,
): Promise<Answer> {
  const { target, name, decision, signal } = question;
  const namesakes = await findNamesakes(target.registry, name, signal);
  if (!namesakes.ok) {
    return impossible(namesakes.failure);
  }
  const ids = namesakes.value.map(({ id }) => id);
  if (decision?.kind !== 'new' && (isGone || ids.length > 0)) {
    const candidates = namesakes.value;
    const identical = await identicalOnes(question, deps, candidates);
    return {
      action: { kind: 'ask-link', candidates, identical, isGone },
      changes: null,
      basis: { ...basis, namesakes: ids },
    };
  }
  const to = nextVersionWords(target.registry.capabilities.active, null);
  return { action: { kind: 'create', to }, changes: null, basis: { ...basis, namesakes: ids } };
}

/** Looked for among the newest few: each look is a download. */
async function identicalOnes(
  { target, inspection, signal }: TargetQuestion,
  deps: PublishDeps,
  candidates: readonly RemoteSkill[],
): Promise<readonly string[]> {
  const looks = candidates.slice(0, 3).map(async ({ id, latestVersion }) => {
    if (latestVersion === null) {
      return [];
    }
    const content = await deps.published.read(target.registry, id, latestVersion, signal);
    return content.ok && content.value.digest === inspection.digest ? [id] : [];
  });
  return (await Promise.all(looks)).flat();
}

async function compareWithRemote(
  question: TargetQuestion,
  deps: PublishDeps,
  skillId: string,
  basis: PlanBasis,
): Promise<Answer> {
  const { target, signal } = question;
  const { registry } = target;
  const options = signal === undefined ? {} : { signal };
  const remote = await registry.getSkill(skillId, options);
  if (!remote.ok) {
    return remote.failure.kind === 'not-found'
      ? withoutLink({ ...question, decision: null }, deps, basis, true)
      : impossible(remote.failure);
  }
  const misfit = await misfitOf(question, remote.value, basis.link);
  if (misfit !== null) {
    return impossible(misfit);
  }
  const { link } = basis;
  const latest = remote.value.latestVersion;
  if (latest !== null && latest === link?.version) {
    return sinceLink(question, deps, remote.value, basis, link);
  }

  const page = await registry.listVersions(skillId, { limit: 100, ...options });
  if (!page.ok) {
    return impossible(page.failure);
  }
  return sinceOthers(question, deps, remote.value, basis, page.value.items);
}

/** Why the registry would not take this skill as a version of that one; null when it would. */
async function misfitOf(
  { target, skill, name, signal }: TargetQuestion,
  remote: RemoteSkill,
  link: Link | null,
): Promise<Failure | null> {
  const { label, capabilities } = target.registry;
  if (!remote.isOwn) {
    return {
      kind: 'unsupported',
      registry: label,
      operation: 'take a version of a skill that its vendor made',
    };
  }
  if (!capabilities.isNameFixed) {
    return null;
  }
  const published = link?.name ?? (await nameOf(target.registry, remote, signal));
  if (published === null || published === name) {
    return null;
  }
  return { kind: 'name-fixed', skill: skill.path, registry: label, published };
}

/** The link knows the latest version: its digest says whether anything changed. */
async function sinceLink(
  question: TargetQuestion,
  deps: PublishDeps,
  remote: RemoteSkill,
  basis: PlanBasis,
  link: Link,
): Promise<Answer> {
  const known = { ...basis, latestVersion: link.version };
  const createdAt = Date.parse(link.publishedAt);
  if (link.digest === question.inspection.digest) {
    return unchanged(question, remote, { key: link.version, createdAt }, known);
  }
  const changes = await changesAgainst(question, deps, remote.id, link.version);
  return { action: newVersion(question, remote, { key: link.version, createdAt }), changes, basis: known };
}

/** The latest version is not the link's: somebody published, or deleted, or the folder is linked just now. */
async function sinceOthers(
  question: TargetQuestion,
  deps: PublishDeps,
  remote: RemoteSkill,
  basis: PlanBasis,
  versions: readonly RemoteVersion[],
): Promise<Answer> {
  const { target, inspection, signal } = question;
  const { link } = basis;
  const [found] = versions;
  if (!found) {
    return { action: newVersion(question, remote, null), changes: null, basis };
  }
  const known = { ...basis, latestVersion: found.key };
  const content = await deps.published.read(target.registry, remote.id, found.key, signal);
  if (content.ok && content.value.digest === inspection.digest) {
    return unchanged(question, remote, found, known);
  }

  const changes = content.ok ? compareFiles(content.value.files, inspection.files) : null;
  const action = newVersion(question, remote, found);
  if (link === null || !isNewer(found, link, versions)) {
    return { action, changes, basis: known };
  }
  const { skillId, remoteName, from, to } = action;
  const was = versionWords(link.version, link.publishedAt);
  return {
    action: { kind: 'conflict', skillId, remoteName, known: was, found, from, to },
    changes,
    basis: known,
  };
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
): Answer {
  const isDefault = target.registry.capabilities.active === 'latest' || remote.defaultVersion === key;
  const is = versionWords(key, createdAt);
  const action: PlannedAction = {
    kind: 'nothing-changed',
    skillId: remote.id,
    version: key,
    createdAt,
    is,
    isDefault,
  };
  return { action, changes: compareFiles([], []), basis };
}

function impossible(failure: Failure): Answer {
  return { action: { kind: 'impossible', failure }, changes: null, basis: noBasis };
}
