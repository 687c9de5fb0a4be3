import { createRequire } from 'node:module';

declare const SKILLWRIGHT_VERSION: string | undefined;

/** The version of the program: put in when it is bundled, read from package.json when it runs from the sources. */
export function programVersion(): string {
  if (typeof SKILLWRIGHT_VERSION === 'string') {
    return SKILLWRIGHT_VERSION;
  }
  const { version }: { readonly version: string } = createRequire(import.meta.url)('../../package.json');
  return version;
}
