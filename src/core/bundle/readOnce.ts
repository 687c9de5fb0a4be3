import { digestBytes } from './bundleFile.ts';
import type { SkillFolder } from './select/skillFolder.ts';

/** A file that is larger is read anew each time, in bytes; and so is what goes beyond this much of a folder. */
const maxFile = 2 ** 18;
const maxHeld = 2 ** 22;

/**
 * The folder as it is at the first look at each file: small ones are read once, for whoever digests and then scans
 * the same files. Holds at most 4 MB; let go of it afterwards.
 */
export function readOnce(folder: SkillFolder): SkillFolder {
  const held = new Map<string, Promise<Uint8Array>>();
  const sizes = new Map<string, number>();
  let bytes = 0;
  const isSmall = (path: string) => (sizes.get(path) ?? maxFile + 1) <= maxFile;
  const read = (path: string) => {
    const known = held.get(path);
    const size = sizes.get(path) ?? 0;
    if (known || !isSmall(path) || bytes + size > maxHeld) {
      return known ?? folder.read(path);
    }
    bytes += size;
    const content = folder.read(path);
    held.set(path, content);
    return content;
  };
  return {
    ...folder,
    facts: async path => {
      const facts = await folder.facts(path);
      sizes.set(path, facts.size);
      return facts;
    },
    read,
    digest: async path => {
      if (!isSmall(path) && folder.digest) {
        return folder.digest(path);
      }
      const content = await read(path);
      return { size: content.length, digest: digestBytes(content) };
    },
  };
}
