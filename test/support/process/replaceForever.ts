import { openAsBlob } from 'node:fs';
import { unpackBundle } from '../../../src/disk/files/unpackBundle.ts';

/** `node replaceForever.ts TARGET BACKUPS ZIP ZIP`: replaces TARGET by one and the other until it is killed. */
const [target = '', backups = '', ...zips] = process.argv.slice(2);
for (let round = 0; ; round++) {
  const archive = await openAsBlob(zips[round % zips.length] ?? '');
  const unpacked = await unpackBundle(archive, target, { backup: `${backups}/${process.pid}-${round}` });
  if (!unpacked.ok) {
    throw new Error(JSON.stringify(unpacked.failure));
  }
  if (round === 0) {
    process.stdout.write('ready\n');
  }
}
