import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SkillFolder } from '../../core/bundle/select/skillFolder.ts';
import { bundleLimits } from '../../core/bundle/zip/bundleLimits.ts';
import { promptLook } from '../files/look.ts';
import { readRegularFileNow } from '../files/readRegularFile.ts';
import { type GitCache, gitViewOf, withGitModes } from '../git/gitView.ts';
import { diskFolder, toEntry, toFacts } from './diskFolder.ts';
import type { EntryLister } from './searchedTree.ts';

/** What is read at once, in bytes; the time for more is the disk's, whoever waits. */
const maxPrompt = 2 ** 20;

/** Lists a directory while everything waits. */
const promptEntries: EntryLister = async directory => readdirSync(directory, { withFileTypes: true });

/**
 * A skill's folder for a process that has nothing else to do, such as a command line: small files, facts and lists are
 * read while everything waits. An editor takes `diskFolder`, which stops nobody.
 */
export function promptFolder(
  absolutePath: string,
  cache?: GitCache,
  listEntries: EntryLister = promptEntries,
): SkillFolder {
  const root = resolve(absolutePath);
  const folder = diskFolder(root, cache, promptLook);
  const sizes = new Map<string, number>();
  return {
    ...folder,
    list: async directory => (await listEntries(join(root, directory))).map(toEntry),
    facts: withGitModes(
      async path => {
        const facts = toFacts(statSync(join(root, path)));
        sizes.set(path, facts.size);
        return process.platform === 'win32' ? folder.facts(path) : facts;
      },
      () => gitViewOf(root, cache, promptLook),
    ),
    read: async (path, maxBytes = bundleLimits.fileBytes, offered) =>
      (sizes.get(path) ?? maxPrompt + 1) <= maxPrompt
        ? readRegularFileNow(join(root, path), { maxBytes, offered })
        : folder.read(path, maxBytes, offered),
  };
}

/**
 * Two listers: what the first has listed, the second has at once, and a second time from the disk. For looking for
 * skills, and then at each of them.
 */
export function sharedEntries(): { readonly search: EntryLister; readonly select: EntryLister } {
  const listed = new Map<string, Awaited<ReturnType<EntryLister>>>();
  return {
    search: async directory => {
      const entries = await promptEntries(directory);
      listed.set(directory, entries);
      return entries;
    },
    select: async directory => {
      const entries = listed.get(directory);
      listed.delete(directory);
      return entries ?? promptEntries(directory);
    },
  };
}
