import { errors, type Locator, type Page } from 'playwright-core';
import type { QuickInput } from './quickInput.ts';
import { exactly, plain } from './text.ts';

/** The text editor that has the focus. */
export class TextEditor {
  readonly #page: Page;
  readonly #quickInput: QuickInput;

  constructor(page: Page, quickInput: QuickInput) {
    this.#page = page;
    this.#quickInput = quickInput;
  }

  get #editor(): Locator {
    return this.#page.locator('.editor-group-container.active .monaco-editor').last();
  }

  get #tab(): Locator {
    return this.#page.locator('.editor-group-container.active .tab.active');
  }

  /** Opens a file of the workspace by its path, as in `skills/csv-profiler/SKILL.md`. */
  async open(path: string): Promise<void> {
    await this.#page.keyboard.press('Control+P');
    await this.#quickInput.input.fill(path);
    const name = path.split('/').at(-1) ?? path;
    await this.#quickInput.row(name).first().click();
    await this.#tab.filter({ hasText: name }).waitFor();
    await this.#editor.locator('.view-line').first().waitFor();
  }

  /** Puts the cursor somewhere; both count from 1. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.#page.keyboard.press('Control+G');
    await this.#quickInput.input.fill(`:${line}:${column}`);
    await this.#quickInput.accept();
    await this.#quickInput.widget.waitFor({ state: 'hidden' });
    await this.#page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
  }

  /** Types at the cursor, with all that typing sets off. */
  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  /** Puts a line in place of another, as by pasting; counts from 1. */
  async replaceLine(line: number, text: string): Promise<void> {
    await this.goTo(line);
    await this.#page.keyboard.press('Home');
    await this.#page.keyboard.press('Shift+End');
    await this.#page.keyboard.insertText(text);
  }

  /** Puts a text in place of the whole document. */
  async replaceAll(text: string): Promise<void> {
    await this.#page.keyboard.press('Control+A');
    await this.#page.keyboard.insertText(text);
  }

  /** Saves, and waits until the tab shows that it is. */
  async save(): Promise<void> {
    await this.#page.keyboard.press('Control+S');
    await this.#tab.and(this.#page.locator(':not(.dirty)')).waitFor();
  }

  /** The lines that are on screen. */
  async text(): Promise<string> {
    const lines = await this.#editor.locator('.view-line').evaluateAll(all =>
      all
        .map(line => ({ top: (line as HTMLElement).offsetTop, text: line.textContent ?? '' }))
        .sort((left, right) => left.top - right.top)
        .map(({ text }) => text),
    );
    return lines.map(line => line.replace(/\u00a0/g, ' ').trimEnd()).join('\n');
  }

  /** The titles that the lightbulb offers at the cursor; leaves its list open. */
  async fixes(): Promise<readonly string[]> {
    const titles = this.#page.locator('.action-widget .monaco-list-row.action .title');
    let isAgain = false;
    // The key is lost on an editor that is just being laid out.
    await this.#untilShown(titles, async () => {
      if (isAgain) {
        // In a list that has come after all, the key takes what is selected.
        await this.#page.keyboard.press('Escape');
      }
      isAgain = true;
      await this.#page.keyboard.press('Control+.');
    });
    return (await titles.allInnerTexts()).map(plain);
  }

  /** Applies what the lightbulb offers at the cursor; opens its list again when VS Code has closed it meanwhile. */
  async fix(title: string | RegExp): Promise<void> {
    const action = this.#page
      .locator('.action-widget .monaco-list-row.action')
      .filter({ has: this.#page.locator('.title').filter({ hasText: exactly(title) }) });
    for (let tries = 1; ; tries++) {
      await this.fixes();
      try {
        return await action.click({ timeout: 6000 });
      } catch (error) {
        if (!(error instanceof errors.TimeoutError) || tries === 3) {
          throw error;
        }
      }
    }
  }

  /** What resting at the cursor says. */
  async hover(): Promise<string> {
    await this.#quickInput.run('Show or Focus Hover');
    const hover = this.#page.locator('.monaco-editor .monaco-hover:visible, .monaco-hover:visible').last();
    await hover.waitFor();
    return plain(await hover.innerText());
  }

  /** What is suggested at the cursor. */
  async suggestions(): Promise<readonly string[]> {
    const labels = this.#page.locator('.suggest-widget.visible .monaco-list-row .label-name');
    await this.#untilShown(labels, () => this.#page.keyboard.press('Control+Space'));
    return (await labels.allInnerTexts()).map(plain);
  }

  /** Acts, and acts again when nothing is shown after some seconds. */
  async #untilShown(locator: Locator, act: () => Promise<void>): Promise<void> {
    for (let tries = 0; tries < 10 && !(await locator.first().isVisible()); tries++) {
      await act();
      await locator
        .first()
        .waitFor({ timeout: 3000 })
        .catch(() => {});
    }
    await locator.first().waitFor({ timeout: 1000 });
  }

  /** What stands above a line: words, and texts that can be clicked on. */
  get lensLine(): Locator {
    return this.#editor.locator('.codelens-decoration');
  }

  /** The texts above the lines that can be clicked on. */
  get lenses(): Locator {
    return this.lensLine.locator('a');
  }

  /**
   * Clicks on a text above the lines until `answer` is there: VS Code drops a click on one that is being replaced, as
   * it is whenever what it says may have changed.
   */
  async pressLens(text: string, answer: Locator): Promise<void> {
    await this.#untilShown(answer, () => this.lenses.filter({ hasText: text }).click());
  }

  /** The language in the status bar, as in `Skill`. */
  async language(): Promise<string> {
    return plain(await this.#page.locator('#status\\.editor\\.mode').innerText());
  }

  /** The active tab's title. */
  async title(): Promise<string> {
    const tab = this.#page.locator('.editor-group-container.active .tab.active');
    return (await tab.getAttribute('data-resource-name')) ?? '';
  }
}
