import type { Failure } from '../../core/failure/failure.ts';
import { type Link, linkOf, withLink } from '../../core/link/linkFile.ts';
import type { Stored } from '../../core/publish/send/uploadOnce.ts';
import type { VersionKey } from '../../core/published/cachedVersion.ts';
import { type Result, success } from '../../core/text/result.ts';
import type { Services } from '../services/services.ts';
import { linkedSkills, linkPlaceOf } from './twins.ts';

/**
 * Makes the workspace's skills that stood at a version which was deleted belong to the one in its place. A folder that
 * stood at another version stays there: it holds other files.
 */
export async function relink(
  services: Services,
  registryId: string,
  gone: Pick<VersionKey, 'skillId' | 'version'>,
  { skillId, version }: Stored,
  digest: string,
): Promise<Result<null, Failure>> {
  const key = services.connections.keyOf(registryId);
  for (const skill of await linkedSkills(services, registryId, gone.skillId)) {
    const { store, folder } = await linkPlaceOf(services, skill, registryId);
    const publishedAt = new Date(version.createdAt).toISOString();
    const change = (link: Link): Link => ({ ...link, skillId, version: version.key, digest, publishedAt });
    const written = await store.update(file => {
      const link = linkOf(file, folder, key);
      return link && link.skillId === gone.skillId && link.version === gone.version
        ? withLink(file, folder, key, change(link))
        : file;
    });
    if (!written.ok) {
      return written;
    }
  }
  services.states.outdateAll();
  return success(null);
}
