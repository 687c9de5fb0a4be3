import { join } from 'node:path';

/** The project's root. */
export const root = join(import.meta.dirname, '..');

/** What a run leaves for a person to look at: pictures, traces, the profile of `npm start`. Ignored by git. */
export const localFolder = join(root, '.local');

/** What is downloaded once. `SKILLWRIGHT_CACHE` lets several checkouts share one. */
export const cacheFolder = process.env.SKILLWRIGHT_CACHE ?? join(root, '.vscode-test');
