import { badArchive } from '../bundle/zip/bundleError.ts';
import type { Failure } from '../failure/failure.ts';
import { linkOf, withLink } from '../link/linkFile.ts';
import type { LinkPlace } from '../link/linkStore.ts';
import type { PublishTarget } from '../link/registryKey.ts';
import { contentOf } from '../published/downloadedContents.ts';
import type { OpenVersion, VersionStore } from '../published/versionStore.ts';
import type { Registry, RemoteVersion } from '../registry/contract.ts';
import { moveDefault } from '../registry/moveDefault.ts';
import { versionWords } from '../registry/versionLabel.ts';
import { failed, type Result, success } from '../text/result.ts';
import type { PublishDeps } from './plan/request.ts';
import { republish } from './republish.ts';
import type { SendOptions } from './send/sendVersion.ts';
import type { UploadResult } from './send/uploadOnce.ts';

export interface RollBackRequest {
  readonly target: PublishTarget;
  readonly skillId: string;
  /** What people call the skill. */
  readonly name: string;
  /** Key of the version to go back to. */
  readonly version: string;
  /** Key of what ran when the person chose: the default version, or the latest. */
  readonly from: string;
  /** Where workspace folders are linked to the skill; their links follow a version that is published again. */
  readonly linked: readonly LinkPlace[];
}

export type RollBackDeps = Pick<PublishDeps, 'published' | 'tempFiles' | 'wait'> & {
  readonly versions: Pick<VersionStore, 'use'>;
};

/** How it ended. */
export type RollBackOutcome =
  | {
      readonly kind: 'done';
      /** Key of what runs now, and what it is called. */
      readonly version: string;
      readonly is: string;
      /** Handed to `rollBack`, it brings back what ran before. */
      readonly undo: RollBackRequest;
      /** A link could not be written; the roll back itself is done. */
      readonly afterwards: Failure | null;
    }
  | { readonly kind: 'nothing-to-do' }
  /** What ran before still runs. */
  | { readonly kind: 'not-done'; readonly failure: Failure }
  /** The registry took the request, and could not be asked what came of it. */
  | { readonly kind: 'unsettled'; readonly failure: Failure };

/** How a registry goes back, to be said before it is done: by its pointer, or by publishing the older content again. */
export function rollBackWay({
  capabilities,
}: Pick<Registry, 'capabilities'>): 'move-default' | 'publish-again' {
  return capabilities.active === 'pointer' ? 'move-default' : 'publish-again';
}

/** Makes an older version run again. Nothing is done twice, and what is reported is what the registry holds. */
export async function carryOutRollBack(
  request: RollBackRequest,
  deps: RollBackDeps,
  options: SendOptions = {},
): Promise<RollBackOutcome> {
  if (request.version === request.from) {
    return { kind: 'nothing-to-do' };
  }
  return rollBackWay(request.target.registry) === 'move-default'
    ? goBackByPointer(request, options)
    : publishAgain(request, deps, options);
}

async function goBackByPointer(request: RollBackRequest, { signal }: SendOptions): Promise<RollBackOutcome> {
  const { target, skillId, version, from } = request;
  const { registry } = target;
  const call = { signal };
  const known = await registry.getVersion(skillId, version, call);
  if (!known.ok) {
    return { kind: 'not-done', failure: known.failure };
  }
  const before = await registry.getSkill(skillId, call);
  if (!before.ok) {
    return { kind: 'not-done', failure: before.failure };
  }
  if (before.value.defaultVersion === version) {
    return { kind: 'nothing-to-do' };
  }
  if (before.value.defaultVersion !== from) {
    return { kind: 'not-done', failure: runsAnother(request) };
  }
  const moved = await moveDefault(registry, skillId, version, call);
  switch (moved.kind) {
    case 'moved':
      return doneWith(request, known.value, null);
    case 'not-moved':
      return { kind: 'not-done', failure: moved.failure };
    case 'unsettled':
      return moved;
  }
}

async function publishAgain(
  request: RollBackRequest,
  deps: RollBackDeps,
  options: SendOptions,
): Promise<RollBackOutcome> {
  const [first] = request.linked;
  const { target, skillId } = request;
  const turn = first
    ? await first.store.takeTurn(
        { folder: first.folder, registryKey: target.key, skill: skillId },
        options.signal,
      )
    : success(null);
  if (!turn.ok) {
    return { kind: 'not-done', failure: turn.failure };
  }
  const sending: SendOptions =
    turn.value === null
      ? options
      : { ...options, isOurTurn: () => turn.value?.isOurs() ?? Promise.resolve(true) };
  try {
    const { version } = request;
    const { registry } = target;
    const call = { signal: options.signal };
    const page = await registry.listVersions(skillId, { limit: 1, ...call });
    if (!page.ok) {
      return { kind: 'not-done', failure: page.failure };
    }
    const [latest] = page.value.items;
    if (latest?.key !== request.from) {
      return { kind: 'not-done', failure: runsAnother(request) };
    }
    const used = await deps.versions.use(
      { registry, skillId, version },
      opened => sendWhole(request, opened, deps, sending),
      options.signal,
    );
    if (!used.ok) {
      return { kind: 'not-done', failure: used.failure };
    }
    const { result, digest } = used.value;
    if (result.kind === 'failed') {
      return { kind: 'not-done', failure: result.failure };
    }
    if (result.kind === 'unsettled') {
      return result;
    }
    const linked = await followLinks(request, result.stored.version, digest);
    return doneWith(request, result.stored.version, linked.ok ? null : linked.failure);
  } finally {
    await turn.value?.release();
  }
}

/** A copy that is not what was published is not sent: the failure makes the store fetch it anew. */
async function sendWhole(
  { target: { registry }, skillId }: RollBackRequest,
  version: OpenVersion,
  deps: RollBackDeps,
  options: SendOptions,
): Promise<Result<{ readonly digest: string; readonly result: UploadResult }, Failure>> {
  const content = await contentOf(version.archive, options.signal);
  if (!content.ok) {
    return content;
  }
  const { digest } = version.facts;
  if (content.value.digest !== digest) {
    return failed(badArchive(null, 'is not what was downloaded before'));
  }
  const as = { kind: 'new-version', skillId, makeDefault: false } as const;
  return success({ digest, result: await republish({ registry, version, as }, deps, options) });
}

/** The folders' next publish is compared with what runs now, and is no conflict with our own roll back. */
async function followLinks(
  { linked, target, skillId }: RollBackRequest,
  version: RemoteVersion,
  digest: string,
): Promise<Result<null, Failure>> {
  for (const { store, folder } of linked) {
    const written = await store.update(file => {
      const link = linkOf(file, folder, target.key);
      if (link?.skillId !== skillId) {
        return file;
      }
      const publishedAt = new Date(version.createdAt).toISOString();
      return withLink(file, folder, target.key, { ...link, version: version.key, digest, publishedAt });
    });
    if (!written.ok) {
      return failed(written.failure);
    }
  }
  return success(null);
}

function doneWith(
  request: RollBackRequest,
  now: RemoteVersion,
  afterwards: Failure | null,
): Extract<RollBackOutcome, { kind: 'done' }> {
  const undo = { ...request, version: request.from, from: now.key };
  return { kind: 'done', version: now.key, is: versionWords(now.key, now.createdAt), undo, afterwards };
}

function runsAnother({ target, name }: RollBackRequest): Failure {
  return { kind: 'runs-another', skill: name, registry: target.registry.label };
}
