import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { PublishDeps, SkillToPublish } from '../../core/publish/plan/request.ts';
import { downloadedContents } from '../../core/published/downloadedContents.ts';
import { promptLook } from '../../disk/files/look.ts';
import { ownTemp } from '../../disk/files/ownTemp.ts';
import { type OwnTempFiles, tempFiles } from '../../disk/files/tempFiles.ts';
import { workspaceRoot } from '../../disk/folder/workspaceRoot.ts';
import { describeSource } from '../../disk/git/readProvenance.ts';
import { linkPlaces } from '../../disk/link/linkPlaces.ts';

/** A skill's folder, and where it is. `path` is relative to the working directory. */
export interface SkillOnDisk extends SkillToPublish {
  readonly absolutePath: string;
}

/** What publishing needs from the world, from a terminal; `removeRest` is for the end, however it comes. */
export async function cliDeps(
  skills: readonly SkillOnDisk[],
  dataDirectory: string,
  { root }: { readonly root: string | undefined },
): Promise<PublishDeps & Pick<OwnTempFiles, 'removeRest'>> {
  const places = new Map<string, ReturnType<typeof linkPlaces>>();
  const byWorkspace = new Map<string, ReturnType<typeof linkPlaces>>();
  const known = new Map<string, readonly string[]>();
  for (const { path, absolutePath } of skills) {
    const workspace =
      root === undefined ? await workspaceRoot(absolutePath, known, promptLook) : resolve(root);
    const place =
      byWorkspace.get(workspace) ?? linkPlaces({ root: workspace, dataDirectory, disk: promptLook });
    byWorkspace.set(workspace, place);
    places.set(path, place);
  }
  const folders = new Map(skills.map(({ path, absolutePath }) => [path, absolutePath]));
  const files = tempFiles(ownTemp());
  const linkPlace: PublishDeps['linkPlace'] = ({ path }, target) => {
    const placeOf = places.get(path);
    if (!placeOf) {
      throw new Error('The plan speaks of a skill that was not asked for.');
    }
    return placeOf(folders.get(path) ?? path, target?.key ?? null);
  };
  return {
    linkPlace,
    tempFiles: files,
    removeRest: files.removeRest,
    published: downloadedContents(files),
    provenance: (skill, target) =>
      describeSource(folders.get(skill.path) ?? skill.path, linkPlace(skill, target), target.key),
    secretScanner: async () => (await import('../../core/secrets/secretlintScanner.ts')).secretlintScanner(),
    wait: (ms, signal) => delay(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
  };
}
