import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { build } from 'esbuild';
import { packCli } from '../../../scripts/buildCli.ts';
import { bundledFolders, noticesFile, noticesOf } from '../../../scripts/notices.ts';
import { root } from '../../../scripts/paths.ts';
import { tempFolder } from '../../support/process/tempFolder.ts';

describe('the notices of bundled packages', () => {
  it('name each package with its version and licence, and hold the whole text', async () => {
    const metafile = output({
      'src/a.ts': 10,
      'node_modules/yaml/browser/index.js': 5,
      '../main/node_modules/write-file-atomic/node_modules/signal-exit/dist/mjs/index.js': 5,
      'node_modules/@fastify/busboy/lib/main.js': 5,
      'node_modules/debug/src/node.js': 0,
    });
    assert.deepEqual(bundledFolders(metafile), [
      'node_modules/@fastify/busboy',
      'node_modules/write-file-atomic/node_modules/signal-exit',
      'node_modules/yaml',
    ]);
    const text = await noticesOf(metafile);
    assert.match(text, /^yaml \d+\.\d+\.\d+ \(ISC\)$/m);
    assert.match(text, /^signal-exit 4\.\d+\.\d+ \(ISC\)$/m, 'the one that lies in another package');
    const license = await readFile(join(root, 'node_modules/yaml/LICENSE'), 'utf8');
    assert.ok(text.includes(license.trim()));
    assert.doesNotMatch(text, /^debug /m, 'of which nothing is left');
  });

  it('are in the npm package, and name all that its one file was made of', async () => {
    await using folder = await tempFolder();
    const file = join(folder.path, 'cli.tgz');
    await packCli(file);
    execFileSync('tar', ['-xzf', file], { cwd: folder.path });
    const text = await readFile(join(folder.path, 'package', noticesFile), 'utf8');
    for (const name of await importedPackages('src/cli/main.ts')) {
      assert.ok(text.includes(`\n${name} `), name);
    }
  });

  it('are packed with the extension', async () => {
    const packed = await readFile(join(root, '.vscodeignore'), 'utf8');
    assert.ok(packed.split('\n').includes(`!dist/${noticesFile}`));
  });
});

function output(inputs: Readonly<Record<string, number>>) {
  const taken = Object.fromEntries(
    Object.entries(inputs).map(([path, bytesInOutput]) => [path, { bytesInOutput }]),
  );
  const outputs = { 'dist/a.js': { bytes: 0, inputs: taken, imports: [], exports: [] } };
  return { inputs: {}, outputs };
}

/** What our own sources import by name, however it is bundled later. */
async function importedPackages(entry: string): Promise<readonly string[]> {
  const names = new Set<string>();
  await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    plugins: [
      {
        name: 'note-packages',
        setup: ({ onResolve }) => {
          onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
            const [, name] = /^((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
            if (kind !== 'entry-point' && name && !path.startsWith('node:')) {
              names.add(name);
            }
            return kind === 'entry-point' ? undefined : { path, external: true };
          });
        },
      },
    ],
  });
  return [...names];
}
