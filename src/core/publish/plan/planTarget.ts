import type { Failure } from '../../failure/failure.ts';
import { type Link, linkOf } from '../../link/linkFile.ts';
import type { LinkPlace } from '../../link/linkStore.ts';
import { findMoved } from '../../link/movedLinks.ts';
import type { RemoteSkill } from '../../registry/contract.ts';
import { nextVersionWords } from '../../registry/versionLabel.ts';
import { checkSkill } from '../../skill/checkSkill.ts';
import type { Result } from '../../text/result.ts';
import { compareWithLatest } from './compareWithLatest.ts';
import { findNamesakes, nameOf } from './findNamesakes.ts';
import { arrivedSkill, findCopies } from './lateUploads.ts';
import type { PlanBasis, TargetPlan } from './plan.ts';
import type { PublishDeps } from './request.ts';
import {
  type AskedTarget,
  impossible,
  noBasis,
  type TargetAnswer,
  type TargetQuestion,
} from './targetQuestion.ts';

/** What would happen to the skill in one registry. Asks the registry as little as it can; changes nothing. */
export async function planTarget(question: TargetQuestion, deps: PublishDeps): Promise<TargetPlan> {
  const { id, target, inspection } = question;
  // The bundle's folder is made from the name: what the folder here is called stops no publish.
  const bundled = { ...inspection.context, folderName: inspection.manifest?.name ?? null };
  const problems = checkSkill(inspection.document, bundled, {
    profiles: ['spec', target.registry.capabilities.profile],
    ...(deps.severitiesOf ? { severities: deps.severitiesOf(question.skill) } : {}),
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

async function answerFor(question: TargetQuestion, deps: PublishDeps): Promise<TargetAnswer> {
  const place = deps.linkPlace(question.skill, question.target);
  const sent = await place.store.readSent(place.folder, question.target.key);
  const answer = await answerByLink({ ...question, sent }, place, deps);
  return { ...answer, ...(await lateOf({ ...question, sent }, answer, deps)) };
}

/** What showed up of earlier sendings; asks only where there were some. */
async function lateOf(
  { sent, target, name, signal }: AskedTarget,
  { action, late }: TargetAnswer,
  deps: PublishDeps,
): Promise<Pick<TargetAnswer, 'late'>> {
  if (sent.length === 0 || !('skillId' in action)) {
    return {};
  }
  const copies = await findCopies(sent, action.skillId, name, target.registry, deps, signal);
  const arrived = late?.arrived ?? null;
  const found = copies.ok ? copies.value : [];
  return arrived === null && found.length === 0 ? {} : { late: { arrived, copies: found } };
}

async function answerByLink(
  question: AskedTarget,
  place: LinkPlace,
  deps: PublishDeps,
): Promise<TargetAnswer> {
  const { target, decision, inspection } = question;
  if (decision?.kind === 'existing') {
    return compareWithRemote(question, deps, decision.skillId, noBasis);
  }
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

async function withoutLink(
  question: AskedTarget,
  deps: PublishDeps,
  basis: PlanBasis,
  isGone: boolean,
): Promise<TargetAnswer> {
  const { target, name, decision, sent, signal } = question;
  const namesakes = await findNamesakes(target.registry, name, signal, question.listings);
  if (!namesakes.ok) {
    return impossible(namesakes.failure);
  }
  const ids = namesakes.value.map(({ id }) => id);
  const ours = isGone ? null : await arrivedSkill(sent, namesakes.value, target.registry, deps, signal);
  if (ours !== null) {
    return compareWithRemote(question, deps, ours, { ...basis, namesakes: ids });
  }
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
  question: AskedTarget,
  deps: PublishDeps,
  skillId: string,
  basis: PlanBasis,
): Promise<TargetAnswer> {
  const remote = await lookPatiently(question, deps, skillId, basis.link);
  if (!remote.ok) {
    return remote.failure.kind === 'not-found'
      ? withoutLink({ ...question, decision: null }, deps, basis, true)
      : impossible(remote.failure);
  }
  const misled = await whereMisled(question, remote.value, basis, deps);
  if (misled !== null) {
    return misled;
  }
  const misfit = await misfitOf(question, remote.value, basis.link);
  if (misfit !== null) {
    return impossible(misfit);
  }
  return compareWithLatest(question, deps, remote.value, basis);
}

/** Pauses before a skill that was just made is looked for again, in ms: lists and caches lag by some seconds. */
const pausesForNews = [1_000, 2_000, 3_000, 4_000];

/** What was published so short a time ago may not be there everywhere yet, in ms. */
const newsTime = 60_000;

/** The linked skill; one that was made just now and is not there is looked for again. */
async function lookPatiently(
  { target, signal }: AskedTarget,
  deps: PublishDeps,
  skillId: string,
  link: Link | null,
): Promise<Result<RemoteSkill, Failure>> {
  const options = { signal };
  const isNews = link !== null && Math.abs(Date.now() - Date.parse(link.publishedAt)) < newsTime;
  let found = await target.registry.getSkill(skillId, options);
  for (const pause of isNews ? pausesForNews : []) {
    if (found.ok || found.failure.kind !== 'not-found' || signal?.aborted) {
      break;
    }
    await deps.wait(pause, signal);
    found = await target.registry.getSkill(skillId, options);
  }
  return found;
}

/**
 * A link whose id was changed leads into another skill than its name says: then the person is asked. A skill that was
 * linked to one of another name knowingly has that name in its link.
 */
async function whereMisled(
  question: AskedTarget,
  remote: RemoteSkill,
  basis: PlanBasis,
  deps: PublishDeps,
): Promise<TargetAnswer | null> {
  const { target, name, signal } = question;
  const { link } = basis;
  if (link === null || link.skillId !== remote.id || !remote.isOwn) {
    return null;
  }
  const called = await nameOf(target.registry, remote, signal);
  if (called === null || called === name || called === link.name) {
    return null;
  }
  const namesakes = await findNamesakes(target.registry, name, signal, question.listings);
  if (!namesakes.ok) {
    return impossible(namesakes.failure);
  }
  const candidates = [...namesakes.value.filter(({ id }) => id !== remote.id), remote];
  const identical = await identicalOnes(question, deps, candidates);
  const leadsTo = { id: remote.id, name: called, linkedName: link.name };
  return {
    action: { kind: 'ask-link', candidates, identical, isGone: false, leadsTo },
    changes: null,
    basis: { ...basis, namesakes: candidates.map(({ id }) => id) },
  };
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
