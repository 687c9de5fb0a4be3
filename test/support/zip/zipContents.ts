import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';

/** The files of a zip by path, for tests that must not trust our own reader. */
export async function zipContents(zip: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  const contents = new Map<string, Buffer>();
  const file = await fromBufferPromise(zip);
  for await (const entry of file.eachEntry()) {
    if (!entry.fileName.endsWith('/')) {
      contents.set(entry.fileName, await buffer(await file.openReadStreamPromise(entry)));
    }
  }
  return contents;
}

/** The files below a folder by path, each path with the folder's own name in front. */
export async function folderContents(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  const named = paths.map(async path => {
    const inside = relative(folder, path).split(sep).join('/');
    return [`${basename(folder)}/${inside}`, await readFile(path)] as const;
  });
  return new Map(await Promise.all(named));
}
