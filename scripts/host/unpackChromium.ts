// Unpacks Chromium with its libraries and font into this process's temporary folder: see test/support/window/browser.ts.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import chromium, { inflate } from '@sparticuz/chromium';

const library = createRequire(import.meta.url).resolve('@sparticuz/chromium');
await chromium.executablePath();
await inflate(join(library, '..', '..', 'bin', 'al2023.tar.br'));
