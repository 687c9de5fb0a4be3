import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { root } from './paths.ts';

const inPackages = (...parts: readonly string[]) => join(root, 'node_modules', ...parts);

/** A module of one line, which stands here. */
const inText = (text: string) => `data:text/javascript,${encodeURIComponent(text)}`;

/** What is not bundled, since nobody asks for it: here nothing writes YAML. Each of these writes a kind of node. */
export const leaveOut: Plugin = {
  name: 'leave-out',
  setup({ onLoad }) {
    const writers =
      /[/\\]yaml[/\\]browser[/\\]dist[/\\]stringify[/\\](stringify(?:String|Collection|Pair|Document))\.js$/;
    onLoad({ filter: writers }, ({ path }) => ({
      contents: `export function ${writers.exec(path)?.[1]}() { throw new Error('YAML is not written here'); }`,
    }));
  },
};

/** Which form of a package is bundled, where the one that it names for Node is not to be: esbuild's `alias`. */
export const packageForms: Readonly<Record<string, string>> = {
  // The package names its CommonJS form for Node, of which nothing can be left out.
  yaml: inPackages('yaml', 'browser', 'index.js'),
  // The package names a form for Node whose parts cannot be found when bundled.
  'jsonc-parser': inPackages('jsonc-parser', 'lib', 'esm', 'main.js'),
  // What proper-lockfile takes locks with; it queues what opens too many files, and a lock opens none.
  'graceful-fs': 'node:fs',
  // What secretlint writes its steps to, for a variable of the environment or a browser's storage that nobody sets.
  debug: inText('export default () => () => {}'),
  // What yazl takes checksums with. Node has them faster, and without a table in the bundle.
  'buffer-crc32': inText("export { crc32 as unsigned } from 'node:zlib'"),
};
