import { dirname, join, relative } from 'node:path';
import type { GitView, ParentIgnore, TrackedAnswer, UnreadIgnore } from '../../core/bundle/git/gitView.ts';
import type { FileStat } from '../../core/bundle/select/skillFolder.ts';
import { type DiskLook, waitingLook } from '../files/look.ts';
import { withSlashes } from '../files/system.ts';
import { type IgnoreFileLook, type Repository, readIgnoreFile, repositoryAt } from './repository.ts';

/** What one directory has of Git. */
interface DirectoryLook {
  readonly repository: Promise<Repository | null>;
  /** Of its `.gitignore`; undefined until somebody below asks. */
  ignore?: Promise<IgnoreFileLook>;
}

/** What was found in directories that many folders have above them. Keep one for one pass over a workspace. */
export type GitCache = Map<string, DirectoryLook>;

/** Of all `.gitignore` files above a skill together, in bytes; what is beyond it, from the nearest up, is not read. */
const maxTotalBytes = 128 * 1024;

const nothing: GitView = {
  ignores: [],
  unread: [],
  tracked: async () => ({ kind: 'absent' }),
  identity: async () => null,
};

/** What the disk says of a folder's files, with the mode that Git's index has where the disk does not tell it. */
export function withGitModes(
  facts: (path: string) => Promise<FileStat>,
  look: () => Promise<GitView>,
): (path: string) => Promise<FileStat> {
  let view: Promise<GitView> | undefined;
  return async path => {
    const onDisk = await facts(path);
    view ??= look();
    const isExecutable = (await (await view).isExecutable?.(path)) ?? null;
    return isExecutable === null ? onDisk : { ...onDisk, isExecutable };
  };
}

/** What Git says of a folder, whose own `.gitignore` is left to whoever walks through it. */
export async function gitViewOf(
  folder: string,
  cache: GitCache = new Map(),
  disk: DiskLook = waitingLook,
): Promise<GitView> {
  const start = await disk.realPath(folder);
  const ignores: ParentIgnore[] = [];
  const unread: UnreadIgnore[] = [];
  let rest = maxTotalBytes;
  for (let directory = start; ; directory = dirname(directory)) {
    const look = cache.get(directory) ?? { repository: repositoryAt(directory, disk) };
    cache.set(directory, look);
    const descent = withSlashes(relative(directory, start));
    if (directory !== start) {
      look.ignore ??= readIgnoreFile(join(directory, '.gitignore'));
      const found = await look.ignore;
      const file = withSlashes(relative(start, join(directory, '.gitignore')));
      if (found && 'unread' in found) {
        unread.push({ file, why: found.unread });
      } else if (found && found.text.length > rest) {
        unread.push({ file, why: 'those nearer to the skill are long enough' });
      } else if (found) {
        rest -= found.text.length;
        ignores.push({ file, descent, text: found.text });
      }
    }
    const repository = await look.repository;
    if (repository) {
      const excludes = (await repository.excludes()).map(exclude => ({ ...exclude, descent }));
      return {
        ignores: [...ignores, ...excludes],
        unread,
        tracked: () => trackedBelow(repository, descent),
        isExecutable: async path =>
          (await repository.modes())?.isExecutable(descent === '' ? path : `${descent}/${path}`) ?? null,
        identity: () => repository.identity(),
      };
    }
    if (dirname(directory) === directory) {
      return nothing;
    }
  }
}

async function trackedBelow(repository: Repository, descent: string): Promise<TrackedAnswer> {
  const answer = await repository.index();
  if (answer.kind !== 'read' || descent === '') {
    return answer;
  }
  const { paths } = answer;
  return {
    kind: 'read',
    paths: {
      has: (path, isDirectory) => paths.has(path === '' ? descent : `${descent}/${path}`, isDirectory),
    },
  };
}
