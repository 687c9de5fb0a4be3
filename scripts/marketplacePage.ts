import { type Contributes, withTables } from './readmeTables.ts';

/** What the extension's page is written from, below the project's root. */
export const marketplaceSource = 'docs/marketplace.md';

/**
 * The README that goes into the VSIX. VS Code shows pictures of public addresses there only, neither files of the
 * extension nor what stands in the text, so others are left out: a broken one would be the first thing on the page.
 */
export function marketplacePage(source: string, contributes: Contributes): string {
  const text = source.replace(/!\[[^\]]*\]\((?!https:)[^)\s]+\)\s*/g, '');
  return withTables(text, contributes);
}
