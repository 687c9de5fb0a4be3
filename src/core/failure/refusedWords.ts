import { plainText } from '../text/plainText.ts';
import type { RefusedPath } from './refusedPath.ts';

/** Why a path cannot be bundled, as the end of a sentence that begins with it. */
export function refusedWords(refused: RefusedPath): string {
  switch (refused.why) {
    case 'link-leaves-folder':
      return 'is a link out of the folder';
    case 'link-leads-nowhere':
      return 'is a link that leads nowhere';
    case 'link-contains-itself':
      return 'is a link to a folder that contains the link';
    case 'not-a-file':
      return 'is neither a file nor a folder';
    case 'bad-name':
      return plainText(refused.because);
  }
}
