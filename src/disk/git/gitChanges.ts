import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { mapLimited } from '../../core/work/mapLimited.ts';
import { type Repository, repositoryAt } from './repository.ts';

/** Looked at at the same time. */
const maxAtOnce = 3;

/** What was seen of a repository. */
interface Seen {
  readonly stamp: string;
  /** What it said; null until its stamp changes for the first time, since an index may be large. */
  readonly said: string | null;
}

/**
 * Notices what no file of a skill shows: that Git tracks other files than before, as after `git add -f`, or is told
 * elsewhere than in a `.gitignore` what to ignore. Writing an index anew, as Git often does, is no change of that.
 */
export class GitChanges {
  readonly #seen = new Map<string, Seen>();
  #roots: string | undefined;

  /**
   * Whether that changed since the last look in a repository that one of the folders, absolute paths, is in; also
   * where one of these came or went.
   */
  async look(folders: readonly string[]): Promise<boolean> {
    const repositories = await repositoriesAbove(folders);
    const roots = repositories.map(({ root }) => root).join('\0');
    const areOthers = this.#roots !== undefined && this.#roots !== roots;
    this.#roots = roots;
    const changes = await mapLimited(repositories, maxAtOnce, repository => this.#lookAt(repository));
    return areOthers || changes.includes(true);
  }

  async #lookAt(repository: Repository): Promise<boolean> {
    const stamp = await repository.stamp();
    const seen = this.#seen.get(repository.root);
    if (seen?.stamp === stamp) {
      return false;
    }
    const said = seen ? await whatIsSaid(repository) : null;
    this.#seen.set(repository.root, { stamp, said });
    return seen !== undefined && seen.said !== said;
  }
}

/** Of each folder the innermost one; what is above many folders is asked for once. */
async function repositoriesAbove(folders: readonly string[]): Promise<readonly Repository[]> {
  const looks = new Map<string, Promise<Repository | null>>();
  const found = new Map<string, Repository>();
  for (const folder of folders) {
    for (let directory = folder; ; directory = dirname(directory)) {
      const look = looks.get(directory);
      if (look && (await look) === null) {
        break;
      }
      const looking = look ?? repositoryAt(directory);
      looks.set(directory, looking);
      const repository = await looking;
      if (repository) {
        found.set(repository.root, repository);
      }
      if (repository || dirname(directory) === directory) {
        break;
      }
    }
  }
  return [...found.values()];
}

async function whatIsSaid(repository: Repository): Promise<string> {
  const [excludes, index] = await Promise.all([repository.excludes(), repository.index()]);
  const tracked = index.kind === 'read' ? index.paths.list() : index.kind;
  return createHash('sha256')
    .update(JSON.stringify(excludes.map(({ text }) => text)))
    .update(tracked)
    .digest('hex');
}
