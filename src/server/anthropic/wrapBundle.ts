import { openAsBlob } from 'node:fs';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { readLayout } from '../../core/bundle/zip/bundleLayout.ts';
import { openBundle } from '../../core/bundle/zip/readBundle.ts';

/**
 * A stored bundle anew, with one folder at its top that is called as the skill: "packaged wrapped in one directory named
 * after the skill". Null for one that is so already, and for one that cannot be read, which is handed out as it is.
 */
export async function wrapBundle(path: string, name: string): Promise<Readable | null> {
  const opened = await openBundle(await openAsBlob(path));
  const layout = opened.ok ? readLayout(opened.value.entries.map(entry => entry.path)) : opened;
  if (!opened.ok || !layout.ok || layout.value.topFolder === name) {
    return null;
  }
  const { topFolder } = layout.value;
  const zip = new ZipFile();
  for (const entry of opened.value.entries) {
    const below = topFolder === null ? entry.path : entry.path.slice(topFolder.length + 1);
    zip.addReadStream(Readable.from(opened.value.stream(entry), { objectMode: false }), `${name}/${below}`, {
      mtime: new Date(1980, 0, 1),
      forceDosTimestamp: true,
      mode: entry.isExecutable ? 0o100755 : 0o100644,
    });
  }
  zip.end();
  return Readable.from(zip.outputStream, { objectMode: false });
}
