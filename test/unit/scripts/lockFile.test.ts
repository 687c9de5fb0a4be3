import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../../scripts/paths.ts';

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, LockedPackage>;
};

test('every package of the lock file has a digest, those for other systems as well', () => {
  const without = Object.entries(packages).filter(
    ([path, { integrity, link }]) => path !== '' && !link && !integrity,
  );
  assert.deepEqual(
    without.map(([path, { version }]) => `${path}@${version}`),
    [],
  );
});

/**
 * Packages that do without their script: swc's brings its program as a package of its own. Where there is none for this
 * machine, the script would install another form that the lock file does not know.
 */
const unneeded = ['@swc/core'];

test('the packages whose scripts are run are those that need theirs, and no more', async () => {
  const script = await readFile(join(root, 'scripts/run.mjs'), 'utf8');
  const named = /const withScripts = \[(.*?)\];/.exec(script)?.[1]?.match(/[^', ]+/g) ?? [];
  const having = Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.replace('node_modules/', ''));
  // A new package with a script fails here, before its script has run anywhere: look at it, then name it there or above.
  assert.deepEqual(having.sort(), [...named, ...unneeded].sort());
});
