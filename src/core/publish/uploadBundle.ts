import { type Result, success } from '../failure.ts';
import type { Upload, UploadOptions } from '../registry/contract.ts';
import type { UploadPlace } from './compareAgain.ts';
import { findStoredSkill, findStoredVersion, type Sent } from './findStored.ts';
import type { PublishDeps } from './request.ts';
import type { TargetJob } from './targetJob.ts';
import { type Stored, type UploadResult, uploadOnce } from './uploadOnce.ts';

/** How long a registry that cannot be asked is asked again, in ms. */
const usualPatience = 120_000;

/** Sends the reviewed bundle to where it belongs, once. */
export async function uploadBundle(
  job: TargetJob,
  place: UploadPlace,
  deps: PublishDeps,
): Promise<UploadResult> {
  const { skill, target, options, emit } = job;
  if (skill.bundle === null || skill.digest === null) throw new Error('The plan has no bundle.');
  const { registry } = target.target;
  const { name, description, digest } = skill;
  const sent: Sent = { registry, name, description, digest };
  const upload: Upload = { fileName: `${name}.zip`, blob: await skill.bundle.blob() };
  return uploadOnce(
    {
      send: uploadOptions => send(job, place, upload, uploadOptions),
      find: signal =>
        place.kind === 'new-skill'
          ? findStoredSkill(sent, place.before, deps, signal)
          : findStoredVersion(sent, place.skillId, place.before, deps, signal),
      onLost: () => emit({ kind: 'step', target: target.id, step: 'confirm' }),
      onWaiting: (forMs, why) => emit({ kind: 'waiting', target: target.id, forMs, why }),
      onProgress: ({ sentBytes, totalBytes }) =>
        emit({ kind: 'progress', target: target.id, sentBytes, totalBytes }),
      patience: options.patience ?? usualPatience,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    },
    deps,
  );
}

async function send(
  { target, choice, skill }: TargetJob,
  place: UploadPlace,
  upload: Upload,
  options: UploadOptions,
): Promise<Result<Stored>> {
  const { registry } = target.target;
  if (place.kind === 'new-skill') {
    const label = registry.capabilities.hasLabel ? { label: choice.label ?? skill.name } : {};
    const created = await registry.createSkill(upload, { ...options, ...label });
    if (!created.ok) return created;
    return success({ skillId: created.value.skill.id, version: created.value.version });
  }
  const isDefault = registry.capabilities.active === 'pointer' && choice.makeDefault;
  const created = await registry.createVersion(place.skillId, upload, { ...options, isDefault });
  return created.ok ? success({ skillId: place.skillId, version: created.value }) : created;
}
