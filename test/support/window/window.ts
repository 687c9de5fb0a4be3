/**
 * The real editor in a real (headless) window, driven as a person would: by keys and clicks.
 *
 * A spec, test/e2e/hello.spec.ts; run it with `npm test -- e2e hello`:
 *
 *   import assert from 'node:assert/strict';
 *   import { spec } from './spec.ts';
 *
 *   spec('A new skill has no problems', { workspace: 'samples' }, async window => {
 *     await window.quickInput.run('Skillwright: New Skill…');
 *     await window.quickInput.answer('my-skill');
 *     await window.view('Workspace').shows(['my-skill  never published']);
 *     await window.view('Workspace').row('my-skill').menu('Publish…');
 *     await window.notifications.press('Published my-skill', 'Show');
 *     assert.deepEqual(await window.problems(), []);
 *     await window.screenshot('new-skill');
 *   });
 *
 * Each spec has a fresh profile, the packed extension and a copy of its workspace (`window.folder`), and fails when
 * the console shows an error. The server and the browser are those of the spec before. After a failure
 * .local/failures holds a picture and what was logged. Where nothing here fits, `window.page` is Playwright's page.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { localFolder } from '../../../scripts/paths.ts';
import { saveLayout } from './layout.ts';
import { isError, isHarmless } from './noise.ts';
import { Notifications } from './notifications.ts';
import { QuickInput } from './quickInput.ts';
import { changeTheme, type Theme, themeClasses } from './settings.ts';
import { plain } from './text.ts';
import { TextEditor } from './textEditor.ts';
import { TreeView } from './tree.ts';
import type { FreshPage, ProfileOptions, WindowHost } from './windowHost.ts';

export interface WindowOptions extends ProfileOptions {
  /** The folder to open. */
  readonly folder: string;
  /** A `.code-workspace` file to open instead, of folders in `folder`. */
  readonly workspaceFile?: string;
}

/** Opens a window with a fresh profile; ready when the folder's files are shown. */
export async function openWindow(options: WindowOptions, host: WindowHost): Promise<EditorWindow> {
  const window = new EditorWindow(options, await host.open(options));
  try {
    await window.load();
    return window;
  } catch (error) {
    await window.keepTrace('a window that did not open', error);
    await window.close();
    throw error;
  }
}

/** An open window. */
export class EditorWindow {
  readonly page: Page;
  readonly folder: string;
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly editor: TextEditor;
  readonly #options: WindowOptions;
  readonly #fresh: FreshPage;
  readonly #console: string[] = [];
  readonly #errors: string[] = [];
  #isSpoilt = false;
  #isLeaving = false;

  constructor(options: WindowOptions, fresh: FreshPage) {
    this.#options = options;
    this.#fresh = fresh;
    this.page = fresh.page;
    this.folder = options.folder;
    this.quickInput = new QuickInput(fresh.page);
    this.notifications = new Notifications(fresh.page);
    this.editor = new TextEditor(fresh.page, this.quickInput);
    this.page.on('console', message => this.#hear(message.type(), message.text()));
    this.page.on('pageerror', error => this.#hear('error', error.stack ?? error.message));
  }

  /** What the console said that is not known to be harmless, without the error toasts that the spec waited for. */
  get errors(): readonly string[] {
    return this.#errors.filter(text => !this.notifications.seen.has(plain(text)));
  }

  /** Where the server keeps this window's settings and the extension's data. */
  get profileFolder(): string {
    return this.#fresh.profileFolder;
  }

  /** Where the extension keeps its data: the local registry is in `registry`. */
  get storageFolder(): string {
    return join(this.profileFolder, 'data', 'User', 'globalStorage', 'skillwright.skillwright');
  }

  /** Opens the folder. */
  async load(): Promise<void> {
    const { workspaceFile } = this.#options;
    const query =
      workspaceFile === undefined
        ? `folder=${encodeURIComponent(this.folder)}`
        : `workspace=${encodeURIComponent(workspaceFile)}`;
    await this.page.goto(`http://${this.#fresh.server.host}/?${query}`);
    await this.page.locator('.monaco-workbench .statusbar-item').first().waitFor({ timeout: 60_000 });
    await this.page.locator('.explorer-folders-view, .pane-body').first().waitFor({ timeout: 60_000 });
  }

  /** Opens the folder anew, as "Reload Window" does, with the active editor's tab restored. */
  async reload(): Promise<void> {
    await saveLayout(this.page, await this.editor.title());
    this.#isLeaving = true;
    const isMain = (frame: Frame) => frame === this.page.mainFrame();
    const left = this.page.waitForEvent('framenavigated', isMain).then(() => {
      this.#isLeaving = false;
    });
    await Promise.all([left, this.load()]);
  }

  /** A tree view by its title, brought to front when its container's name is given. */
  view(title: string): TreeView {
    return new TreeView(this.page, title);
  }

  /** Brings a view to front and resolves to it; `container` is the activity bar's name for where it lives. */
  async showView(container: string, title: string): Promise<TreeView> {
    // Not by the activity bar: clicking the icon of an open container hides it.
    await this.quickInput.run(`${container}: Focus on ${title} View`);
    const view = this.view(title);
    await view.pane.waitFor();
    return view;
  }

  /** What the Problems panel lists, as `file  folder` and, indented, `severity message [line, column]`. */
  async problems(): Promise<readonly string[]> {
    await this.quickInput.run('Problems: Focus on Problems View');
    await this.page.locator('.markers-panel').waitFor();
    const rows = await this.page.locator('.markers-panel .monaco-list-row').evaluateAll(all =>
      all.map(row => {
        const file = row.querySelector('.label-name');
        if (file) {
          return `${file.textContent}  ${row.querySelector('.label-description')?.textContent ?? ''}`;
        }
        const severity = /codicon-(error|warning|info)/.exec(row.innerHTML)?.[1] ?? '';
        const message =
          row.querySelector('.marker-message-details-container')?.textContent ?? row.textContent;
        return `  ${severity} ${message}`;
      }),
    );
    return rows.map(row => row.replace(/\u00a0/g, ' ').trimEnd());
  }

  /** The lines of an output channel that are on screen. */
  async output(channel: string): Promise<string> {
    await this.quickInput.run('Output: Show Output Channels...');
    await this.quickInput.pick(channel);
    const lines = this.page.locator('.output-view .view-line');
    await lines.first().waitFor();
    return plain((await lines.allInnerTexts()).join('\n'));
  }

  /** Waits until the status bar has this in it. */
  async showsStatus(text: string): Promise<void> {
    await this.page.locator('.statusbar-item', { hasText: text }).waitFor();
  }

  /** Runs a command that asks for no more; by its full title in the palette. */
  async run(title: string): Promise<void> {
    await this.quickInput.run(title);
  }

  /**
   * Keeps a picture of the window as `NAME.png`: in .local/screenshots, or in media/screenshots for
   * `npm run screenshots`.
   */
  async screenshot(name: string): Promise<void> {
    const folder = process.env.SKILLWRIGHT_SCREENSHOTS ?? join(localFolder, 'screenshots');
    await mkdir(folder, { recursive: true });
    await this.page.screenshot({
      path: join(folder, `${name}.png`),
      animations: 'disabled',
      caret: 'initial',
    });
  }

  /** Keeps a picture in each of these colours, as `NAME-light.png`; the window stays in the last of them. */
  async screenshots(name: string, themes: readonly Theme[] = ['light', 'dark']): Promise<void> {
    for (const theme of themes) {
      await this.wear(theme);
      await this.screenshot(`${name}-${theme.replaceAll(' ', '-')}`);
    }
  }

  /** Puts other colours on, as by a person who changes the setting; done when they are there. */
  async wear(theme: Theme): Promise<void> {
    await changeTheme(this.profileFolder, theme);
    await this.page.locator(`.monaco-workbench.${themeClasses[theme]}`).waitFor();
  }

  /** Leaves a picture and the logs in .local/failures. */
  async keepTrace(name: string, cause: unknown): Promise<void> {
    this.#isSpoilt = true;
    const { writeTrace } = await import('./trace.ts');
    await writeTrace(this.page, name, [
      cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
      '--- toasts',
      // A page that has crashed has none.
      ...(await this.notifications.texts().catch(() => [])),
      '--- console',
      ...this.#console,
      '--- server',
      this.#fresh.server.log(),
    ]);
  }

  async close(): Promise<void> {
    await this.#fresh.leave(this.#isSpoilt);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #hear(type: string, text: string): void {
    if (isHarmless(text)) {
      return;
    }
    this.#console.push(`${type}: ${text}`);
    if (isError(type, text, this.#isLeaving)) {
      this.#errors.push(text);
    }
  }
}
