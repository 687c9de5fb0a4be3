import type { Locator, Page } from 'playwright-core';
import { chooseFromMenu } from './menu.ts';
import { plain } from './text.ts';
import { untilTrue } from './until.ts';

/** The Testing view: rows with their state, run from the row or by a profile. */
export class TestExplorer {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The first row with this in its label. */
  row(label: string): Locator {
    return this.#page.locator('.test-explorer .monaco-list-row', { hasText: label }).first();
  }

  /** Each row as `state label`, indented: VS Code tells a screen reader both. */
  async rows(): Promise<readonly string[]> {
    const rows = await this.#page.locator('.test-explorer .monaco-list-row').evaluateAll(all =>
      all.map(row => ({
        level: Number(row.getAttribute('aria-level')),
        label: row.querySelector('.label')?.textContent ?? '',
        state: /testing-(passed|failed|error|unset|queued|skipped)/.exec(row.innerHTML)?.[1] ?? 'running',
      })),
    );
    return rows.map(({ level, label, state }) => `${'  '.repeat(level - 1)}${state} ${plain(label)}`);
  }

  /** Waits for a row in this state, as in `failed greeter`; resolves to all rows. */
  shows(text: string): Promise<readonly string[]> {
    return untilTrue(
      () => this.rows(),
      rows => rows.some(row => row.trim().startsWith(text)),
    );
  }

  /** Opens rows, one below the other. */
  async expand(...labels: readonly string[]): Promise<void> {
    for (const label of labels) {
      const row = this.row(label);
      await row.waitFor();
      if ((await row.getAttribute('aria-expanded')) === 'false') {
        await row.locator('.monaco-tl-twistie').click();
      }
    }
  }

  /** Presses the row's “Run Test”. */
  async run(label: string): Promise<void> {
    const row = this.row(label);
    await row.hover();
    await row.locator('.action-label[aria-label^="Run"]').first().click();
    await this.#page.mouse.move(0, 0);
  }

  /** Right-clicks a row and chooses. */
  async menu(label: string, ...labels: readonly (string | RegExp)[]): Promise<void> {
    await this.row(label).click({ button: 'right' });
    await chooseFromMenu(this.#page, labels);
  }
}
