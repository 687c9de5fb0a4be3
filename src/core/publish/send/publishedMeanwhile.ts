import type { RemoteVersion } from '../../registry/contract.ts';
import { versionWords } from '../../registry/versionLabel.ts';
import type { UploadPlace } from './sendVersion.ts';
import type { TargetJob } from './targetJob.ts';

/**
 * What others published between the last look and our own version, in words, newest first. Where the registry
 * counts and ours is the next number, nobody can have; else it is asked, and nothing is said if it does not answer.
 */
export async function publishedMeanwhile(
  { target }: TargetJob,
  place: UploadPlace,
  own: RemoteVersion,
): Promise<readonly string[]> {
  const { latestVersion } = target.basis;
  if (place.kind === 'new-skill' || isNext(own.key, latestVersion)) {
    return [];
  }
  const page = await target.destination.registry.listVersions(place.skillId, { limit: 100 });
  if (!page.ok) {
    return [];
  }
  const ownIndex = page.value.items.findIndex(({ key }) => key === own.key);
  const older = page.value.items.slice(ownIndex + 1);
  return older
    .filter(({ key }) => !place.before.has(key))
    .map(({ key, createdAt }) => versionWords(key, createdAt));
}

function isNext(key: string, before: string | null): boolean {
  const isCounted = /^\d{1,9}$/.test(key) && /^\d{1,9}$/.test(before ?? '0');
  return isCounted && Number(key) === Number(before ?? '0') + 1;
}
