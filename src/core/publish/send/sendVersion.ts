import { guarded } from '../../failure/bug.ts';
import type { Failure } from '../../failure/failure.ts';
import type { Upload, UploadOptions } from '../../registry/contract.ts';
import { failed, type Result, success } from '../../text/result.ts';
import type { SendEvent } from '../outcome.ts';
import type { PublishDeps } from '../plan/request.ts';
import { findStoredSkill, findStoredVersion, type Sent, type UploadPlace } from './findStored.ts';
import { type Stored, type UploadResult, uploadOnce } from './uploadOnce.ts';

/** A bundle on its way to a registry. */
export interface Shipment extends Sent {
  readonly upload: Upload;
  readonly place: UploadPlace;
}

export interface SendOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: (event: SendEvent) => void;
  /** In ms; how long a registry is asked that does not answer. Two minutes unless said. */
  readonly patience?: number;
  /** Whether it is still our turn; asked once more before the last byte leaves. */
  readonly isOurTurn?: () => Promise<boolean>;
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
  const wait: PublishDeps['wait'] = async (ms, signal) => {
    await guarded(async () => success(await deps.wait(ms, signal)));
  };
  const turn = { isLost: false };
  const mayFinish = async () => {
    turn.isLost ||= options.isOurTurn !== undefined && !(await options.isOurTurn());
    return !turn.isLost;
  };
  return uploadOnce(
    {
      send: async uploadOptions => {
        const sent = await guarded(() => send(shipment, { ...uploadOptions, mayFinish }));
        return turn.isLost ? failed({ kind: 'turn-lost', skill: shipment.name }) : sent;
      },
      find: ({ isLast }) =>
        guarded(() =>
          place.kind === 'new-skill'
            ? findStoredSkill(shipment, place, isLast, deps)
            : findStoredVersion(shipment, place.skillId, place.before, deps),
        ),
      onEvent: event => options.onEvent?.(event),
      patience: options.patience ?? defaultPatience,
      signal: options.signal,
    },
    { wait },
  );
}

async function send(
  { registry, upload, place, name }: Shipment,
  options: UploadOptions,
): Promise<Result<Stored, Failure>> {
  const { label: registryLabel, capabilities } = registry;
  if (place.kind === 'new-skill') {
    const label: { readonly label?: string } =
      capabilities.hasLabel && place.label !== null ? { label: place.label } : {};
    const created = await registry.createSkill(upload, { ...options, ...label });
    if (!created.ok) {
      return created;
    }
    const { skill, version } = created.value;
    const isOtherLabel = label.label !== undefined && isOther(skill.label, label.label);
    if (place.before.has(skill.id) || isOther(skill.name, name) || isOtherLabel) {
      return failed({ kind: 'not-understood', registry: registryLabel, what: 'the skill that was sent' });
    }
    return success({ skillId: skill.id, version });
  }
  const isDefault = capabilities.active === 'pointer' && place.makeDefault;
  const created = await registry.createVersion(place.skillId, upload, { ...options, isDefault });
  if (!created.ok) {
    return created;
  }
  const version = created.value;
  if (version.skillId !== place.skillId || place.before.has(version.key) || isOther(version.name, name)) {
    return failed({ kind: 'not-understood', registry: registryLabel, what: 'the version that was sent' });
  }
  return success({ skillId: place.skillId, version });
}

/** Whether an answer speaks of a skill of another name than was sent. Some say none. */
function isOther(said: string | null, sent: string): boolean {
  return said !== null && said !== sent;
}
