import { randomBytes } from 'node:crypto';
import type { Failure } from '../../core/failure/failure.ts';
import type { VersionKey } from '../../core/published/cachedVersion.ts';
import type { DeletedVersion, DeletedVersions, OpenVersion } from '../../core/published/versionStore.ts';
import { failed, type Result } from '../../core/text/result.ts';
import { entryName, entryNames, keptPrefix, loadEntry, removeEntry, renameEntry } from './entries.ts';
import { openCached } from './versionCache.ts';

/** The copies of deleted versions in a version cache's directory. Rejects with a system error. */
export function deletedVersions(directory: string): DeletedVersions {
  return {
    async keep(key: VersionKey, label: string) {
      const entry = await loadEntry(directory, entryName(key));
      if (!entry) {
        return null;
      }
      // Under a name of its own: a registry may give the number to another version.
      const name = `${keptPrefix}${randomBytes(16).toString('hex')}`;
      await renameEntry(directory, entry, name, { ...entry.facts, label, deletedAt: Date.now() });
      return name;
    },
    async list() {
      const found: DeletedVersion[] = [];
      for (const name of await entryNames(directory)) {
        const entry = name.startsWith(keptPrefix) ? await loadEntry(directory, name) : null;
        if (entry) {
          found.push({ id: name, facts: entry.facts });
        }
      }
      return found.sort((left, right) => (right.facts.deletedAt ?? 0) - (left.facts.deletedAt ?? 0));
    },
    async open(id): Promise<Result<OpenVersion, Failure>> {
      const entry = await loadEntry(directory, id);
      return entry ? openCached(entry) : failed({ kind: 'unreadable', path: directory, cause: 'ENOENT' });
    },
    forget: id => removeEntry(directory, id),
  };
}

/** Removes all cached versions, and the copies of deleted ones if asked to. Resolves to the number removed. */
export async function clearCachedVersions(
  directory: string,
  options: { readonly withDeleted: boolean },
): Promise<number> {
  let removed = 0;
  for (const name of await entryNames(directory)) {
    if (name.startsWith(keptPrefix) && !options.withDeleted) {
      continue;
    }
    await removeEntry(directory, name);
    removed++;
  }
  return removed;
}
