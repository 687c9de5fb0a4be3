import type { Locator, Page } from 'playwright-core';
import { exactly, plain } from './text.ts';

/** A menu that was closed meanwhile, as by an editor that took the focus, is not waited for any longer. In ms. */
const patience = 6_000;

/** Chooses from the open context menu; several labels lead through submenus. */
export async function chooseFromMenu(page: Page, labels: readonly (string | RegExp)[]): Promise<void> {
  await menuItems(page).first().waitFor();
  // A menu swallows the mouse-up of its first quarter of a second.
  await page.waitForTimeout(300);
  for (const label of labels) {
    const item = menuItems(page).filter({
      has: page.locator('.action-label').filter({ hasText: exactly(label) }),
    });
    await item.last().click({ timeout: patience });
  }
  await page.mouse.move(0, 0);
}

/** The labels in the open context menu. */
export async function menuLabels(page: Page): Promise<readonly string[]> {
  await menuItems(page).first().waitFor();
  const labels = await menuItems(page).locator('.action-label:not(.separator)').allInnerTexts();
  return labels.map(plain).filter(label => label !== '');
}

/** Closes the open context menu, and waits until nothing is left of it that could be taken for the next one. */
export async function closeMenu(page: Page): Promise<void> {
  // Until the menu has the focus, the key would go elsewhere.
  await page.locator('.monaco-menu:focus-within').first().waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.monaco-menu').first().waitFor({ state: 'detached' });
}

function menuItems(page: Page): Locator {
  return page.locator('.monaco-menu .action-item:visible');
}
