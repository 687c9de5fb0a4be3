import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import { type BuiltFile, mergeChunks } from '../../../scripts/mergeChunks.ts';
import { tempFolder } from '../../support/tempFolder.ts';

const ballast = `export const ballast = ${JSON.stringify('x'.repeat(20_000))};`;

/** An entry that loads some modules at once and some later; what it prints tells the order. */
const modules: Readonly<Record<string, string>> = {
  'entry.ts': `
    import { shared } from './shared.ts';
    console.log('entry', shared('a'));
    void (async () => {
    const { one } = await import('./one.ts');
    const two = await import('./two.ts');
    console.log(one(), two.default, two.named());
    const large = await import('./large.ts');
    console.log(large.use());
    console.log((await import('./one.ts')).one === one);
    })();`,
  'shared.ts': `console.log('shared loads'); export const shared = (of: string) => 'shared ' + of;`,
  'small.ts': `console.log('small loads'); export const small = () => 'small'; export class Kind {}`,
  'one.ts': `
    import { shared } from './shared.ts'; import { small, Kind } from './small.ts';
    export const one = () => shared('one') + small(); export const kind = Kind;`,
  'two.ts': `
    import { small, Kind } from './small.ts';
    export const named = () => small() + (new Kind() instanceof Kind); export default 'two';`,
  'large.ts': `
    import { small } from './small.ts'; import { ballast } from './ballast.ts';
    console.log('large loads'); export const use = () => small() + ballast.length;`,
  'ballast.ts': ballast,
};

/** Builds them into chunks as esbuild does; paths are relative to where the test runs. */
async function chunks(folder: string) {
  for (const [path, text] of Object.entries(modules)) await writeFile(join(folder, path), text);
  const built = await build({
    entryPoints: [join(folder, 'entry.ts')],
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    minify: true,
    metafile: true,
    write: false,
  });
  const outputs = Object.keys(built.metafile.outputs);
  const files = built.outputFiles.map(({ text }, index) => ({ path: outputs[index] ?? '', text }));
  return { files, metafile: built.metafile, entry: outputs.find(path => path.endsWith('entry.js')) ?? '' };
}

async function run(files: readonly BuiltFile[], folder: string, entry: string): Promise<string> {
  for (const { path, text } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  const { stdout, stderr } = spawnSync(process.execPath, [join(folder, entry)], { encoding: 'utf8' });
  assert.equal(stderr, '');
  return stdout;
}

test('merged files do what the chunks did, in the same order, and are fewer', async () => {
  await using source = await tempFolder();
  await using before = await tempFolder();
  await using after = await tempFolder();
  const { files, metafile, entry } = await chunks(source.path);
  const merged = await mergeChunks(files, metafile, entry);
  const said = await run(files, before.path, entry);
  assert.match(said, /^shared loads\nentry shared a\nsmall loads\n/);
  assert.equal(await run(merged.files, after.path, entry), said);
  assert.ok(merged.files.length < files.length, `${files.length} files became ${merged.files.length}`);
});

test('what is loaded at the start is one file, and what is large stays by itself and out of it', async () => {
  await using source = await tempFolder();
  const { files, metafile, entry } = await chunks(source.path);
  const merged = await mergeChunks(files, metafile, entry);
  const start = merged.files.find(({ path }) => path === entry);
  assert.ok(start && start.text.length < 3_000, `${start?.text.length} characters`);
  const imports = merged.metafile.outputs[entry]?.imports ?? [];
  assert.deepEqual(
    imports.filter(({ kind }) => kind === 'import-statement'),
    [],
  );
  const large = merged.files.filter(({ text }) => text.includes('x'.repeat(20_000)));
  assert.equal(large.length, 1);
  assert.notEqual(large[0]?.path, entry);
});
