import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { minify } from '@swc/core';
import { type BuildOptions, build, context } from 'esbuild';
import { mergeChunks } from './mergeChunks.ts';
import { noticesFile, noticesOf } from './notices.ts';
import { leaveOut, packageForms } from './packageForms.ts';
import { root } from './paths.ts';

/** Where what is packed goes, in the project; package.json names it. */
const dist = 'dist';

/** What bundled CommonJS packages ask for: Node gives it to their kind, and an ES module lacks it. */
const commonJs = [
  "import { createRequire as __createRequire } from 'node:module';",
  'const require = __createRequire(import.meta.url);',
  'const { filename: __filename, dirname: __dirname } = import.meta;',
].join('');

/** ES modules that share their chunks. */
const shared = {
  absWorkingDir: root,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  // The second is a checksum that yauzl asks for only where Node has none; the Node of VS Code and ours have one.
  external: ['vscode', './crc32'],
  alias: { ...packageForms },
  plugins: [leaveOut],
  metafile: true,
  logLevel: 'warning',
} satisfies BuildOptions;

/** For work on it: the extension and the command line, as they stand in the source. */
async function forWork(outdir: string): Promise<BuildOptions & { readonly metafile: true }> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  return {
    ...shared,
    entryPoints: { extension: 'src/extension.ts', cli: 'src/cli/main.ts' },
    outdir,
    chunkNames: 'chunks/[name]-[hash]',
    sourcemap: true,
    define: { SKILLWRIGHT_VERSION: JSON.stringify(version) },
    banner: { js: commonJs },
  };
}

/** Bundles the extension and the command line into `folder`, with their source maps. */
export async function buildForWork(folder = join(root, dist)): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const { metafile } = await build(await forWork(folder));
  await writeFile(join(folder, noticesFile), await noticesOf(metafile));
}

/** The same again with every change of a source, until the process ends. */
export async function rebuildOnChange(): Promise<void> {
  const watcher = await context({ ...(await forWork(dist)), logLevel: 'info' });
  await watcher.watch();
}

/** Bundles the extension as it is packed: few small files, and the licences of what is in them. */
export async function buildForRelease(): Promise<void> {
  await rm(join(root, dist), { recursive: true, force: true });
  const { metafile: parts, outputFiles } = await build({
    ...shared,
    entryPoints: { extension: 'src/extension.ts' },
    outdir: dist,
    chunkNames: 'chunks/[hash]',
    minify: true,
    write: false,
  });
  const paths = Object.keys(parts.outputs);
  const chunks = outputFiles.map(({ text }, index) => ({ path: paths[index] ?? '', text }));
  const { files, metafile } = await mergeChunks(chunks, parts, `${dist}/extension.js`);
  for (const { path, text } of files) {
    // esbuild leaves in what takes more than one look to see through: a fifteenth of what is downloaded.
    const { code } = await minify(text, { module: true, ecma: 2022, compress: { passes: 3 }, mangle: true });
    // Most hold nothing but our own modules, which do not ask for it.
    const isNeeded = /\b(require|__filename|__dirname)\b/.test(code);
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), isNeeded ? `${commonJs}${code}` : code);
  }
  await writeFile(join(root, dist, 'meta.json'), JSON.stringify(metafile));
  await writeFile(join(root, dist, noticesFile), await noticesOf(parts));
}
