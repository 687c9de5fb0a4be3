import {
  type HistoryEntry,
  readHistory,
  withHistoryEntry,
  writeHistoryEntry,
} from '../provenance/provenance.ts';
import { type Link, type LinkFile, linkedFolders, linkOf, noteOf, withNote } from './linkFile.ts';

/** What is known of the versions that the skill in `folder` was published as, newest first. */
export function historyOf(file: LinkFile, folder: string, registryKey: string): readonly HistoryEntry[] {
  return readHistory(historiesOf(file, folder)[registryKey]);
}

/** The file with one more published version of the skill in `folder`. */
export function withHistory(
  file: LinkFile,
  folder: string,
  registryKey: string,
  entry: HistoryEntry,
): LinkFile {
  const before = historyOf(file, folder, registryKey);
  const entries = withHistoryEntry(before, entry).map(writeHistoryEntry);
  return withNote(file, folder, 'history', { ...historiesOf(file, folder), [registryKey]: entries });
}

/** What is known of a remote skill's versions, by whichever folders the file knows them; newest first. */
export function skillHistory(file: LinkFile, registryKey: string, skillId: string): readonly HistoryEntry[] {
  const entries = linkedFolders(file)
    .filter(folder => linkOf(file, folder, registryKey)?.skillId === skillId)
    .flatMap(folder => historyOf(file, folder, registryKey));
  const byVersion = new Map(entries.map(entry => [entry.version, entry]));
  return [...byVersion.values()].sort((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1));
}

/**
 * The content digest that a version was published or last downloaded with, by whichever folder the file knows it; null
 * where none does.
 */
export function publishedDigest(
  file: LinkFile,
  registryKey: string,
  { skillId, version }: Pick<Link, 'skillId' | 'version'>,
): string | null {
  const links = linkedFolders(file)
    .map(folder => linkOf(file, folder, registryKey))
    .filter(link => link?.skillId === skillId);
  const known = [...links, ...skillHistory(file, registryKey, skillId)];
  return known.find(entry => entry?.version === version)?.digest ?? null;
}

function historiesOf(file: LinkFile, folder: string): Readonly<Record<string, unknown>> {
  const histories = noteOf(file, folder, 'history');
  const isMap = typeof histories === 'object' && histories !== null && !Array.isArray(histories);
  return isMap ? (histories as Readonly<Record<string, unknown>>) : {};
}
