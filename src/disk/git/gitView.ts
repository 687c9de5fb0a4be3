import { realpath } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { GitView, ParentIgnore, TrackedAnswer } from '../../core/bundle/git/gitView.ts';
import { type Repository, readIgnoreFile, repositoryAt } from './repository.ts';

/** What one directory has of Git. */
interface DirectoryLook {
  readonly repository: Promise<Repository | null>;
  /** Of its `.gitignore`; undefined until somebody below asks. */
  text?: Promise<string | null>;
}

/** What was found in directories that many folders have above them. Keep one for one pass over a workspace. */
export type GitCache = Map<string, DirectoryLook>;

const nothing: GitView = { ignores: [], tracked: async () => ({ kind: 'absent' }) };

/** What Git says of a folder, whose own `.gitignore` is left to whoever walks through it. */
export async function gitViewOf(folder: string, cache: GitCache = new Map()): Promise<GitView> {
  const start = await realpath(folder);
  const ignores: ParentIgnore[] = [];
  for (let directory = start; ; directory = dirname(directory)) {
    const look = cache.get(directory) ?? { repository: repositoryAt(directory) };
    cache.set(directory, look);
    const descent = withSlashes(relative(directory, start));
    if (directory !== start) {
      look.text ??= readIgnoreFile(join(directory, '.gitignore'));
      const text = await look.text;
      const file = withSlashes(relative(start, join(directory, '.gitignore')));
      ignores.push(...(text === null ? [] : [{ file, descent, text }]));
    }
    const repository = await look.repository;
    if (repository) {
      const excludes = (await repository.excludes()).map(exclude => ({ ...exclude, descent }));
      return { ignores: [...ignores, ...excludes], tracked: () => trackedBelow(repository, descent) };
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

function withSlashes(path: string): string {
  return path.split(sep).join('/');
}
