import { readOnce } from '../../bundle/readOnce.ts';
import type { SkillFolder } from '../../bundle/select/skillFolder.ts';
import { measureBundle } from '../../bundle/zip/measureBundle.ts';
import { packToTemp, type StoredBundle } from '../../bundle/zip/packToTemp.ts';
import { bugFailure } from '../../failure/bug.ts';
import { type Failure, namedFrom } from '../../failure/failure.ts';
import { allowedSecrets } from '../../link/linkFile.ts';
import { estimateTokens } from '../../skill/document/tokens.ts';
import { failed, type Result, success } from '../../text/result.ts';
import { mapLimited } from '../../work/mapLimited.ts';
import { SkillListings } from './findNamesakes.ts';
import { findSecrets } from './findSecrets.ts';
import { inspectSkill, type SkillInspection } from './inspectSkill.ts';
import { refuseNamesTwice } from './namesTwice.ts';
import type { PublishPlan, SkillPlan, TargetPlan } from './plan.ts';
import { planTarget } from './planTarget.ts';
import { type PublishDeps, type PublishRequest, type SkillToPublish, targetsOf } from './request.ts';

/**
 * The review of a publish: what would happen to each skill in each registry, and why not. What is wrong with one
 * skill or registry is in the plan, and the others are planned all the same. Only the bundles to be uploaded are
 * written, to temporary files that `dispose` removes; `onPlanned` hears of each skill. Fails as `cancelled` only.
 */
export async function planPublish(
  request: PublishRequest,
  deps: PublishDeps,
  options: { readonly signal?: AbortSignal; readonly onPlanned?: () => void } = {},
): Promise<Result<PublishPlan, Failure>> {
  const { signal, onPlanned } = options;
  const listings = new SkillListings();
  const planned = await mapLimited(request.skills, 4, async skill => {
    try {
      return await planSkill(skill, request, deps, { listings, signal });
    } catch (error) {
      return unreadable(skill, request, bugFailure(error));
    } finally {
      onPlanned?.();
    }
  });
  const skills = refuseNamesTwice(planned, request);
  const dispose = async () => {
    await Promise.all(skills.map(({ bundle }) => bundle?.remove()));
  };
  if (signal?.aborted) {
    await dispose();
    return failed({ kind: 'cancelled' });
  }
  return success({ skills, dispose });
}

async function planSkill(
  skill: SkillToPublish,
  request: PublishRequest,
  deps: PublishDeps,
  { listings, signal }: { readonly listings: SkillListings; readonly signal: AbortSignal | undefined },
): Promise<SkillPlan> {
  // What is digested and scanned for secrets is read once; packing reads anew, and finds out what changed meanwhile.
  const held = readOnce(skill.folder);
  const inspected = await inspectSkill({ ...skill, folder: held }, signal);
  if (!inspected.ok) {
    return unreadable(skill, request, inspected.failure);
  }
  const inspection = inspected.value;
  const { manifest, document, digest, files } = inspection;
  const name = manifest?.name ?? skill.folder.name;
  const targets = await Promise.all(
    targetsOf(request, skill).map(target => {
      const id = `${skill.path} → ${target.registry.id}`;
      const decision = request.linkDecisions?.get(id) ?? null;
      const question = { id, skill, target, name, inspection, decision, listings };
      return planTarget({ ...question, signal }, deps);
    }),
  );
  const plan = {
    source: skill,
    name,
    description: manifest?.description ?? null,
    metadataVersion: manifest?.metadata.version ?? null,
    digest,
    files,
    leftOut: inspection.selection.leftOut,
    totalBytes: files.reduce((sum, { size }) => sum + size, 0),
    tokens: estimateTokens(document.text),
  };
  if (!targets.some(uploads) || signal?.aborted) {
    return { ...plan, zipBytes: null, secrets: [], refusal: null, targets, bundle: null };
  }
  return {
    ...plan,
    ...(await prepareUpload({ skill, held }, name, inspection, targets, { deps, request, signal })),
  };
}

/** Secrets and the bundle: needed only where something is going to be sent. */
async function prepareUpload(
  { skill, held }: { readonly skill: SkillToPublish; readonly held: SkillFolder },
  name: string,
  inspection: SkillInspection,
  targets: readonly TargetPlan[],
  { deps, request, signal }: Preparing,
): Promise<Pick<SkillPlan, 'zipBytes' | 'secrets' | 'refusal' | 'targets' | 'bundle'>> {
  const nothing = { zipBytes: null, secrets: [], targets, bundle: null };
  const place = deps.linkPlace(skill, null);
  const links = await place.store.read();
  if (!links.ok) {
    return { ...nothing, refusal: links.failure };
  }
  const allowed = allowedSecrets(links.value, place.folder);
  const secrets = await findSecrets(held, inspection, allowed, await deps.secretScanner());
  if (!secrets.ok) {
    return { ...nothing, refusal: namedFrom(skill.path, secrets.failure) };
  }

  if (request.isRehearsal) {
    const measured = await measureBundle(held, inspection.selection, { topFolder: name, signal });
    return measured.ok
      ? { ...ready(targets, secrets.value, measured.value), bundle: null }
      : { ...nothing, secrets: secrets.value, refusal: namedFrom(skill.path, measured.failure) };
  }
  const packed = await pack(skill, name, inspection, deps, signal);
  if (!packed.ok) {
    return { ...nothing, secrets: secrets.value, refusal: packed.failure };
  }
  const { file } = packed.value;
  return { ...ready(targets, secrets.value, file.size), bundle: file };
}

interface Preparing {
  readonly deps: PublishDeps;
  readonly request: PublishRequest;
  readonly signal: AbortSignal | undefined;
}

function ready(targets: readonly TargetPlan[], secrets: SkillPlan['secrets'], zipBytes: number) {
  return {
    zipBytes,
    secrets,
    refusal: null,
    targets: targets.map(target => withinLimit(target, zipBytes)),
  };
}

async function pack(
  skill: SkillToPublish,
  name: string,
  inspection: SkillInspection,
  deps: PublishDeps,
  signal: AbortSignal | undefined,
): Promise<Result<StoredBundle, Failure>> {
  const stored = await packToTemp(skill.folder, inspection.selection, deps.tempFiles, {
    topFolder: name,
    signal,
  });
  if (!stored.ok) {
    return failed(namedFrom(skill.path, stored.failure));
  }
  if (stored.value.packed.digest === inspection.digest) {
    return stored;
  }
  await stored.value.file.remove();
  return failed({ kind: 'changed-meanwhile', path: skill.path });
}

function uploads({ action }: TargetPlan): boolean {
  return action.kind === 'create' || action.kind === 'new-version' || action.kind === 'conflict';
}

function withinLimit(plan: TargetPlan, size: number): TargetPlan {
  const { label, capabilities } = plan.destination.registry;
  const limit = capabilities.limits.zipBytes;
  if (limit === undefined || size <= limit || !uploads(plan)) {
    return plan;
  }
  const failure: Failure = { kind: 'too-large', registry: label, size, limit };
  return { ...plan, action: { kind: 'impossible', failure } };
}

function unreadable(skill: SkillToPublish, request: PublishRequest, failure: Failure): SkillPlan {
  const targets = targetsOf(request, skill).map((target): TargetPlan => {
    return {
      id: `${skill.path} → ${target.registry.id}`,
      destination: target,
      action: { kind: 'impossible', failure },
      changes: null,
      problems: [],
      becomesDefault: 'always',
      basis: { link: null, movedFrom: null, latestVersion: null, namesakes: [] },
    };
  });
  return {
    source: skill,
    name: skill.folder.name,
    description: null,
    metadataVersion: null,
    digest: null,
    files: [],
    leftOut: [],
    totalBytes: 0,
    zipBytes: null,
    tokens: 0,
    secrets: [],
    refusal: failure,
    targets,
    bundle: null,
  };
}
