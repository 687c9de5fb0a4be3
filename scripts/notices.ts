import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { root } from './paths.ts';

/** What the notices are called in what people get. */
export const noticesFile = 'ThirdPartyNotices.txt';

/** A package of which something is in what esbuild put out. */
interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX, as the package says it. */
  readonly license: string;
  /** What its own files say of its licence, whole. */
  readonly texts: readonly string[];
}

/** How a package calls the files that have to go along with its code. */
const licenseName = /^(licen[cs]e|notice|copying|copyright)\b/i;

/**
 * The licences of all that is in a bundle and not ours, as one text: what esbuild says it took, not what anybody
 * remembers. Throws for a package that says no licence or brings no text of it: such a one cannot be passed on.
 */
export async function noticesOf(metafile: Metafile): Promise<string> {
  const packages = await Promise.all(bundledFolders(metafile).map(readPackage));
  const sections = packages.map(({ name, version, license, texts }) =>
    [`${name} ${version} (${license})`, ...texts.map(text => text.trim())].join('\n\n'),
  );
  const heading = 'Skillwright holds code of these packages, under their own licences.';
  return `${[heading, ...sections].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** The folders of packages of which a byte is in an output, below the project's root, in order. */
export function bundledFolders({ outputs }: Metafile): readonly string[] {
  const taken = Object.values(outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => packageFolder(path))
    .filter(folder => folder !== null);
  return [...new Set(taken)].sort();
}

/** `node_modules/a` of `../node_modules/a/lib/b.js`, also of packages that lie in another; null for files of ours. */
function packageFolder(path: string): string | null {
  return /node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? null;
}

async function readPackage(folder: string): Promise<BundledPackage> {
  const at = join(root, folder);
  const { name, version, license } = JSON.parse(await readFile(join(at, 'package.json'), 'utf8'));
  const files = (await readdir(at)).filter(file => licenseName.test(file)).sort();
  if (typeof license !== 'string' || files.length === 0) {
    throw new Error(`${folder} is bundled, and says no licence or has no text of it.`);
  }
  const texts = await Promise.all(files.map(file => readFile(join(at, file), 'utf8')));
  return { name, version, license, texts };
}
