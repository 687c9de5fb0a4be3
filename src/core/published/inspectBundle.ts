import { digestBundle } from '../bundle/digestBundle.ts';
import { readLayout } from '../bundle/zip/bundleLayout.ts';
import { openBundle, readEntry } from '../bundle/zip/readBundle.ts';
import type { Failure } from '../failure/failure.ts';
import { readManifest } from '../skill/document/manifest.ts';
import { parseSkill } from '../skill/document/parseSkill.ts';
import { type Result, success } from '../text/result.ts';
import { isFolderName, type VersionFacts, type VersionKey } from './cachedVersion.ts';

/** Reads a downloaded zip from end to end. Fails as `bad-archive`, `unreadable` or `cancelled`. */
export async function inspectBundle(
  key: VersionKey,
  archive: Blob,
  signal?: AbortSignal,
): Promise<Result<VersionFacts, Failure>> {
  const opened = await openBundle(archive, { isOnlyRead: true });
  if (!opened.ok) {
    return opened;
  }
  const layout = readLayout(opened.value.entries.map(({ path }) => path));
  if (!layout.ok) {
    return layout;
  }
  const { topFolder, manifest } = layout.value;
  const content = await digestBundle(opened.value, topFolder, undefined, signal);
  if (!content.ok) {
    return content;
  }
  const entry = opened.value.entries.find(({ path }) => path === manifest);
  const bytes = entry && (await readEntry(opened.value, entry));
  const read = bytes?.ok ? readManifest(parseSkill(new TextDecoder().decode(bytes.value))) : null;
  const folderName =
    [read?.name, topFolder].find(candidate => candidate && isFolderName(candidate)) ?? 'skill';
  return success({
    ...key,
    ...content.value,
    name: read?.name ?? null,
    description: read?.description ?? null,
    metadataVersion: read?.metadata.version ?? null,
    folderName,
    topFolder,
    zipBytes: archive.size,
    deletedAt: null,
    label: null,
  });
}
