import {
  emptyLinkFile,
  formatLinkFile,
  type LinkFile,
  parseLinkFile,
} from '../../../src/core/link/linkFile.ts';
import type { LinkStore } from '../../../src/core/link/linkStore.ts';
import type { SentUpload } from '../../../src/core/link/sentUpload.ts';
import { failed, success } from '../../../src/core/text/result.ts';

export interface MemoryLinks extends LinkStore {
  /** What the file holds; tests may write it. */
  text: string;
  /** Folders that are said to be gone. */
  readonly gone: Set<string>;
  /** What was sent and not seen to arrive, by folder and registry. */
  readonly sent: Map<string, readonly SentUpload[]>;
  /** Makes every turn one that was lost. */
  isTurnLost: boolean;
}

/** A link file in memory. A lock that is held makes others busy at once. */
export function memoryLinks(text = formatLinkFile(emptyLinkFile)): MemoryLinks {
  const held = new Set<string>();
  const store: MemoryLinks = {
    text,
    gone: new Set(),
    sent: new Map(),
    isTurnLost: false,
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
    takeTurn: async ({ folder, registryKey, skill }) => {
      const name = `${registryKey}\0${skill}`;
      if (held.has(name)) {
        return failed({ kind: 'busy', skill: folder });
      }
      held.add(name);
      return success({
        tookOver: false,
        isOurs: async () => !store.isTurnLost,
        release: async () => void held.delete(name),
      });
    },
    readSent: async (folder, registryKey) => store.sent.get(`${folder}\0${registryKey}`) ?? [],
    writeSent: async (folder, registryKey, sent) => void store.sent.set(`${folder}\0${registryKey}`, sent),
  };
  return store;
}
