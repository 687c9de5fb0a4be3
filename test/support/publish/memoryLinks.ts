import {
  emptyLinkFile,
  formatLinkFile,
  type LinkFile,
  parseLinkFile,
} from '../../../src/core/link/linkFile.ts';
import type { LinkStore } from '../../../src/core/link/linkStore.ts';
import { failed, success } from '../../../src/core/text/result.ts';

export interface MemoryLinks extends LinkStore {
  /** What the file holds; tests may write it. */
  text: string;
  /** Folders that are said to be gone. */
  readonly gone: Set<string>;
}

/** A link file in memory. A lock that is held makes others busy at once. */
export function memoryLinks(text = formatLinkFile(emptyLinkFile)): MemoryLinks {
  const held = new Set<string>();
  const store: MemoryLinks = {
    text,
    gone: new Set(),
    read: async () => parseLinkFile(store.text),
    update: async change => {
      const file = parseLinkFile(store.text);
      if (!file.ok) {
        return file;
      }
      const changed: LinkFile = change(file.value);
      store.text = formatLinkFile(changed);
      return success(changed);
    },
    exists: async folder => !store.gone.has(folder),
    lock: async (folder, registryKey) => {
      const name = `${folder}\0${registryKey}`;
      if (held.has(name)) {
        return failed({ kind: 'busy', skill: folder });
      }
      held.add(name);
      return success({ release: async () => void held.delete(name) });
    },
  };
  return store;
}
