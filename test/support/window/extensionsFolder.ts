import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildVsix } from '../../../scripts/buildVsix.ts';
import { installExtensions } from '../../../scripts/host/vscodeServer.ts';
import { packHelper } from '../../../scripts/packHelper.ts';

/**
 * Those of VS Code's own extensions that a window of the tests has: what writes, shows and marks the files of skills,
 * Git, and all with a part for the browser, where VS Code would look for them in vain. The others, three score, make a
 * fifth of the time that it takes to open a window.
 */
export const builtinExtensions = [
  'configuration-editing',
  'css-language-features',
  'diff',
  'emmet',
  'extension-editing',
  'git',
  'git-base',
  'github-authentication',
  'html-language-features',
  'ipynb',
  'javascript',
  'json',
  'json-language-features',
  'markdown-basics',
  'markdown-language-features',
  'markdown-math',
  'media-preview',
  'merge-conflict',
  'mermaid-markdown-features',
  'ms-vscode.vscode-js-profile-table',
  'npm',
  'prompt-basics',
  'python',
  'references-view',
  'search-result',
  'shellscript',
  'simple-browser',
  'theme-defaults',
  'theme-modern-icons',
  'theme-seti',
  'typescript-basics',
  'typescript-language-features',
  'yaml',
] as const;

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
