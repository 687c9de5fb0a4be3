import { digestBytes } from '../../core/bundle/bundleFile.ts';
import type { Selection } from '../../core/bundle/select/selection.ts';
import type { FileStat, SkillFolder } from '../../core/bundle/select/skillFolder.ts';
import { packToTemp } from '../../core/bundle/zip/packToTemp.ts';
import type { SkillContent } from '../../core/evals/run/arm.ts';
import { readFailure } from '../../core/failure/systemError.ts';
import { failed, success } from '../../core/text/result.ts';
import { ownTemp } from './ownTemp.ts';
import { tempFiles } from './tempFiles.ts';

/**
 * The folder as each file is at the first look at it, in memory until it is let go of: what is written while evals run
 * is not what was tried.
 */
export function heldFolder(folder: SkillFolder): SkillFolder {
  const held = new Map<string, Promise<{ readonly content: Uint8Array; readonly facts: FileStat }>>();
  const look = async (path: string) => ({
    content: await folder.read(path),
    facts: await folder.facts(path),
  });
  const seen = (path: string) => {
    const first = held.get(path) ?? look(path);
    held.set(path, first);
    return first;
  };
  const read = async (path: string) => (await seen(path)).content;
  return {
    ...folder,
    read,
    facts: async path => (await held.get(path))?.facts ?? folder.facts(path),
    async *stream(path) {
      yield await read(path);
    },
    async digest(path) {
      const content = await read(path);
      return { size: content.length, digest: digestBytes(content) };
    },
  };
}

/** The files of a skill on disk as they would be published; each is read when it is asked for. */
export function fileContent(folder: SkillFolder, selection: Selection, topFolder: string): SkillContent {
  const sources = new Map(selection.files.map(({ path, source }) => [path, source]));
  return {
    paths: [...sources.keys()],
    async read(path) {
      try {
        const parts: Uint8Array[] = [];
        for await (const part of folder.stream(sources.get(path) ?? path)) {
          parts.push(part);
        }
        return success(new Uint8Array(Buffer.concat(parts)));
      } catch (error) {
        return failed(readFailure(path, error));
      }
    },
    async zip() {
      const stored = await packToTemp(folder, selection, tempFiles(ownTemp()), { topFolder });
      if (!stored.ok) {
        return stored;
      }
      try {
        // In memory: the request is sent whole, and nobody tells when the file may go.
        return success(new Blob([await (await stored.value.file.blob()).arrayBuffer()]));
      } finally {
        await stored.value.file.remove();
      }
    },
  };
}
