import type { PublishDeps } from '../plan/request.ts';
import type { UploadPlace } from './compareAgain.ts';
import { sendOnce, type UploadAs } from './sendOnce.ts';
import type { TargetJob } from './targetJob.ts';
import type { UploadResult } from './uploadOnce.ts';

/** Sends the reviewed bundle to where it belongs, once. */
export async function uploadBundle(
  { skill, target, choice, options, emit }: TargetJob,
  place: UploadPlace,
  deps: PublishDeps,
): Promise<UploadResult> {
  if (skill.bundle === null || skill.digest === null) {
    throw new Error('The plan has no bundle.');
  }
  const { name, description, digest } = skill;
  const { registry } = target.target;
  const as: UploadAs =
    place.kind === 'new-skill'
      ? { kind: 'new-skill', label: choice.label ?? name }
      : { kind: 'new-version', skillId: place.skillId, makeDefault: choice.makeDefault };
  const upload = { fileName: `${name}.zip`, blob: await skill.bundle.blob() };
  const { id } = target;
  return sendOnce({ registry, name, description, digest, upload, as, before: place.before }, deps, {
    onLost: () => emit({ kind: 'step', target: id, step: 'confirm' }),
    onWaiting: (forMs, why) => emit({ kind: 'waiting', target: id, forMs, why }),
    onProgress: progress => emit({ kind: 'progress', target: id, ...progress }),
    ...(options.patience === undefined ? {} : { patience: options.patience }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
}
