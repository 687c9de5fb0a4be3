import { join } from 'node:path';
import type { MemoryEntry } from '../skill/memoryFolder.ts';
import type { EditorWindow } from '../window/window.ts';
import { packUpload } from '../zip/skillUpload.ts';
import { connectTo } from './connectTo.ts';
import { startTestRegistry } from './startTestRegistry.ts';

type Files = Readonly<Record<string, MemoryEntry>>;

/** Publishes versions of skills to the local registry of a window, from outside, as another window would. */
export async function seedLocal(
  window: Pick<EditorWindow, 'profileFolder'>,
  skills: Readonly<Record<string, readonly Files[]>>,
): Promise<ReadonlyMap<string, string>> {
  const storage = join(window.profileFolder, 'data', 'User', 'globalStorage', 'skillwright.skillwright');
  await using server = await startTestRegistry({ dataDirectory: join(storage, 'registry') });
  const registry = connectTo(server.baseURL, server.token);
  const ids = new Map<string, string>();
  for (const [name, versions] of Object.entries(skills)) {
    for (const files of versions) {
      const upload = await packUpload(name, files);
      const known = ids.get(name);
      const published =
        known === undefined
          ? await registry.createSkill(upload)
          : await registry.createVersion(known, upload);
      if (!published.ok) {
        throw new Error(`${name} was not published: ${JSON.stringify(published.failure)}`);
      }
      if ('skill' in published.value) {
        ids.set(name, published.value.skill.id);
      }
    }
  }
  return ids;
}
