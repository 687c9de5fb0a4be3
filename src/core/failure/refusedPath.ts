import { plainText } from '../text/plainText.ts';

/** A path of a skill that cannot be bundled, and why. */
export type RefusedPath =
  | {
      readonly path: string;
      readonly why:
        | 'link-leaves-folder'
        | 'link-leads-nowhere'
        /** A link to a directory that contains the link: its content has no end. */
        | 'link-contains-itself'
        /** A socket, a pipe or a device. */
        | 'not-a-file'
        /** In the place of SKILL.md. */
        | 'is-a-folder';
    }
  /** `because` ends a sentence that begins with the path. Most bad names are found only when packing. */
  | { readonly path: string; readonly why: 'bad-name'; readonly because: string };

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
      return 'is a device, a pipe or a socket';
    case 'is-a-folder':
      return 'is a folder';
    case 'bad-name':
      return plainText(refused.because);
  }
}
