import type { Selection } from '../../core/bundle/select/selection.ts';
import type { SkillFolder } from '../../core/bundle/select/skillFolder.ts';
import { packToTemp } from '../../core/bundle/zip/packToTemp.ts';
import type { SkillContent } from '../../core/evals/run/arm.ts';
import { readFailure } from '../../core/failure/systemError.ts';
import { failed, success } from '../../core/text/result.ts';
import { ownTemp } from './ownTemp.ts';
import { tempFiles } from './tempFiles.ts';

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
