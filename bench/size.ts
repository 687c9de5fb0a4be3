import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { buildVsix } from '../scripts/buildVsix.ts';
import { localFolder, root } from '../scripts/paths.ts';
import type { Bench } from './bench.ts';

/** esbuild's account of what each output imports. */
interface Metafile {
  readonly outputs: Readonly<
    Record<
      string,
      {
        readonly imports: readonly { readonly path: string; readonly kind: string }[];
      }
    >
  >;
}

/** What a person downloads, and what VS Code loads before anything is asked of the extension. */
export const sizeBench: Bench = {
  name: 'size',
  async run() {
    const file = join(localFolder, 'size.vsix');
    const { size } = await buildVsix(file);
    await rm(file);
    const pictures = await stat(join(root, 'media', 'icon.png'));
    const metafile: Metafile = JSON.parse(await readFile(join(root, 'dist', 'meta.json'), 'utf8'));
    return [
      {
        what: 'main chunk',
        measured: (await loadedAtOnce(metafile)) / 1000,
        budget: { atMost: 60 },
        unit: 'KB',
      },
      {
        what: 'VSIX without pictures',
        measured: (size - pictures.size) / 1000,
        budget: { atMost: 450 },
        unit: 'KB',
      },
    ];
  },
};

/** Bytes of dist/extension.js with all that it imports before it runs. */
async function loadedAtOnce({ outputs }: Metafile): Promise<number> {
  const seen = new Set<string>();
  const queue = ['dist/extension.js'];
  for (const path of queue) {
    if (seen.has(path)) {
      continue;
    }
    seen.add(path);
    const imports = outputs[path]?.imports ?? [];
    queue.push(...imports.filter(({ kind }) => kind === 'import-statement').map(({ path: to }) => to));
  }
  const files = [...seen].filter(path => path in outputs);
  const sizes = await Promise.all(files.map(async path => (await stat(join(root, path))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
