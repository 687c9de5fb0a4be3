import { join } from 'node:path';
import { downloadSkill } from '../../../src/core/published/download.ts';
import { unpackBundle } from '../../../src/disk/files/unpackBundle.ts';
import { linkFile } from '../../../src/disk/link/linkFile.ts';
import { VersionCache } from '../../../src/disk/versions/versionCache.ts';
import { connectTo } from '../registry/connectTo.ts';

/**
 * `node downloadForever.ts ROOT BASE_URL TOKEN SKILL_ID VERSION…`: downloads one version after the other to
 * ROOT/skills/demo, each into a backup of the one before and through an empty cache, until it is killed.
 */
const [root = '', baseURL = '', token = '', skillId = '', ...keys] = process.argv.slice(2);
const target = { registry: connectTo(baseURL, token), key: 'test' };
const place = {
  store: linkFile(join(root, 'links.json'), { state: join(root, 'locks') }),
  folder: 'skills/demo',
};
for (let round = 0; ; round++) {
  const key = keys[round % keys.length] ?? '';
  const version = { key, id: key, skillId, name: 'demo', description: null, createdAt: 0 };
  const name = `${process.pid}-${round}`;
  const versions = new VersionCache({ directory: join(root, 'cache', name), keyOf: () => 'test' });
  const done = await downloadSkill(
    { target, version, place },
    {
      versions,
      unpack: archive =>
        unpackBundle(archive, join(root, 'skills/demo'), { backup: join(root, 'kept', name) }),
    },
  );
  if (!done.ok || done.value.afterwards) {
    throw new Error(JSON.stringify(done));
  }
  if (round === 1) {
    process.stdout.write('ready\n');
  }
}
