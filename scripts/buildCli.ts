import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { runNpm } from './host/runNpm.ts';
import { mergeChunks } from './mergeChunks.ts';
import { noticesFile, noticesOf } from './notices.ts';
import { inOneFile } from './oneFile.ts';
import { leaveOut, packageForms } from './packageForms.ts';
import { localFolder, root } from './paths.ts';

/**
 * Node's own modules but for the cheapest as CommonJS modules, of which most load when something of them is first used.
 * What an ES module imports is there before its first line: HTTP/2 takes as long as to start Node, though most commands
 * send nothing. And a name that an early Node 20 lacks, as zlib's `crc32`, would keep the whole file from loading; here
 * `node20Zlib.ts` puts it in.
 */
export const lateBuiltins: Plugin = {
  name: 'late-builtins',
  setup({ onResolve, onLoad }) {
    const filter =
      /^(?:node:)?(?:child_process|crypto|events|fs\/promises|https?|http2|os|perf_hooks|(?:stream|timers)(?:\/\w+)?|util|v8|vm|zlib)$/;
    onResolve({ filter }, ({ path, namespace }) =>
      namespace === 'late-builtins'
        ? { path, external: true }
        : { path: path.replace('node:', ''), namespace: 'late-builtins' },
    );
    onLoad({ filter, namespace: 'late-builtins' }, async ({ path }) => ({
      contents: await lateModule(path),
      resolveDir: root,
    }));
  },
};

/** A module that hands out what one of Node's has. One that is a function itself, as `events` is, is loaded at once. */
async function lateModule(path: string): Promise<string> {
  const all: Readonly<Record<string, unknown>> = await import(`node:${path}`);
  const load =
    path === 'zlib'
      ? `require('./src/cli/node20/node20Zlib.ts').withCrc32(require('node:zlib'))`
      : `require('node:${path}')`;
  if (typeof all.default === 'function') {
    return `module.exports = ${load};`;
  }
  const members = Object.keys(all)
    .filter(name => name !== 'default')
    .map(name => `get ${name}() { return load().${name}; }`);
  return `let loaded; const load = () => loaded ??= ${load}; module.exports = { ${members.join(', ')} };`;
}

/**
 * Builds the command line as one file that any Node from 20 on runs, with nothing beside it. What a command does not use
 * is in it, but is not even compiled. Resolves to its notices.
 */
export async function buildCli(file: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const { metafile, outputFiles } = await build({
    entryPoints: { main: join(root, 'src', 'cli', 'main.ts') },
    absWorkingDir: root,
    outdir: '.',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minify: true,
    keepNames: false,
    legalComments: 'none',
    define: { SKILLWRIGHT_VERSION: JSON.stringify(version) },
    alias: { ...packageForms },
    plugins: [leaveOut, lateBuiltins],
    inject: [join(root, 'src', 'cli', 'node20', 'node20.ts')],
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  const paths = Object.keys(metafile.outputs);
  const chunks = outputFiles.map(({ text }, index) => ({ path: paths[index] ?? '', text: inAscii(text) }));
  const { files } = await mergeChunks(chunks, metafile, 'main.js');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `#!/usr/bin/env node\n${await inOneFile(files, 'main.js')}`);
  await chmod(file, 0o755);
  return noticesOf(metafile);
}

/** What is left of other characters stands in expressions. Without any, the text takes half the memory and less time. */
function inAscii(text: string): string {
  return text.replace(/[\u0080-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Packs the command line as an npm package without dependencies. Resolves to its size in bytes. */
export async function packCli(file: string): Promise<number> {
  await mkdir(localFolder, { recursive: true });
  // A folder of its own: several tests pack at the same time.
  const folder = await mkdtemp(join(localFolder, 'cli-package-'));
  try {
    return await packIn(folder, file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function packIn(folder: string, file: string): Promise<number> {
  await writeFile(join(folder, noticesFile), await buildCli(join(folder, 'skillwright.mjs')));
  const { name, version, license, keywords } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const manifest = {
    name,
    version,
    description: 'Check, publish, compare and roll back Agent Skills from a terminal.',
    license,
    keywords,
    type: 'module',
    bin: { skillwright: 'skillwright.mjs' },
    engines: { node: '>=20' },
    files: ['skillwright.mjs', noticesFile],
  };
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const page = await readFile(join(root, 'docs', 'commandLine.md'), 'utf8');
  await writeFile(join(folder, 'README.md'), withoutDeadLinks(page));
  await copyFile(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  await runNpm(['pack'], folder);
  await copyFile(join(folder, `${name}-${version}.tgz`), file);
  return (await stat(file)).size;
}

/** Without the links to pages that the package does not have; their words stay. */
function withoutDeadLinks(markdown: string): string {
  return markdown.replace(/\[([^\]]+)\]\((?!https:|#)[^)\s]+\)/g, '$1');
}
