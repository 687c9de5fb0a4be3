import type { Page } from 'playwright-core';
import { untilTrue } from './until.ts';

/**
 * Has the window save which editors are open, `title` among them. VS Code does so once a minute and when a window
 * loses the focus, which a page without a desktop never does by itself.
 */
export async function saveLayout(page: Page, title: string): Promise<void> {
  await page.evaluate(() => {
    document.hasFocus = () => false;
    window.dispatchEvent(new Event('blur'));
  });
  await untilTrue(
    () => page.evaluate(storedLayouts),
    layouts => layouts.some(layout => layout.includes(title)),
  );
}

/** What the databases of the page say of editors; runs in the page. */
async function storedLayouts(): Promise<readonly string[]> {
  const databases = (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
  const found = databases
    .filter(name => name.startsWith('vscode-web-state-db-'))
    .map(
      name =>
        new Promise<string>((resolve, reject) => {
          const opening = indexedDB.open(name);
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const database = opening.result;
            const reading = database
              .transaction('ItemTable')
              .objectStore('ItemTable')
              .get('memento/workbench.parts.editor');
            reading.onerror = () => reject(reading.error);
            reading.onsuccess = () => {
              database.close();
              resolve(String(reading.result ?? ''));
            };
          };
        }),
    );
  return Promise.all(found);
}
