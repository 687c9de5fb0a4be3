import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { runNpm } from './host/runNpm.ts';
import { noticesFile, noticesOf } from './notices.ts';
import { packageForms } from './packageForms.ts';
import { localFolder, root } from './paths.ts';

/** What bundled CommonJS packages ask for: Node gives it to their kind, and an ES module lacks it. */
const commonJs = [
  "import { createRequire as __createRequire } from 'node:module';",
  "import { fileURLToPath as __fileURLToPath } from 'node:url';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = __fileURLToPath(import.meta.url);',
  "const __dirname = __fileURLToPath(new URL('.', import.meta.url));",
].join('');

/**
 * Node's own modules but for the cheapest as CommonJS modules, which load where they are first used. What an ES module
 * imports is there before its first line: all of HTTP, though most commands send nothing. And a name that an early
 * Node 20 lacks, as zlib's `crc32`, would keep the whole file from loading; here `node20Zlib.ts` puts it in.
 */
const lateBuiltins: Plugin = {
  name: 'late-builtins',
  setup({ onResolve, onLoad }) {
    const filter =
      /^(?:node:)?(?:child_process|crypto|events|https?|os|perf_hooks|(?:stream|timers)(?:\/\w+)?|util|vm|zlib)$/;
    onResolve({ filter }, ({ path, namespace }) =>
      namespace === 'late-builtins'
        ? { path, external: true }
        : { path: path.replace('node:', ''), namespace: 'late-builtins' },
    );
    onLoad({ filter, namespace: 'late-builtins' }, ({ path }) => ({
      contents:
        path === 'zlib'
          ? `module.exports = require('./src/cli/node20/node20Zlib.ts').withCrc32(require('node:zlib'));`
          : `module.exports = require('node:${path}');`,
      resolveDir: root,
    }));
  },
};

/** Builds the command line as one file that any Node from 20 on runs, with nothing beside it. Resolves to its notices. */
export async function buildCli(file: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const { metafile } = await build({
    entryPoints: [join(root, 'src', 'cli', 'main.ts')],
    outfile: file,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minify: true,
    keepNames: false,
    legalComments: 'none',
    define: { SKILLWRIGHT_VERSION: JSON.stringify(version) },
    alias: { ...packageForms },
    plugins: [lateBuiltins],
    inject: [join(root, 'src', 'cli', 'node20', 'node20.ts')],
    banner: { js: `#!/usr/bin/env node\n${commonJs}` },
    metafile: true,
    logLevel: 'warning',
  });
  await chmod(file, 0o755);
  return noticesOf(metafile);
}

/** Packs the command line as an npm package of one file and no dependencies. Resolves to its size in bytes. */
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
  await copyFile(join(root, 'docs', 'commandLine.md'), join(folder, 'README.md'));
  await copyFile(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  await runNpm(['pack'], folder);
  await copyFile(join(folder, `${name}-${version}.tgz`), file);
  return (await stat(file)).size;
}
