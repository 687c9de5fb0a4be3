import type { Failure } from '../../failure/failure.ts';
import type { SentUpload } from '../../link/sentUpload.ts';
import type { Registry, RemoteSkill, RemoteVersion } from '../../registry/contract.ts';
import { versionWords } from '../../registry/versionLabel.ts';
import { type Result, success } from '../../text/result.ts';
import type { StoredCopy } from '../outcome.ts';
import { listNamesakes } from './findNamesakes.ts';
import type { PublishDeps } from './request.ts';

type Looker = Pick<PublishDeps, 'published'>;

/** Whether a version is one of those that we sent, and that nobody has seen arrive. */
export function isOursLate(
  sent: readonly SentUpload[],
  version: RemoteVersion,
  digest: string | null,
): boolean {
  return sent.some(
    upload =>
      upload.skillId === version.skillId && upload.digest === digest && !upload.before.includes(version.key),
  );
}

/** The skill that an earlier sending made: known to be stored, or one of the namesakes that was not there before. */
export async function arrivedSkill(
  sent: readonly SentUpload[],
  namesakes: readonly RemoteSkill[],
  registry: Registry,
  deps: Looker,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  for (const upload of sent.filter(({ skillId }) => skillId === null)) {
    if (upload.stored !== null) {
      return upload.stored.skillId;
    }
    for (const { id, latestVersion } of namesakes) {
      if (upload.before.includes(id) || latestVersion === null) {
        continue;
      }
      const content = await deps.published.read(registry, id, latestVersion, signal);
      if (content.ok && content.value.digest === upload.digest) {
        return id;
      }
    }
  }
  return null;
}

/** What showed up of uploads that were sent once more since; `skillId` is the skill that the folder belongs to. */
export async function findCopies(
  sent: readonly SentUpload[],
  skillId: string,
  name: string,
  registry: Registry,
  deps: Looker,
  signal: AbortSignal | undefined,
): Promise<Result<readonly StoredCopy[], Failure>> {
  const copies: StoredCopy[] = [];
  for (const upload of sent) {
    const { stored } = upload;
    if (stored === null || stored.skillId !== skillId) {
      continue;
    }
    const isSkill = upload.skillId === null;
    const fresh = isSkill
      ? await freshSkills(upload, name, registry, signal)
      : await freshVersions(upload, skillId, registry, signal);
    if (!fresh.ok) {
      return fresh;
    }
    for (const version of fresh.value) {
      if (version.skillId === stored.skillId && version.key === stored.version) {
        continue;
      }
      const content = await deps.published.read(registry, version.skillId, version.key, signal);
      if (content.ok && content.value.digest === upload.digest) {
        const is = versionWords(version.key, version.createdAt);
        copies.push({ skillId: version.skillId, version: version.key, is, isSkill });
      }
    }
  }
  return success(copies);
}

async function freshVersions(
  { before }: SentUpload,
  skillId: string,
  registry: Registry,
  signal: AbortSignal | undefined,
): Promise<Result<readonly RemoteVersion[], Failure>> {
  const page = await registry.listVersions(skillId, {
    limit: 100,
    signal,
  });
  return page.ok ? success(page.value.items.filter(({ key }) => !before.includes(key))) : page;
}

/** The latest version of each new skill of this name, but for ours. */
async function freshSkills(
  { before, stored }: SentUpload,
  name: string,
  registry: Registry,
  signal: AbortSignal | undefined,
): Promise<Result<readonly RemoteVersion[], Failure>> {
  const namesakes = await listNamesakes(registry, name, signal);
  if (!namesakes.ok) {
    return namesakes;
  }
  const fresh = namesakes.value.filter(({ id }) => !before.includes(id) && id !== stored?.skillId);
  const versions: RemoteVersion[] = [];
  for (const { id } of fresh) {
    const page = await registry.listVersions(id, { limit: 1, signal });
    versions.push(...(page.ok ? page.value.items : []));
  }
  return success(versions);
}
