import type { Failure } from '../../failure/failure.ts';
import type { Upload, UploadOptions } from '../../registry/contract.ts';
import { type Result, success } from '../../text/result.ts';
import type { SendEvent } from '../outcome.ts';
import type { PublishDeps } from '../plan/request.ts';
import { findStoredSkill, findStoredVersion, type Sent } from './findStored.ts';
import { type Stored, type UploadResult, uploadOnce } from './uploadOnce.ts';

/**
 * Where an upload goes. `before` is what the registry held right before it: ids of skills, or keys of versions.
 * `label` is the display name, where the registry has one; `makeDefault` counts where it has such a pointer.
 */
export type UploadPlace = { readonly before: ReadonlySet<string> } & (
  | { readonly kind: 'new-skill'; readonly label: string | null }
  | { readonly kind: 'new-version'; readonly skillId: string; readonly makeDefault: boolean }
);

/** A bundle on its way to a registry. */
export interface Shipment extends Sent {
  readonly upload: Upload;
  readonly place: UploadPlace;
}

export interface SendOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: SendEvent) => void;
  /** In ms; how long a registry is asked that does not answer. Two minutes unless said. */
  readonly patience?: number;
}

/** How long a registry that cannot be asked is asked again, in ms. */
const defaultPatience = 120_000;

/** Sends a bundle to where it belongs: exactly once, as `uploadOnce` sees to. */
export function sendVersion(
  shipment: Shipment,
  deps: Pick<PublishDeps, 'published' | 'wait'>,
  options: SendOptions = {},
): Promise<UploadResult> {
  const { place } = shipment;
  return uploadOnce(
    {
      send: uploadOptions => send(shipment, uploadOptions),
      find: signal =>
        place.kind === 'new-skill'
          ? findStoredSkill(shipment, place.before, deps, signal)
          : findStoredVersion(shipment, place.skillId, place.before, deps, signal),
      onEvent: event => options.onEvent?.(event),
      patience: options.patience ?? defaultPatience,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    },
    deps,
  );
}

async function send(
  { registry, upload, place }: Shipment,
  options: UploadOptions,
): Promise<Result<Stored, Failure>> {
  if (place.kind === 'new-skill') {
    const label = registry.capabilities.hasLabel && place.label !== null ? { label: place.label } : {};
    const created = await registry.createSkill(upload, { ...options, ...label });
    if (!created.ok) {
      return created;
    }
    return success({ skillId: created.value.skill.id, version: created.value.version });
  }
  const isDefault = registry.capabilities.active === 'pointer' && place.makeDefault;
  const created = await registry.createVersion(place.skillId, upload, { ...options, isDefault });
  return created.ok ? success({ skillId: place.skillId, version: created.value }) : created;
}
