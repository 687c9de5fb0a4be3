// Bundles into dist/, as ES modules that share their chunks: the extension and the command line; with --production
// the extension alone, as it is packed. `node esbuild.mjs [--watch] [--production]`
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { build, context } from 'esbuild';
import { mergeChunks } from './scripts/mergeChunks.ts';
import { noticesFile, noticesOf } from './scripts/notices.ts';
import { packageForms } from './scripts/packageForms.ts';

const isWatch = process.argv.includes('--watch');
const isProduction = process.argv.includes('--production');

/** What bundled CommonJS packages ask for: Node gives it to their kind, and an ES module lacks it. */
const commonJs = [
  "import { createRequire as __createRequire } from 'node:module';",
  'const require = __createRequire(import.meta.url);',
  'const { filename: __filename, dirname: __dirname } = import.meta;',
].join('');

/** @type {import('esbuild').BuildOptions} */
const options = {
  entryPoints: isProduction
    ? { extension: 'src/extension.ts' }
    : { extension: 'src/extension.ts', cli: 'src/cli/main.ts' },
  outdir: 'dist',
  chunkNames: isProduction ? 'chunks/[hash]' : 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  external: ['vscode'],
  alias: { ...packageForms },
  sourcemap: !isProduction,
  minify: isProduction,
  metafile: true,
  logLevel: 'warning',
};

await rm('dist', { recursive: true, force: true });
if (isWatch) {
  const watcher = await context({ ...options, banner: { js: commonJs }, logLevel: 'info' });
  await watcher.watch();
} else if (isProduction) {
  await buildSmall();
} else {
  const { metafile } = await build({ ...options, banner: { js: commonJs } });
  await writeFile('dist/meta.json', JSON.stringify(metafile));
}

/** Few files, the licences of what is in them, and what CommonJS asks for only where it is asked for: most hold nothing but our own modules. */
async function buildSmall() {
  const built = await build({ ...options, write: false });
  const outputs = Object.keys(built.metafile.outputs);
  const chunks = built.outputFiles.map(({ text }, index) => ({ path: outputs[index], text }));
  const { files, metafile } = await mergeChunks(chunks, built.metafile, 'dist/extension.js');
  await mkdir('dist/chunks', { recursive: true });
  for (const { path, text } of files) {
    const isNeeded = /\b(require|__filename|__dirname)\b/.test(text);
    await writeFile(path, isNeeded ? `${commonJs}${text}` : text);
  }
  await writeFile('dist/meta.json', JSON.stringify(metafile));
  await writeFile(`dist/${noticesFile}`, await noticesOf(built.metafile));
}
