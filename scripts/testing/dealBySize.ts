/** Deals names out to at most `count` groups of about the same size together; the largest come first. */
export function dealBySize(
  all: readonly { readonly name: string; readonly size: number }[],
  count: number,
): readonly (readonly string[])[] {
  const groups: { readonly names: string[]; size: number }[] = [];
  for (const { name, size } of all.toSorted((left, right) => right.size - left.size)) {
    if (groups.length < count) {
      groups.push({ names: [name], size });
    } else {
      const smallest = groups.reduce((least, group) => (group.size < least.size ? group : least));
      smallest.names.push(name);
      smallest.size += size;
    }
  }
  return groups.toSorted((left, right) => right.size - left.size).map(({ names }) => names);
}
