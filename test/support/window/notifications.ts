import type { Locator, Page } from 'playwright-core';
import { exactly, plain } from './text.ts';

/** Toasts in the corner, and modal dialogs. */
export class Notifications {
  readonly #page: Page;
  /** The texts of the toasts that were waited for. VS Code writes error toasts into the console as well. */
  readonly seen = new Set<string>();

  constructor(page: Page) {
    this.#page = page;
  }

  get #toasts(): Locator {
    return this.#page.locator('.notifications-toasts .notification-list-item');
  }

  /** The toasts with this in their text. */
  withText(text: string | RegExp): Locator {
    return this.#toasts.filter({ hasText: text });
  }

  /** Waits for a toast with this in its text; resolves to the whole text. */
  async toast(text: string | RegExp, withinMs = 60_000): Promise<string> {
    const message = this.withText(text).locator('.notification-list-item-message').first();
    await message.waitFor({ timeout: withinMs });
    const found = plain(await message.innerText());
    this.seen.add(found);
    return found;
  }

  /** Presses a button of the toast that has this in its text. */
  async press(text: string | RegExp, button: string | RegExp): Promise<void> {
    await this.withText(text)
      .locator('.notification-list-item-buttons-container .monaco-button')
      .filter({ hasText: exactly(button) })
      .click();
  }

  /** The texts of the toasts that are shown now. */
  async texts(): Promise<readonly string[]> {
    return (await this.#toasts.locator('.notification-list-item-message').allInnerTexts()).map(plain);
  }

  /** Hides every toast, for a picture without them. */
  async dismissAll(): Promise<void> {
    if (await this.#toasts.first().isVisible()) {
      await this.#page.keyboard.press('Escape');
    }
    await this.#toasts.first().waitFor({ state: 'hidden' });
  }

  get #dialog(): Locator {
    return this.#page.locator('.monaco-dialog-box');
  }

  /** Waits for the modal dialog; resolves to its message and detail. */
  async dialog(): Promise<string> {
    return plain(await this.#dialog.locator('.dialog-message-container').innerText());
  }

  /** Presses a button of the modal dialog. */
  async answerDialog(button: string | RegExp): Promise<void> {
    await this.#dialog
      .locator('.dialog-buttons .monaco-button')
      .filter({ hasText: exactly(button) })
      .click();
    await this.#dialog.waitFor({ state: 'hidden' });
  }
}
