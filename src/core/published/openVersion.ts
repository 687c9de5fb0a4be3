import { digestBytes } from '../bundle/digest.ts';
import { badArchive } from '../bundle/zip/bundleError.ts';
import { openBundle, readEntry } from '../bundle/zip/readBundle.ts';
import type { Failure } from '../failure/failure.ts';
import { failed, type Result, success } from '../text/result.ts';
import type { VersionFacts } from './cachedVersion.ts';
import type { OpenVersion } from './versionStore.ts';

/** Opens a zip of which the facts are known, to read what it held when they were found. Fails as `openBundle`. */
export async function openVersion(facts: VersionFacts, archive: Blob): Promise<Result<OpenVersion, Failure>> {
  const bundle = await openBundle(archive, { isOnlyRead: true });
  if (!bundle.ok) {
    return bundle;
  }
  const { entries } = bundle.value;
  const byPath = new Map(entries.map(entry => [entry.path, entry]));
  const digests = new Map(facts.files.map(file => [file.path, file.digest]));
  let isDamaged = false;
  const read = async (path: string): Promise<Result<Uint8Array, Failure>> => {
    const expected = digests.get(path);
    if (expected === undefined) {
      throw new Error('The version has no such file.');
    }
    const entry = byPath.get(facts.topFolder === null ? path : `${facts.topFolder}/${path}`);
    const bytes = entry ? await readEntry(bundle.value, entry) : failed(badArchive(path, 'is missing'));
    if (bytes.ok && digestBytes(bytes.value) === expected) {
      return bytes;
    }
    isDamaged = true;
    return bytes.ok ? failed(badArchive(path, 'is not as it was downloaded')) : bytes;
  };
  return success({ facts, archive, read, isDamaged: () => isDamaged });
}
