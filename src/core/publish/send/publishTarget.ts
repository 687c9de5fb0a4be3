import { bugFailure, guarded } from '../../failure/bug.ts';
import type { Failure } from '../../failure/failure.ts';
import type { Turn } from '../../link/linkStore.ts';
import { versionWords } from '../../registry/versionLabel.ts';
import { type Result, success } from '../../text/result.ts';
import type { Outcome, PublishStep } from '../outcome.ts';
import type { TargetPlan } from '../plan/plan.ts';
import type { PublishDeps } from '../plan/request.ts';
import { compareAgain } from './compareAgain.ts';
import type { UploadPlace } from './findStored.ts';
import { finishDefault, type KnownVersion, recordLink } from './finish.ts';
import { type Letters, openLetters } from './letters.ts';
import { publishedMeanwhile } from './publishedMeanwhile.ts';
import { type Shipment, sendVersion } from './sendVersion.ts';
import type { TargetJob } from './targetJob.ts';
import type { Stored } from './uploadOnce.ts';
import { uploadRefusal } from './uploadRefusal.ts';

/**
 * Takes one target through all steps, and says how it ended. An exception on the way is told as a failure, together
 * with what is known to be stored.
 */
export async function publishTarget(job: TargetJob, deps: PublishDeps): Promise<Outcome> {
  try {
    return await publishSteps(job, deps);
  } catch (error) {
    return notPublished(bugFailure(error));
  }
}

async function publishSteps(job: TargetJob, deps: PublishDeps): Promise<Outcome> {
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
  const { source, name } = job.skill;
  const { destination, action } = job.target;
  const place = deps.linkPlace(source, destination);
  const skill = 'skillId' in action ? action.skillId : name;
  const what = { folder: place.folder, registryKey: destination.key, skill };
  const turn = await place.store.takeTurn(what, signal);
  if (!turn.ok) {
    return notPublished(turn.failure);
  }
  try {
    return await publishInTurn(job, turn.value, deps);
  } finally {
    // What could not be given back is taken for dead after a while.
    await guarded(async () => success(await turn.value.release()));
  }
}

/** Who had the turn and lost it may be about to notice; it is given so long, in ms. */
const noticeTime = 2_000;

async function publishInTurn(job: TargetJob, turn: Turn, deps: PublishDeps): Promise<Outcome> {
  if (turn.tookOver) {
    await deps.wait(noticeTime, job.options.signal);
  }
  const letters = await openLetters(job, deps);
  await letters.letArrive();
  const compared = await compareAgain(job, deps);
  if (!compared.ok) {
    return notPublished(compared.failure);
  }
  if (!(await turn.isOurs())) {
    return notPublished({ kind: 'turn-lost', skill: job.skill.source.path });
  }

  step(job, 'upload');
  const shipment = await shipmentOf(job, compared.value);
  await letters.send(compared.value);
  const begun = performance.now();
  const uploaded = await sendVersion(shipment, deps, {
    ...job.options,
    isOurTurn: turn.isOurs,
    onEvent: event => job.emit({ ...event, target: job.target.id }),
  });
  if (uploaded.kind === 'unsettled') {
    return { kind: 'unsettled', failure: uploaded.failure };
  }
  if (uploaded.kind === 'failed') {
    const { failure, mayArrive } = uploaded;
    if (!mayArrive) {
      await letters.forget();
    }
    return { kind: 'not-published', failure, mayArrive };
  }
  if (!uploaded.wasReconciled) {
    step(job, 'confirm');
  }
  const tookMs = performance.now() - begun;
  return finishPublished(job, { ...uploaded, shipment, letters, tookMs }, deps);
}

/** The reviewed bundle, and where it belongs. */
async function shipmentOf({ skill, target }: TargetJob, place: UploadPlace): Promise<Shipment> {
  const { name, description, digest, bundle } = skill;
  if (bundle === null || digest === null) {
    throw new Error('The plan has no bundle.');
  }
  const { registry } = target.destination;
  const upload = { fileName: `${name}.zip`, blob: await bundle.blob() };
  return { registry, name, description, digest, upload, place };
}

/** Writing the same once more does no harm, and a link that is not written is a conflict later. */
async function guardedTwice<T>(work: () => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
  const first = await guarded(work);
  return !first.ok && first.failure.kind === 'bug' ? guarded(work) : first;
}

interface Arrived {
  readonly stored: Stored;
  readonly wasReconciled: boolean;
  readonly shipment: Shipment;
  readonly letters: Letters;
  /** How long the upload took, in ms. */
  readonly tookMs: number;
}

/** It is stored: nothing that happens from here on makes that untrue. */
async function finishPublished(
  job: TargetJob,
  { stored, wasReconciled, shipment, letters, tookMs }: Arrived,
  deps: PublishDeps,
): Promise<Outcome> {
  const { skillId, version } = stored;
  const known: KnownVersion = { skillId, key: version.key, createdAt: version.createdAt };
  const linked = await guardedTwice(() => recordLink(job, known, deps, { isNew: true }));
  const settled = await guarded(async () => success(await letters.arrived(known, linked.ok)));
  const moved = await guarded(() => finishDefault(job, known));
  const meanwhile = await guarded(async () => {
    if (shipment.place.kind === 'new-skill') {
      // One of the same moment began when ours had not arrived, and takes about as long.
      await deps.wait(Math.min(tookMs + 200, 5_000), job.options.signal);
    }
    return success(await publishedMeanwhile(shipment, shipment.place, stored, deps));
  });
  const trouble = [linked, moved, settled, meanwhile].find(result => !result.ok);
  return {
    kind: 'published',
    skillId,
    version,
    is: versionWords(version.key, version.createdAt),
    isDefault: moved.ok && moved.value,
    wasReconciled,
    meanwhile: meanwhile.ok ? meanwhile.value.versions : [],
    namesakes: meanwhile.ok ? meanwhile.value.skills : [],
    copies: meanwhile.ok ? meanwhile.value.copies : [],
    afterwards: trouble && !trouble.ok ? trouble.failure : null,
  };
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
  const linked = isLinked ? success(null) : await recordLink(job, known, deps, { isNew: false });
  const movesDefault = job.choice.makeDefault && !isDefault;
  if (movesDefault) {
    step(job, 'confirm');
  }
  const moved = movesDefault ? await guarded(() => finishDefault(job, known)) : success(false);
  const madeDefault = moved.ok && moved.value;
  const afterwards = !linked.ok ? linked.failure : moved.ok ? null : moved.failure;
  return { kind: 'nothing-to-do', skillId, version, is, madeDefault, afterwards };
}

function step({ target, emit }: TargetJob, step: PublishStep): void {
  emit({ kind: 'step', target: target.id, step });
}

function notPublished(failure: Failure): Outcome {
  return { kind: 'not-published', failure, mayArrive: false };
}
