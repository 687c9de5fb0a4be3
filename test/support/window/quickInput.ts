import { errors, type Locator, type Page } from 'playwright-core';
import { restMouse } from './restMouse.ts';
import { exactly, plain } from './text.ts';

/** The command palette, quick picks and input boxes: one widget at the top of the window. */
export class QuickInput {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get widget(): Locator {
    return this.#page.locator('.quick-input-widget:visible');
  }

  get input(): Locator {
    return this.widget.locator('.quick-input-box input');
  }

  /** Runs a command by its full title in the palette, as in `Skillwright: Publish Skill…`. */
  async run(title: string, withinMs = 60_000): Promise<void> {
    // The palette's list is fixed when it opens, and a window that is still starting may close it: so it is opened
    // anew until a late extension's command is in it.
    const end = Date.now() + withinMs;
    for (;;) {
      try {
        await this.#page.keyboard.press('F1');
        await this.input.fill(`>${title}`, { timeout: 3000 });
        await this.row(title).first().click({ timeout: 3000, trial: true });
        // Not so impatient: a busy window may take a click long before it says so, and would run the command twice.
        await this.row(title).first().click({ timeout: 15_000 });
        return;
      } catch (error) {
        if (!(error instanceof errors.TimeoutError) || Date.now() > end) {
          throw error;
        }
        await this.#page.keyboard.press('Escape');
      }
    }
  }

  /** A row by its whole label, or a part of it given as a pattern. */
  row(label: string | RegExp): Locator {
    return this.widget.locator('.quick-input-list .monaco-list-row').filter({
      has: this.#page
        .locator('.quick-input-list-row:first-child .label-name')
        .filter({ hasText: exactly(label) }),
    });
  }

  /** Chooses a row of the open quick pick. */
  async pick(label: string | RegExp): Promise<void> {
    await restMouse(this.#page);
    await this.row(label).first().click();
  }

  /** Ticks or clears a row's box: a click on the row does, where several can be chosen. */
  async toggle(label: string | RegExp): Promise<void> {
    await this.pick(label);
  }

  /** Types into the input box that comes next, or is there, and accepts it. */
  async answer(text: string): Promise<void> {
    // A list that was just picked from is there for a moment still.
    await this.widget.locator('.quick-input-list').waitFor({ state: 'hidden' });
    await this.input.fill(text);
    await this.accept();
  }

  async accept(): Promise<void> {
    await this.input.press('Enter');
  }

  async cancel(): Promise<void> {
    await this.input.press('Escape');
    await this.widget.waitFor({ state: 'hidden' });
  }

  /** Waits for a quick pick or an input box with this title. */
  async titled(title: string | RegExp): Promise<void> {
    await this.widget
      .locator('.quick-input-title')
      .filter({ hasText: exactly(title) })
      .waitFor();
  }

  /** Each visible row as `label — description — detail`. */
  async rows(): Promise<readonly string[]> {
    const texts = await this.widget.locator('.quick-input-list .monaco-list-row').evaluateAll(rows =>
      rows.map(row =>
        [...row.querySelectorAll('.label-name, .label-description, .quick-input-list-label-meta .label-name')]
          .map(part => part.textContent ?? '')
          .filter((text, index, all) => text !== '' && all.indexOf(text) === index)
          .join(' — '),
      ),
    );
    return texts.map(plain);
  }

  /** What the box says below the input: the prompt, or what is wrong with the value. */
  async message(): Promise<string> {
    return plain(await this.widget.locator('.quick-input-message').innerText());
  }

  /** Presses a button of the box, by its label or tooltip. */
  async press(label: string): Promise<void> {
    await this.widget
      .locator(
        `.quick-input-action .monaco-button:has-text("${label}"), .action-label[aria-label*="${label}"]`,
      )
      .first()
      .click();
  }
}
