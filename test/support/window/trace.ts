import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { localFolder } from '../../../scripts/paths.ts';

/** Keeps what a failed spec showed and logged. */
export async function writeTrace(page: Page, name: string, lines: readonly string[]): Promise<void> {
  const folder = join(localFolder, 'failures');
  await mkdir(folder, { recursive: true });
  const file = join(
    folder,
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 80),
  );
  await writeFile(`${file}.txt`, lines.join('\n'));
  await page.screenshot({ path: `${file}.png` }).catch(() => {});
}
