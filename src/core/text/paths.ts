/** The last name of a path with `/`; all of it where there is no `/`. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/**
 * Orders paths by their UTF-8 bytes, which is the order by code point: the same in every locale and language.
 * (`<` orders by UTF-16 units, where an emoji comes before U+FF5E.)
 */
export function comparePaths(left: string, right: string): number {
  if (left === right) {
    return 0;
  }
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a !== b) {
      return rank(a) - rank(b);
    }
  }
  return left.length - right.length;
}

/** Puts surrogates, the halves of code points beyond U+FFFF, behind all other units. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** For sorting things that have a path, as `comparePaths` orders them. */
export function byPath(left: { readonly path: string }, right: { readonly path: string }): number {
  return comparePaths(left.path, right.path);
}
