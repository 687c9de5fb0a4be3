import { errors, type Locator, type Page } from 'playwright-core';
import { chooseFromMenu, closeMenu, menuLabels } from './menu.ts';
import { restMouse } from './restMouse.ts';
import { exactly, plain } from './text.ts';
import { until, untilTrue } from './until.ts';

/** A view in the side bar that shows a tree. */
export class TreeView {
  readonly #page: Page;
  readonly #title: string;

  constructor(page: Page, title: string) {
    this.#page = page;
    this.#title = title;
  }

  get pane(): Locator {
    return this.#page.locator('.pane').filter({
      has: this.#page.locator('.pane-header h3.title').filter({ hasText: exactly(this.#title) }),
    });
  }

  /** The visible rows as indented text: `  label  description`. The day that ends a version's row is left out. */
  async rows(): Promise<readonly string[]> {
    return (await this.datedRows()).map(row => row.replace(/(?: {2}| · )(?:to|yester)day$/, '').trimEnd());
  }

  /** The same with the day. */
  async datedRows(): Promise<readonly string[]> {
    const rows = await this.pane.locator('.pane-body .monaco-list-row').evaluateAll(elements =>
      elements
        .map(element => ({
          top: (element as HTMLElement).offsetTop,
          level: Number(element.getAttribute('aria-level')),
          label: element.querySelector('.label-name')?.textContent ?? element.textContent ?? '',
          description: element.querySelector('.label-description')?.textContent ?? '',
        }))
        .sort((left, right) => left.top - right.top),
    );
    return rows.map(({ level, label, description }) => {
      const text = description === '' ? label : `${label}  ${description}`;
      return `${'  '.repeat(level - 1)}${plain(text)}`;
    });
  }

  /** Waits until the rows are exactly these. */
  async shows(rows: readonly string[]): Promise<void> {
    await until(() => this.rows(), rows);
  }

  /** Waits for a row that has this text in it, and resolves to the row's text. */
  async showsRow(text: string | RegExp): Promise<string> {
    const has = (row: string): boolean => (typeof text === 'string' ? row.includes(text) : text.test(row));
    const rows = await untilTrue(
      () => this.rows(),
      all => all.some(has),
    );
    return rows.find(has)?.trim() ?? '';
  }

  /** A row by its whole label (without the description), or a part of it given as a pattern. */
  row(label: string | RegExp): TreeRow {
    const locator = this.pane
      .locator('.pane-body .monaco-list-row')
      .filter({ has: this.#page.locator('.label-name').filter({ hasText: exactly(label) }) })
      .first();
    return new TreeRow(this.#page, locator);
  }

  /** What an empty view says, with its buttons' labels. */
  async welcome(): Promise<string> {
    return plain(await this.pane.locator('.welcome-view-content').innerText());
  }

  /** Presses a button of the welcome content. */
  async pressWelcome(button: string | RegExp): Promise<void> {
    await this.pane.locator('.welcome-view-content .monaco-button').filter({ hasText: button }).click();
  }

  /** The message above the rows (`TreeView.message`). */
  async message(): Promise<string> {
    return plain(await this.pane.locator('.pane-body .message').innerText());
  }

  /** What stands beside the view's title (`TreeView.description`). */
  async description(): Promise<string> {
    return plain(await this.pane.locator('.pane-header .description').innerText());
  }

  /** Presses an icon in the view's title. */
  async pressTitle(action: string): Promise<void> {
    await this.pane.locator('.pane-header').hover();
    await this.pane.locator(`.pane-header .actions .action-label[aria-label^="${action}"]`).click();
  }
}

/** How often a row is clicked on that moves meanwhile. */
const maxPresses = 3;

/** One row of a tree. */
export class TreeRow {
  readonly #page: Page;
  readonly locator: Locator;

  constructor(page: Page, locator: Locator) {
    this.#page = page;
    this.locator = locator;
  }

  async click(): Promise<void> {
    await this.#press({});
  }

  /** Clicks on the row; again when VS Code, which draws other rows with the same elements, had just moved it. */
  async #press(options: { readonly button?: 'right' }): Promise<void> {
    for (let tries = 1; ; tries++) {
      const wanted = await this.#label();
      const pressed = await this.#page.evaluateHandle(() => {
        const labels: (string | undefined)[] = [];
        const note = ({ target }: MouseEvent) => {
          const row = target instanceof Element ? target.closest('.monaco-list-row') : null;
          labels.push(row?.querySelector('.label-name')?.textContent ?? undefined);
        };
        document.addEventListener('mousedown', note, { capture: true, once: true });
        return labels;
      });
      await this.locator.click(options);
      const labels = await pressed.jsonValue();
      await pressed.dispose();
      if (labels.length === 0 || labels.includes(wanted) || tries === maxPresses) {
        return;
      }
      // Closes the menu of the other row.
      await this.#page.keyboard.press('Escape');
    }
  }

  async #label(): Promise<string | undefined> {
    return (await this.locator.locator('.label-name').first().textContent()) ?? undefined;
  }

  async expand(): Promise<void> {
    await this.#setExpanded(true);
  }

  async collapse(): Promise<void> {
    await this.#setExpanded(false);
  }

  /** By the little arrow, so that the row's own command does not run. */
  async #setExpanded(isExpanded: boolean): Promise<void> {
    if ((await this.locator.getAttribute('aria-expanded')) !== String(isExpanded)) {
      await this.locator.locator('.monaco-tl-twistie').click();
    }
  }

  /** Presses an icon on the row. */
  async inline(action: string): Promise<void> {
    await this.locator.hover();
    await this.locator.locator(`.actions .action-label[aria-label^="${action}"]`).click();
    await this.#page.mouse.move(0, 0);
  }

  /** Right-clicks and chooses; several labels lead through submenus. */
  async menu(...labels: readonly (string | RegExp)[]): Promise<void> {
    for (let tries = 1; ; tries++) {
      await this.#press({ button: 'right' });
      try {
        return await chooseFromMenu(this.#page, labels);
      } catch (error) {
        if (!(error instanceof errors.TimeoutError) || tries === 3) {
          throw error;
        }
        await this.#page.keyboard.press('Escape');
      }
    }
  }

  /** Right-clicks; resolves to what can be chosen. Leaves the menu closed. */
  async menuLabels(): Promise<readonly string[]> {
    await this.#press({ button: 'right' });
    const labels = await menuLabels(this.#page);
    await closeMenu(this.#page);
    return labels;
  }

  /** The tooltip's text, as a person gets it by resting on the row. */
  async tooltip(): Promise<string> {
    // Where the mouse is already, no tooltip comes.
    await restMouse(this.#page);
    await this.locator.locator('.monaco-icon-label, .label-name').first().hover();
    return plain(await this.#page.locator('.monaco-hover:visible').last().innerText());
  }

  /** The names of the codicons on the row, as in `check`. */
  async icons(): Promise<readonly string[]> {
    const classes = await this.locator
      .locator('.custom-view-tree-node-item-icon')
      .evaluateAll(icons => icons.flatMap(icon => [...icon.classList]));
    return classes.filter(name => /^codicon-/.test(name)).map(name => name.slice('codicon-'.length));
  }
}
