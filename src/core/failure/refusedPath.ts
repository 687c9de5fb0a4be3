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
        | 'not-a-file';
    }
  /** `because` ends a sentence that begins with the path. Most bad names are found only when packing. */
  | { readonly path: string; readonly why: 'bad-name'; readonly because: string };
