import { selectFiles } from '../src/core/bundle/select/selectFiles.ts';
import { packToFile } from '../src/disk/files/packToFile.ts';
import { diskFolder } from '../src/disk/folder/diskFolder.ts';

/** `node packOnce.ts FOLDER FILE`: packs once and prints the time in ms and the extra memory at its peak in bytes. */
const [path = '', file = ''] = process.argv.slice(2);
const folder = diskFolder(path);
const before = process.memoryUsage().rss;
const start = performance.now();
const selection = await selectFiles(folder);
if (!selection.ok) {
  throw new Error(selection.failure.kind);
}
const packed = await packToFile(folder, selection.value, file, { topFolder: 'bench' });
if (!packed.ok) {
  throw new Error(packed.failure.kind);
}
const ms = performance.now() - start;
const extraBytes = process.resourceUsage().maxRSS * 1024 - before;
console.log(JSON.stringify({ ms, extraBytes }));
