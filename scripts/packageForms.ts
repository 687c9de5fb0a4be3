import { join } from 'node:path';
import { root } from './paths.ts';

const inPackages = (...parts: readonly string[]) => join(root, 'node_modules', ...parts);

/** Which form of a package is bundled, where the one that it names for Node is not to be: esbuild's `alias`. */
export const packageForms: Readonly<Record<string, string>> = {
  // The package names its CommonJS form for Node, of which nothing can be left out.
  yaml: inPackages('yaml', 'browser', 'index.js'),
  // The package names a form for Node whose parts cannot be found when bundled.
  'jsonc-parser': inPackages('jsonc-parser', 'lib', 'esm', 'main.js'),
  // What proper-lockfile takes locks with; it queues what opens too many files, and a lock opens none.
  'graceful-fs': 'node:fs',
};
