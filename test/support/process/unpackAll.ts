import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { unpackBundle } from '../../../src/disk/files/unpackBundle.ts';

/** `node unpackAll.ts FOLDER ZIP…`: unpacks one after the other; prints how many failed, and the extra memory. */
const [folder = '', ...zips] = process.argv.slice(2);
const before = process.memoryUsage().rss;
let failures = 0;
for (const [index, zip] of zips.entries()) {
  const unpacked = await unpackBundle(await openAsBlob(zip), join(folder, `${index}`));
  if (!unpacked.ok) {
    failures++;
  }
}
const extraBytes = process.resourceUsage().maxRSS * 1024 - before;
console.log(JSON.stringify({ failures, extraBytes }));
