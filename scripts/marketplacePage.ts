import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { root } from './paths.ts';
import { type Contributes, withTables } from './readmeTables.ts';

/** What the extension's page is written from, below the project's root. */
export const marketplaceSource = 'docs/marketplace.md';

/** The page as it is packed, and the pictures that are inside it. */
export interface MarketplacePage {
  readonly text: string;
  /** Below the project's root. */
  readonly pictures: readonly string[];
}

/**
 * The README that goes into the VSIX: its pictures are in the text, since no public address has them, and VS Code shows
 * none that are files of the extension. Rejects when one is not there.
 */
export async function marketplacePage(source: string, contributes: Contributes): Promise<MarketplacePage> {
  const pictures = [...source.matchAll(/!\[[^\]]*\]\(([^)\s]+)\)/g)].flatMap(([, path = '']) =>
    path.startsWith('https:') ? [] : [path],
  );
  let text = withTables(source, contributes);
  const files: string[] = [];
  for (const picture of pictures) {
    const file = join(dirname(marketplaceSource), picture);
    const data = await readFile(join(root, file), 'base64');
    text = text.replace(`](${picture})`, () => `](data:image/png;base64,${data})`);
    files.push(file);
  }
  return { text, pictures: files };
}
