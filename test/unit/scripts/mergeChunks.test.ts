import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { mergeChunks } from '../../../scripts/mergeChunks.ts';
import { tempFolder } from '../../support/process/tempFolder.ts';

/** A module of more than the size up to which chunks are put together. */
const large = `export const large = ${JSON.stringify('x'.repeat(30_000))}; globalThis.seen.push('large');`;

const sources = {
  'main.js': `
    import { shared } from './shared.js';
    export const start = () => shared('main');
    export const first = async () => (await import('./first.js')).say();
    export const second = async () => (await import('./second.js')).say();
    export const heavy = async () => (await import('./heavy.js')).size();`,
  'shared.js': `export const shared = who => who + ' shares'; globalThis.seen.push('shared');`,
  'first.js': `
    import { shared } from './shared.js';
    import { twice } from './twice.js';
    export const say = async () => twice(shared('first')) + (await import('./second.js')).other;
    globalThis.seen.push('first');`,
  'second.js': `
    import { twice } from './twice.js';
    export const say = () => twice('second');
    export const other = ' other';`,
  'twice.js': `export const twice = text => text + text;`,
  'heavy.js': `
    import { large } from './large.js';
    import { shared } from './shared.js';
    import { twice } from './twice.js';
    export const size = async () => twice(shared('heavy')) + large.length + (await import('./alone.js')).alone();`,
  'alone.js': `import { large } from './large.js'; export const alone = () => ' alone ' + large.length;`,
  'large.js': large,
};

async function buildIn(folder: string): Promise<readonly string[]> {
  for (const [name, text] of Object.entries(sources)) {
    await writeFile(join(folder, name), text);
  }
  const { outputFiles, metafile } = await build({
    absWorkingDir: folder,
    entryPoints: ['main.js'],
    outdir: 'out',
    chunkNames: 'chunks/[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    minify: true,
    metafile: true,
    write: false,
  });
  const paths = Object.keys(metafile.outputs);
  const chunks = outputFiles.map(({ text }, index) => ({ path: paths[index] ?? '', text }));
  const merged = await mergeChunks(chunks, metafile, 'out/main.js');
  for (const { path, text } of merged.files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  assert.ok(chunks.length > merged.files.length);
  return merged.files.map(({ path }) => path);
}

test('what was split into many files does the same out of few, and nothing is loaded earlier', async () => {
  await using folder = await tempFolder();
  await writeFile(join(folder.path, 'package.json'), '{"type":"module"}');
  const files = await buildIn(folder.path);
  // The entry, the large one, the small ones, and the small ones that need the large one.
  assert.equal(files.length, 4, files.join());
  const seen: string[] = [];
  Object.assign(globalThis, { seen });
  using shared = new DisposableStack();
  shared.defer(() => Reflect.deleteProperty(globalThis, 'seen'));
  const main = await import(pathToFileURL(join(folder.path, 'out', 'main.js')).href);
  assert.equal(main.start(), 'main shares');
  assert.deepEqual(seen, ['shared']);
  assert.equal(await main.first(), 'first sharesfirst shares other');
  assert.equal(await main.second(), 'secondsecond');
  assert.deepEqual(seen, ['shared', 'first']);
  assert.equal(await main.heavy(), 'heavy sharesheavy shares30000 alone 30000');
  assert.deepEqual(seen, ['shared', 'first', 'large']);
});
