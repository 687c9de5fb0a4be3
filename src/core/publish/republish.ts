import { type Selection, selectionOf } from '../bundle/select/selection.ts';
import type { SkillFolder } from '../bundle/select/skillFolder.ts';
import { packToTemp } from '../bundle/zip/packToTemp.ts';
import { openBundle } from '../bundle/zip/readBundle.ts';
import type { Failure } from '../failure/failure.ts';
import type { OpenVersion } from '../published/versionStore.ts';
import type { Registry } from '../registry/contract.ts';
import { type Result, success } from '../text/result.ts';
import type { PublishDeps } from './plan/request.ts';
import type { UploadPlace } from './send/findStored.ts';
import { type SendOptions, sendVersion } from './send/sendVersion.ts';
import type { UploadResult } from './send/uploadOnce.ts';

/** What is published again, and as what. */
export interface Republication {
  readonly registry: Registry;
  readonly version: OpenVersion;
  readonly as: RepublishAs;
}

/** A place but for what was there before, which is looked up. */
export type RepublishAs =
  | { readonly kind: 'new-skill'; readonly label: string | null }
  | { readonly kind: 'new-version'; readonly skillId: string; readonly makeDefault: boolean };

type Deps = Pick<PublishDeps, 'published' | 'tempFiles' | 'wait'>;

/** Publishes a version's content once more: exactly once, as `sendVersion` sees to. */
export async function republish(
  what: Republication,
  deps: Deps,
  options: SendOptions = {},
): Promise<UploadResult> {
  const { registry, version, as } = what;
  const { name, folderName, description, digest } = version.facts;
  const before = await itemsBefore(what, options.signal);
  if (!before.ok) {
    return notSent(before.failure);
  }
  const archive = await archiveWithFolder(version, deps, options.signal);
  if (!archive.ok) {
    return notSent(archive.failure);
  }
  const upload = { fileName: `${folderName}.zip`, blob: archive.value.blob };
  const sent = { registry, name: name ?? folderName, description, digest };
  try {
    return await sendVersion({ ...sent, upload, place: placeOf(as, before.value) }, deps, options);
  } finally {
    await archive.value.remove();
  }
}

function placeOf(as: RepublishAs, before: ReadonlySet<string>): UploadPlace {
  return as.kind === 'new-skill' ? { ...as, before, knowsNamesakes: false } : { ...as, before };
}

/** What the registry holds now, to know afterwards what is new: ids of skills, or keys of versions. */
async function itemsBefore(
  { registry, as }: Republication,
  signal: AbortSignal | undefined,
): Promise<Result<ReadonlySet<string>, Failure>> {
  const options = { limit: 100, signal };
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
): Promise<Result<{ readonly blob: Blob; remove(): Promise<void> }, Failure>> {
  if (facts.topFolder !== null) {
    // What may be looked into may not be spread: opened as for unpacking, one with a Git repository is refused.
    const opened = await openBundle(archive);
    return opened.ok ? success({ blob: archive, remove: async () => undefined }) : opened;
  }
  const files = facts.files.map(file => ({ ...file, source: file.path, changedAt: 0 }));
  const options = { topFolder: facts.folderName, signal };
  const packed = await packToTemp(
    folderOf(facts.folderName, files, read),
    selectionOf(files),
    deps.tempFiles,
    options,
  );
  if (!packed.ok) {
    return packed;
  }
  const { file } = packed.value;
  return success({ blob: await file.blob(), remove: () => file.remove() });
}

function folderOf(name: string, files: Selection['files'], read: OpenVersion['read']): SkillFolder {
  const contentOf = async (path: string) => {
    const content = await read(path);
    if (content.ok) {
      return content.value;
    }
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

function notSent(failure: Failure): UploadResult {
  return { kind: 'failed', failure, mayArrive: false };
}
