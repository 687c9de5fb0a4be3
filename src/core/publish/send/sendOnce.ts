import type { Failure } from '../../failure/failure.ts';
import type { Upload, UploadOptions } from '../../registry/contract.ts';
import { type Result, success } from '../../text/result.ts';
import type { PublishDeps } from '../plan/request.ts';
import { findStoredSkill, findStoredVersion, type Sent } from './findStored.ts';
import { type Stored, type UploadResult, uploadOnce } from './uploadOnce.ts';

/** A bundle on its way to a registry. */
export interface Sending extends Sent {
  readonly upload: Upload;
  readonly as: UploadAs;
  /** What the registry held before it was sent: ids of skills, or keys of versions. */
  readonly before: ReadonlySet<string>;
}

/** `label` is the display name, where the registry has one; `makeDefault` counts where it has such a pointer. */
export type UploadAs =
  | { readonly kind: 'new-skill'; readonly label: string | null }
  | { readonly kind: 'new-version'; readonly skillId: string; readonly makeDefault: boolean };

export interface SendOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly sentBytes: number; readonly totalBytes: number }) => void;
  /** The registry cannot be asked just now, for the reason `why`; it is asked again after `forMs`. */
  readonly onWaiting?: (forMs: number, why: Failure) => void;
  /** The answer is lost, and the registry is asked what it holds. */
  readonly onLost?: () => void;
  /** In ms; how long a registry is asked that does not answer. Two minutes unless said. */
  readonly patience?: number;
}

/** How long a registry that cannot be asked is asked again, in ms. */
const defaultPatience = 120_000;

/** Sends a bundle to where it belongs: exactly once, as `uploadOnce` sees to. */
export function sendOnce(
  sending: Sending,
  deps: Pick<PublishDeps, 'published' | 'wait'>,
  options: SendOptions = {},
): Promise<UploadResult> {
  const { as, before } = sending;
  return uploadOnce(
    {
      send: uploadOptions => send(sending, uploadOptions),
      find: signal =>
        as.kind === 'new-skill'
          ? findStoredSkill(sending, before, deps, signal)
          : findStoredVersion(sending, as.skillId, before, deps, signal),
      onLost: () => options.onLost?.(),
      onWaiting: (forMs, why) => options.onWaiting?.(forMs, why),
      onProgress: progress => options.onProgress?.(progress),
      patience: options.patience ?? defaultPatience,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    },
    deps,
  );
}

async function send(
  { registry, upload, as }: Sending,
  options: UploadOptions,
): Promise<Result<Stored, Failure>> {
  if (as.kind === 'new-skill') {
    const label = registry.capabilities.hasLabel && as.label !== null ? { label: as.label } : {};
    const created = await registry.createSkill(upload, { ...options, ...label });
    if (!created.ok) {
      return created;
    }
    return success({ skillId: created.value.skill.id, version: created.value.version });
  }
  const isDefault = registry.capabilities.active === 'pointer' && as.makeDefault;
  const created = await registry.createVersion(as.skillId, upload, { ...options, isDefault });
  return created.ok ? success({ skillId: as.skillId, version: created.value }) : created;
}
