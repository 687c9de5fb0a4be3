import { access, constants, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { searchSkills } from '../../core/bundle/search/searchSkills.ts';
import type { FoundSkill, PassedOver, SearchedTree } from '../../core/bundle/search/skillSearch.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { readFailure } from '../../core/failure/systemError.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { pathExists, withSlashes } from '../files/system.ts';
import type { GitCache } from '../git/gitView.ts';
import { diskTree, type EntryLister } from './searchedTree.ts';

/** A skill on disk. */
export interface FoundOnDisk extends FoundSkill {
  /** Its folder, beginning as the folder was named that was searched. */
  readonly folder: string;
}

export interface DiskSearch {
  readonly skills: readonly FoundOnDisk[];
  /** With paths that begin as the folder was named. */
  readonly passedOver: readonly PassedOver[];
  /** The same folders as they are in `tree`, for counting what is in them. */
  readonly unsearched: readonly PassedOver[];
  readonly tree: SearchedTree;
}

/**
 * The skills in a folder and below it, as `searchSkills` finds them; a SKILL.md stands for its folder, with nothing
 * else. Fails as `unreadable`, and `no-manifest` for another file.
 */
export async function findSkills(
  path: string,
  cache: GitCache = new Map(),
  listEntries?: EntryLister,
): Promise<Result<DiskSearch, Failure>> {
  try {
    const isFile = (await stat(path)).isFile();
    if (isFile && basename(path).toLowerCase() !== 'skill.md') {
      return failed({ kind: 'no-manifest', path });
    }
    const named = isFile ? dirname(path) : path;
    const folder = await realpath(named);
    const root = await boundaryOf(folder);
    const tree = diskTree(root, cache, listEntries);
    const start = withSlashes(relative(root, folder));
    if (isFile) {
      const skill = { path: start, manifest: basename(path), places: [], notInBulk: null, folder: named };
      return success({ skills: [skill], passedOver: [], unsearched: [], tree });
    }
    await access(folder, constants.R_OK);
    const { skills, passedOver } = await searchSkills(tree, start);
    const inNamed = (found: string) => (found === start ? named : join(named, relative(start, found)));
    return success({
      skills: skills.map(skill => ({ ...skill, folder: inNamed(skill.path) })),
      passedOver: passedOver.map(found => ({ ...found, path: inNamed(found.path) })),
      unsearched: passedOver,
      tree,
    });
  } catch (error) {
    return failed(readFailure(path, error));
  }
}

/**
 * How far links may lead: the repository that the folder is in; where there is none, the working directory if the
 * folder is in it, else the folder.
 */
async function boundaryOf(folder: string): Promise<string> {
  for (let directory = folder; ; directory = dirname(directory)) {
    if (await pathExists(join(directory, '.git'))) {
      return directory;
    }
    if (dirname(directory) === directory) {
      break;
    }
  }
  const here = await realpath(process.cwd());
  return folder === here || folder.startsWith(here + sep) ? here : resolve(folder);
}
