import { readlinkSync } from 'node:fs';
import { readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../../disk/files/system.ts';
import { makeDirectory } from './durable.ts';
import { isUlid, type UlidSource } from './ulid.ts';

/** Left-overs of other machines, and of a process whose number is in use again, are kept this long. ms. */
const abandonedAfter = 24 * 60 * 60 * 1000;

/**
 * Where process numbers mean the same: this machine, and on Linux this namespace of processes, since two containers
 * may have one host's name and do not see each other's processes.
 */
export function processPlace(): string {
  const host = hostname().replace(/\W/g, '_');
  try {
    return `${host}_${readlinkSync('/proc/self/ns/pid').replace(/\D/g, '')}`;
  } catch {
    return host;
  }
}

/** A place on the data directory's own disk for one upload: what is finished there is renamed into the registry. */
export interface Staging {
  readonly root: string;
  readonly bundle: string;
  readonly facts: string;
  /** Replaces a file by an empty one; who reads it may finish. */
  empty(path: string): Promise<void>;
  /** Removes what is left of it. Never fails. */
  dispose(): Promise<void>;
}

/** The folder for things in the making and things thrown away. */
export class Scratch {
  readonly #folder: string;
  readonly #ulids: UlidSource;
  readonly #host = processPlace();

  constructor(folder: string, ulids: UlidSource) {
    this.#folder = folder;
    this.#ulids = ulids;
  }

  async stage(): Promise<Staging> {
    const root = this.#newPath();
    // Says EROFS where `mkdir` with `recursive` says that nothing is there.
    await makeDirectory(root);
    return {
      root,
      bundle: join(root, 'bundle.zip'),
      facts: join(root, 'version.json'),
      empty: path => this.empty(path),
      dispose: () => remove(root),
    };
  }

  /** Replaces a file by an empty one; who reads it may finish. */
  async empty(path: string): Promise<void> {
    const here = this.#newPath();
    await writeFile(here, '');
    await rename(here, path);
  }

  /** Throws away a folder that nobody sees any more. Never fails: what stays is swept later. */
  async discard(path: string): Promise<void> {
    const here = this.#newPath();
    const isMoved = await rename(path, here).then(
      () => true,
      () => false,
    );
    await remove(isMoved ? here : path);
  }

  /**
   * Removes what processes left behind that ended in the middle of something, and nothing that was never theirs: the
   * folder may be somebody's own, or a link to one. `now` in ms since 1970.
   */
  async sweep(now: number): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      const path = join(this.#folder, name);
      if (await this.#isAbandoned(name, path, now)) {
        await remove(path);
      }
    }
  }

  #newPath(): string {
    return join(this.#folder, `${this.#host}-${process.pid}-${this.#ulids.next()}`);
  }

  async #isAbandoned(name: string, path: string, now: number): Promise<boolean> {
    const { host, pid } = ownerOf(name) ?? {};
    if (pid === undefined) {
      return false;
    }
    if (host === this.#host && !isAlive(pid)) {
      return true;
    }
    const facts = await stat(path).catch(() => null);
    return facts !== null && now - facts.mtimeMs > abandonedAfter;
  }
}

/** Which process made what is called so in a scratch folder; null for what none made. */
export function ownerOf(name: string): { readonly host: string; readonly pid: number } | null {
  const [, host, pid, ulid] = /^(.+)-(\d+)-(\w+)$/.exec(name) ?? [];
  return host !== undefined && ulid !== undefined && isUlid(ulid) ? { host, pid: Number(pid) } : null;
}

async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 2 }).catch(() => undefined);
}
