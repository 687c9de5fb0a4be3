import { join } from 'node:path';
import type { SkillFolder } from '../../core/bundle/select/skillFolder.ts';
import type { SuiteFiles } from '../../core/evals/suite/readSuites.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { readFailure } from '../../core/failure/systemError.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { readRegularFile, readRegularText } from '../files/readRegularFile.ts';
import { diskFolder } from './diskFolder.ts';

/** Files of one skill that are looked at, and folders. */
const maxFiles = 2_000;

/** Of a file that goes along with a prompt, in bytes; a suite is far smaller. */
const maxBytes = 20 * 2 ** 20;

/** What lies beside a skill's own files, and no case names. */
const foreign: ReadonlySet<string> = new Set(['node_modules', '.git']);

/** A skill's files for its suites, and their bytes for prompts. Links are not followed: they may lead anywhere. */
export interface FolderFiles {
  readonly suites: SuiteFiles;
  /** Fails as `unreadable` for what is not among the files, too. */
  read(path: string): Promise<Result<Uint8Array, Failure>>;
}

/** Looks through the folder, which has to be there; `evals/` first. Fails as `unreadable`. */
export async function filesOfFolder(root: string): Promise<Result<FolderFiles, Failure>> {
  const found: FoundFiles = { files: [], links: [] };
  const { files, links } = found;
  const waiting = [''];
  try {
    for (let looked = 0; looked < maxFiles; looked++) {
      const at = waiting.pop();
      if (at === undefined) {
        break;
      }
      waiting.push(...(await lookInto(diskFolder(root), at, found)));
      if (at === '') {
        waiting.sort((left, right) => Number(left === 'evals') - Number(right === 'evals'));
      }
    }
  } catch (error) {
    return failed(readFailure(root, error));
  }
  files.sort((left, right) => (left.path < right.path ? -1 : 1));
  const known = new Set(files.map(({ path }) => path));
  return success({
    suites: { files, links, read: path => readRegularText(join(root, path), { maxBytes }) },
    read: async path => {
      if (!known.has(path)) {
        return failed({ kind: 'unreadable', path, cause: 'ENOENT' });
      }
      try {
        return success(await readRegularFile(join(root, path), { maxBytes, isLinkFollowed: false }));
      } catch (error) {
        return failed(readFailure(path, error));
      }
    },
  });
}

interface FoundFiles {
  readonly files: { readonly path: string; readonly size: number }[];
  readonly links: string[];
}

/** Adds what is in a directory; resolves to the directories in it that are looked into as well. */
async function lookInto(
  folder: SkillFolder,
  at: string,
  { files, links }: FoundFiles,
): Promise<readonly string[]> {
  const directories: string[] = [];
  for (const { name, kind } of await folder.list(at)) {
    const path = at === '' ? name : `${at}/${name}`;
    if (kind === 'directory' && !foreign.has(name)) {
      directories.push(path);
    } else if (kind === 'file' && files.length < maxFiles) {
      files.push({ path, size: (await folder.facts(path)).size });
    } else if (kind === 'link' && links.length < maxFiles) {
      links.push(path);
    }
  }
  return directories;
}
