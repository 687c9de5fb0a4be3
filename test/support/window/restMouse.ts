import type { Page } from 'playwright-core';

/** Takes the mouse off what it points at, before that thing's tooltip covers what is clicked next. */
export async function restMouse(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  // One that belongs to the text stays; it is not in the way.
  await page
    .locator('.monaco-hover:visible')
    .first()
    .waitFor({ state: 'hidden', timeout: 2000 })
    .catch(() => {});
}
