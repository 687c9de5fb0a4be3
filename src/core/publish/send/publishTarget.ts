import type { Failure } from '../../failure/failure.ts';
import { versionWords } from '../../registry/versionLabel.ts';
import { success } from '../../text/result.ts';
import type { Outcome, PublishStep } from '../outcome.ts';
import type { TargetPlan } from '../plan/plan.ts';
import type { PublishDeps } from '../plan/request.ts';
import { compareAgain } from './compareAgain.ts';
import { finishDefault, type KnownVersion, recordLink } from './finish.ts';
import { publishedMeanwhile } from './publishedMeanwhile.ts';
import { sendVersion, type UploadPlace } from './sendVersion.ts';
import type { TargetJob } from './targetJob.ts';
import type { UploadResult } from './uploadOnce.ts';
import { uploadRefusal } from './uploadRefusal.ts';

/** Takes one target through all steps, and says how it ended. */
export async function publishTarget(job: TargetJob, deps: PublishDeps): Promise<Outcome> {
  const { signal } = job.options;
  step(job, 'check');
  if (signal?.aborted) {
    return notPublished({ kind: 'cancelled' });
  }
  const refusal = uploadRefusal(job.skill, job.target, job.choice, job.choices);
  if (refusal) {
    return notPublished(refusal);
  }
  if (job.target.action.kind === 'nothing-changed') {
    return finishUnchanged(job, job.target.action, deps);
  }

  step(job, 'bundle');
  const ready = await job.ready();
  if (!ready.ok) {
    return notPublished(ready.failure);
  }

  step(job, 'compare');
  const place = deps.linkPlace(job.skill.source, job.target.destination);
  const lock = await place.store.lock(place.folder, job.target.destination.key, signal);
  if (!lock.ok) {
    return notPublished(lock.failure);
  }
  try {
    return await publishLocked(job, deps);
  } finally {
    await lock.value.release();
  }
}

async function publishLocked(job: TargetJob, deps: PublishDeps): Promise<Outcome> {
  const compared = await compareAgain(job, deps);
  if (!compared.ok) {
    return notPublished(compared.failure);
  }

  step(job, 'upload');
  const uploaded = await upload(job, compared.value, deps);
  if (uploaded.kind === 'unsettled') {
    return { kind: 'unsettled', failure: uploaded.failure };
  }
  if (uploaded.kind === 'failed') {
    return notPublished(uploaded.failure);
  }

  if (!uploaded.wasReconciled) {
    step(job, 'confirm');
  }
  const { skillId, version } = uploaded.stored;
  const known: KnownVersion = { skillId, key: version.key, createdAt: version.createdAt };
  const linked = await recordLink(job, known, deps);
  const moved = await finishDefault(job, known);
  return {
    kind: 'published',
    skillId,
    version,
    is: versionWords(version.key, version.createdAt),
    isDefault: moved.ok && moved.value,
    wasReconciled: uploaded.wasReconciled,
    meanwhile: await publishedMeanwhile(job, compared.value, version),
    afterwards: !linked.ok ? linked.failure : moved.ok ? null : moved.failure,
  };
}

/** Sends the reviewed bundle to where it belongs. */
async function upload(
  { skill, target, options, emit }: TargetJob,
  place: UploadPlace,
  deps: PublishDeps,
): Promise<UploadResult> {
  const { name, description, digest, bundle } = skill;
  if (bundle === null || digest === null) {
    throw new Error('The plan has no bundle.');
  }
  const { signal, patience } = options;
  const { registry } = target.destination;
  const bytes = { fileName: `${name}.zip`, blob: await bundle.blob() };
  return sendVersion({ registry, name, description, digest, upload: bytes, place }, deps, {
    onEvent: event => emit({ ...event, target: target.id }),
    ...(patience === undefined ? {} : { patience }),
    ...(signal === undefined ? {} : { signal }),
  });
}

/** Nothing to send: the default may move, and a link that did not know this version learns of it. */
async function finishUnchanged(
  job: TargetJob,
  { skillId, version, createdAt, is, isDefault }: Extract<TargetPlan['action'], { kind: 'nothing-changed' }>,
  deps: PublishDeps,
): Promise<Outcome> {
  const known: KnownVersion = { skillId, key: version, createdAt };
  const { link, movedFrom } = job.target.basis;
  const isLinked = link?.version === version && link.skillId === skillId && movedFrom === null;
  const linked = isLinked ? success(null) : await recordLink(job, known, deps);
  const movesDefault = job.choice.makeDefault && !isDefault;
  if (movesDefault) {
    step(job, 'confirm');
  }
  const moved = movesDefault ? await finishDefault(job, known) : success(false);
  const madeDefault = moved.ok && moved.value;
  const afterwards = !linked.ok ? linked.failure : moved.ok ? null : moved.failure;
  return { kind: 'nothing-to-do', skillId, version, is, madeDefault, afterwards };
}

function step({ target, emit }: TargetJob, step: PublishStep): void {
  emit({ kind: 'step', target: target.id, step });
}

function notPublished(failure: Failure): Outcome {
  return { kind: 'not-published', failure };
}
