import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildVsix } from '../../../scripts/buildVsix.ts';
import { packScriptedModel } from '../../../scripts/packScriptedModel.ts';
import { installExtension } from '../../../scripts/vscodeServer.ts';

/**
 * A folder with the packed extension installed. The runner makes one for all specs and names it in
 * `SKILLWRIGHT_EXTENSIONS`; a spec that is run by itself makes its own.
 */
export async function extensionsFolder(): Promise<string> {
  return process.env.SKILLWRIGHT_EXTENSIONS ?? (await installedExtension());
}

/** Builds, packs and installs the extension as a person gets it, and beside it a model for evals without a key. */
export async function installedExtension(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'skillwright-extensions-'));
  const vsix = join(folder, 'skillwright.vsix');
  await buildVsix(vsix);
  const extensions = join(folder, 'extensions');
  await installExtension(vsix, extensions, join(folder, 'profile'));
  const model = join(folder, 'scripted-model.vsix');
  await packScriptedModel(model);
  await installExtension(model, extensions, join(folder, 'profile'));
  return extensions;
}
