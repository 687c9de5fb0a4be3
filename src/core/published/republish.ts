import { packToTemp } from '../bundle/packToTemp.ts';
import type { Selection } from '../bundle/selection.ts';
import type { SkillFolder } from '../bundle/skillFolder.ts';
import { type Failure, type Result, success } from '../failure.ts';
import { findStoredSkill, findStoredVersion, type Sent } from '../publish/findStored.ts';
import type { PublishDeps } from '../publish/request.ts';
import { type Stored, type UploadResult, uploadOnce } from '../publish/uploadOnce.ts';
import type { Registry, Upload, UploadOptions } from '../registry/contract.ts';
import type { OpenVersion } from './versionStore.ts';

/** What is published again, and as what. */
export interface Republication {
  readonly registry: Registry;
  readonly version: OpenVersion;
  /** `label` is the display name, where the registry has one; `makeDefault` counts where it has such a pointer. */
  readonly as:
    | { readonly kind: 'new-skill'; readonly label: string | null }
    | { readonly kind: 'new-version'; readonly skillId: string; readonly makeDefault: boolean };
}

export interface RepublishOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly sentBytes: number; readonly totalBytes: number }) => void;
  /** The registry cannot be asked just now, for the reason `why`; it is asked again after `forMs`. */
  readonly onWaiting?: (forMs: number, why: Failure) => void;
  /** The answer is lost, and the registry is asked what it holds. */
  readonly onLost?: () => void;
  /** In ms; how long a registry is asked that does not answer. */
  readonly patience?: number;
}

type Deps = Pick<PublishDeps, 'published' | 'tempFiles' | 'wait'>;

/** How long a registry that cannot be asked is asked again, in ms. */
const usualPatience = 120_000;

/** Publishes a version's content once more: exactly once, as `uploadOnce` sees to. */
export async function republish(
  what: Republication,
  deps: Deps,
  options: RepublishOptions = {},
): Promise<UploadResult> {
  const { registry, version, as } = what;
  const { name, folderName, description, digest } = version.facts;
  const before = await itemsBefore(what, options.signal);
  if (!before.ok) return notSent(before.failure);
  const archive = await archiveWithFolder(version, deps, options.signal);
  if (!archive.ok) return notSent(archive.failure);
  const upload: Upload = { fileName: `${folderName}.zip`, blob: archive.value.blob };
  const sent: Sent = { registry, name: name ?? folderName, description, digest };
  try {
    return await uploadOnce(
      {
        send: uploadOptions => send(what, upload, uploadOptions),
        find: signal =>
          as.kind === 'new-skill'
            ? findStoredSkill(sent, before.value, deps, signal)
            : findStoredVersion(sent, as.skillId, before.value, deps, signal),
        onLost: () => options.onLost?.(),
        onWaiting: (forMs, why) => options.onWaiting?.(forMs, why),
        onProgress: progress => options.onProgress?.(progress),
        patience: options.patience ?? usualPatience,
        ...signalOf(options.signal),
      },
      deps,
    );
  } finally {
    await archive.value.remove();
  }
}

/** What the registry holds now, to know afterwards what is new: ids of skills, or keys of versions. */
async function itemsBefore(
  { registry, as }: Republication,
  signal: AbortSignal | undefined,
): Promise<Result<ReadonlySet<string>>> {
  const options = { limit: 100, ...signalOf(signal) };
  if (as.kind === 'new-skill') {
    const page = await registry.listSkills(options);
    return page.ok ? success(new Set(page.value.items.map(({ id }) => id))) : page;
  }
  const page = await registry.listVersions(as.skillId, options);
  return page.ok ? success(new Set(page.value.items.map(({ key }) => key))) : page;
}

/** The zip as it came; packed anew where its files lie at the root, which not every registry takes. */
async function archiveWithFolder(
  { facts, archive, read }: OpenVersion,
  deps: Deps,
  signal: AbortSignal | undefined,
): Promise<Result<{ readonly blob: Blob; remove(): Promise<void> }>> {
  if (facts.topFolder !== null) return success({ blob: archive, remove: async () => undefined });
  const files = facts.files.map(file => ({ ...file, source: file.path, changedAt: 0 }));
  const selection: Selection = { files, leftOut: [], refused: [] };
  const options = { topFolder: facts.folderName, ...signalOf(signal) };
  const packed = await packToTemp(
    folderOf(facts.folderName, files, read),
    selection,
    deps.tempFiles,
    options,
  );
  if (!packed.ok) return packed;
  const { file } = packed.value;
  return success({ blob: await file.blob(), remove: () => file.remove() });
}

function folderOf(name: string, files: Selection['files'], read: OpenVersion['read']): SkillFolder {
  const contentOf = async (path: string) => {
    const content = await read(path);
    if (content.ok) return content.value;
    throw Object.assign(new Error('The cached version is damaged.'), { code: 'EIO' });
  };
  return {
    name,
    list: async () => [],
    facts: async path =>
      files.find(file => file.path === path) ?? { size: 0, isExecutable: false, changedAt: 0 },
    read: contentOf,
    stream: async function* (path) {
      yield await contentOf(path);
    },
    resolveLink: async () => ({ kind: 'leads-nowhere' }),
  };
}

async function send(
  { registry, as }: Republication,
  upload: Upload,
  options: UploadOptions,
): Promise<Result<Stored>> {
  if (as.kind === 'new-skill') {
    const label = registry.capabilities.hasLabel && as.label !== null ? { label: as.label } : {};
    const created = await registry.createSkill(upload, { ...options, ...label });
    if (!created.ok) return created;
    return success({ skillId: created.value.skill.id, version: created.value.version });
  }
  const isDefault = registry.capabilities.active === 'pointer' && as.makeDefault;
  const created = await registry.createVersion(as.skillId, upload, { ...options, isDefault });
  return created.ok ? success({ skillId: as.skillId, version: created.value }) : created;
}

function notSent(failure: Failure): UploadResult {
  return { kind: 'failed', failure };
}

function signalOf(signal: AbortSignal | undefined): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
