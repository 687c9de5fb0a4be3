import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildVsix } from '../../../scripts/buildVsix.ts';
import { installExtensions } from '../../../scripts/host/vscodeServer.ts';
import { packHelper } from '../../../scripts/packHelper.ts';

/**
 * A folder with the packed extension installed. The runner makes one for all specs and names it in
 * `SKILLWRIGHT_EXTENSIONS`; a spec that is run by itself makes its own.
 */
export async function extensionsFolder(): Promise<string> {
  return (
    process.env.SKILLWRIGHT_EXTENSIONS ??
    (await packAndInstall(await mkdtemp(join(tmpdir(), 'skillwright-extensions-'))))
  );
}

/** The extension in that folder, with package.json at its top. */
export async function unpackedExtension(): Promise<string> {
  const folder = await extensionsFolder();
  const name = (await readdir(folder)).find(one => one.startsWith('skillwright.skillwright-'));
  if (name === undefined) {
    throw new Error(`The extension is not in ${folder}.`);
  }
  return join(folder, name);
}

/**
 * Builds, packs and installs the extension as a person gets it, and beside it a model for evals without a key, below a
 * folder; resolves to the extensions folder.
 */
export async function packAndInstall(folder: string): Promise<string> {
  const vsix = join(folder, 'skillwright.vsix');
  await buildVsix(vsix);
  const extensions = join(folder, 'extensions');
  const model = join(folder, 'scripted-model.vsix');
  await packHelper('scriptedModel', model);
  await installExtensions([vsix, model], extensions, join(folder, 'profile'));
  return extensions;
}
