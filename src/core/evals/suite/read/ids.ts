/** The id, with `#2`, `#3` … behind it where it is taken; takes it. */
export function uniqueId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let count = 2; taken.has(id); count++) {
    id = `${wanted}#${count}`;
  }
  taken.add(id);
  return id;
}

/** An id like `wanted` that is not taken: the next number, or `name-2`, `name-3` …. */
export function freshId(wanted: string, taken: ReadonlySet<string>): string {
  if (/^\d{1,9}$/.test(wanted)) {
    const numbers = [...taken].filter(id => /^\d{1,9}$/.test(id)).map(Number);
    return String(Math.max(0, ...numbers) + 1);
  }
  let count = 2;
  while (taken.has(`${wanted}-${count}`)) {
    count++;
  }
  return `${wanted}-${count}`;
}
