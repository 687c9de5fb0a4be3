// `npm run build`: bundles into dist/ for work on it. --watch: again with every change; --production: as it is packed.
import { parseArgs } from 'node:util';
import { buildForRelease, buildForWork, rebuildOnChange } from './buildDist.ts';

const { values } = parseArgs({
  options: { watch: { type: 'boolean' }, production: { type: 'boolean' } },
});
if (values.production) {
  await buildForRelease();
} else {
  await buildForWork();
}
if (values.watch) {
  await rebuildOnChange();
}
