// Bundles the extension and the command line into dist/, as ES modules that share their chunks.
// `node esbuild.mjs [--watch] [--production]`
import { rm, writeFile } from 'node:fs/promises';
import { build, context } from 'esbuild';

const isWatch = process.argv.includes('--watch');
const isProduction = process.argv.includes('--production');

/** @type {import('esbuild').BuildOptions} */
const options = {
  entryPoints: { extension: 'src/extension.ts', cli: 'src/cli/main.ts' },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  external: ['vscode'],
  sourcemap: !isProduction,
  minify: isProduction,
  metafile: true,
  logLevel: 'warning',
  // Bundled CommonJS packages ask for what Node gives their kind and an ES module lacks.
  banner: {
    js: [
      "import { createRequire as __createRequire } from 'node:module';",
      'const require = __createRequire(import.meta.url);',
      'const { filename: __filename, dirname: __dirname } = import.meta;',
    ].join(''),
  },
};

await rm('dist', { recursive: true, force: true });
if (isWatch) {
  const watcher = await context({ ...options, logLevel: 'info' });
  await watcher.watch();
} else {
  const { metafile } = await build(options);
  await writeFile('dist/meta.json', JSON.stringify(metafile));
}
