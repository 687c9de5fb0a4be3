import { join } from 'node:path';
import { registryKey } from '../src/core/link/registryKey.ts';
import { planPublish } from '../src/core/publish/plan/planPublish.ts';
import { carryOut } from '../src/core/publish/send/carryOut.ts';
import { downloadedContents } from '../src/core/published/downloadedContents.ts';
import { connectRegistry } from '../src/core/registry/connect.ts';
import { secretlintScanner } from '../src/core/secrets/secretlintScanner.ts';
import { tempFiles } from '../src/disk/files/tempFiles.ts';
import { diskFolder } from '../src/disk/folder/diskFolder.ts';
import { linkFile } from '../src/disk/link/linkFile.ts';

/**
 * `node publishOnce.ts FOLDER SCRATCH BASE-URL TOKEN`: reviews and publishes once, and prints the extra memory at its peak in
 * bytes, and the size of the zip.
 */
const [folder = '', root = '', baseURL = '', token = ''] = process.argv.slice(2);
const settings = { id: 'bench', label: 'Bench', kind: 'openai', baseURL } as const;
const registry = connectRegistry({ settings, credentials: { readKey: async () => token }, fetch });
const target = { registry, key: registryKey(settings) };
const store = linkFile(join(root, 'links.json'));
const files = tempFiles(join(root, 'temporary'));
const deps = {
  linkPlace: () => ({ store, folder }),
  tempFiles: files,
  published: downloadedContents(files),
  secretScanner: async () => secretlintScanner(),
  wait: async () => undefined,
};
// One request before the measurement: what the first one loads is not the bundle's.
await registry.listSkills({ limit: 1 });
const before = process.memoryUsage().rss;
const skill = { folder: diskFolder(folder), path: folder };
const planned = await planPublish({ skills: [skill], targets: [target] }, deps);
if (!planned.ok) {
  throw new Error(planned.failure.kind);
}
const [review] = planned.value.skills;
const targets = new Map(review?.targets.map(({ id }) => [id, { makeDefault: false }]));
const report = await carryOut(planned.value, { acceptWarnings: true, targets }, deps);
await planned.value.dispose();
const [outcome] = report.outcomes.values();
if (outcome?.kind !== 'published') {
  throw new Error(JSON.stringify(outcome));
}
const extraBytes = process.resourceUsage().maxRSS * 1024 - before;
console.log(JSON.stringify({ extraBytes, zipBytes: review?.zipBytes }));
