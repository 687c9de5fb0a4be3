import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startServer, type VscodeServer } from '../../../scripts/host/vscodeServer.ts';
import { launchBrowser } from './browser.ts';
import { builtinExtensions, extensionsFolder } from './extensionsFolder.ts';
import { type Theme, writeSettings } from './settings.ts';

export interface ProfileOptions {
  /** In addition to `quietSettings`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** False opens the folder in Restricted Mode, as a new folder is for most people. */
  readonly isTrusted?: boolean;
  readonly theme?: Theme;
  readonly size?: { readonly width: number; readonly height: number };
  /** Reaches the extension, too. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A page with a fresh profile, in which a folder can be opened. */
export interface FreshPage {
  readonly page: Page;
  readonly server: VscodeServer;
  /** Where the server keeps settings and the extension's data. */
  readonly profileFolder: string;
  /**
   * Ends the window. What it ran in is used for the next one unless `isSpoilt`, as by a test that failed: then the next
   * one starts from nothing.
   */
  leave(isSpoilt: boolean): Promise<void>;
}

/** An extension host is gone so long after its window, in ms; if not, the server is ended with it. */
const maxLeaving = 20_000;

/**
 * What windows run in: one VS Code server and one browser, kept from window to window, since to start them takes as long
 * as many a test. Each window has a profile of its own all the same: the browser's part of it is a context, the
 * server's is emptied when the extension host of the last one has ended. One window at a time.
 */
export class WindowHost implements AsyncDisposable {
  #browser: Browser | null = null;
  #started: { readonly key: string; readonly server: VscodeServer; readonly profileFolder: string } | null =
    null;

  /** A page with nothing of the last one. What it started ends when it fails. */
  async open(options: ProfileOptions): Promise<FreshPage> {
    try {
      const { server, profileFolder } = await this.#serverFor(options);
      if (!this.#browser?.isConnected()) {
        this.#browser = await launchBrowser();
      }
      const context = await newContext(this.#browser, options);
      const page = await context.newPage();
      return { page, server, profileFolder, leave: isSpoilt => this.#leave(context, server, isSpoilt) };
    } catch (error) {
      await this[Symbol.asyncDispose]();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const browser = this.#browser;
    this.#browser = null;
    await browser?.close();
    await this.#endServer();
  }

  /** The running one when it was started for the same, with its data removed; else a new one. */
  async #serverFor(
    options: ProfileOptions,
  ): Promise<{ readonly server: VscodeServer; readonly profileFolder: string }> {
    const { isTrusted = true, env = {} } = options;
    const key = JSON.stringify([isTrusted, env]);
    if (this.#started?.key === key) {
      const { profileFolder } = this.#started;
      await rm(join(profileFolder, 'data', 'User'), { recursive: true, force: true, maxRetries: 3 });
      await writeSettings(profileFolder, options.settings ?? {}, options);
      return this.#started;
    }
    await this.#endServer();
    const profileFolder = await mkdtemp(join(tmpdir(), 'profile-'));
    await writeSettings(profileFolder, options.settings ?? {}, options);
    const server = await startServer({
      profileFolder,
      extensionsFolder: await extensionsFolder(),
      builtinExtensions,
      isTrusted,
      env,
    });
    this.#started = { key, server, profileFolder };
    return this.#started;
  }

  async #endServer(): Promise<void> {
    const started = this.#started;
    this.#started = null;
    await started?.server.close();
    if (started) {
      await rm(started.profileFolder, { recursive: true, force: true, maxRetries: 3 });
    }
  }

  async #leave(context: BrowserContext, server: VscodeServer, isSpoilt: boolean): Promise<void> {
    if (isSpoilt || !(await leavePages(context, server))) {
      await this[Symbol.asyncDispose]();
    }
  }
}

/** Resolves to whether nothing of the window is left. */
async function leavePages(context: BrowserContext, server: VscodeServer): Promise<boolean> {
  try {
    for (const page of context.pages()) {
      // As when a person closes the tab: VS Code tells the server, which ends the extension host.
      await page.goto('about:blank');
    }
    await context.close();
    const isLate = pause(maxLeaving, true, { ref: false });
    return !(await Promise.race([server.untilIdle().then(() => false), isLate]));
  } catch {
    // The browser or the page has crashed.
    return false;
  }
}

async function newContext(browser: Browser, { size }: ProfileOptions): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: size ?? { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(60_000);
  // code-server's front end keeps the half of a key without which secrets are forgotten with the page.
  await context.route('**/mint-key', route => route.fulfill({ body: Buffer.alloc(32, 7) }));
  return context;
}
