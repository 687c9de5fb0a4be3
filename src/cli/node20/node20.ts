// What Node 20 lacks of what the rest is written with. Bundled before everything else into the one file of
// the command line, and nowhere else: the editor brings a newer Node.

export {};

interface Lacking {
  withResolvers?: unknown;
  groupBy?: unknown;
}

const promises: Lacking = Promise as unknown as Lacking;
promises.withResolvers ??= function withResolvers() {
  let resolve: unknown;
  let reject: unknown;
  const promise = new Promise((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
};

const maps: Lacking = Map as unknown as Lacking;
maps.groupBy ??= function groupBy(
  items: Iterable<unknown>,
  keyOf: (item: unknown, index: number) => unknown,
) {
  const groups = new Map<unknown, unknown[]>();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index++);
    const group = groups.get(key) ?? [];
    group.push(item);
    groups.set(key, group);
  }
  return groups;
};
