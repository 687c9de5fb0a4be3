import { type Decoder, decode, literal, record, text } from '../../core/text/decode.ts';
import type { RegistryNode } from './registryNode.ts';

// Apart from the rows themselves: commands need it, and the view does not.

const skillRow = { registryId: text, skill: record({ id: text }) };
const pairRow = { ...skillRow, newer: record({ key: text }), older: record({ key: text }) };
const versionRow = { ...skillRow, version: record({ id: text, key: text }) };

/** What must be there of a row before anything is done with it. */
const rowShapes: Readonly<Record<RegistryNode['kind'], Decoder<unknown>>> = {
  registry: record({ registryId: text }),
  vendorSkills: record({ registryId: text }),
  skill: record(skillRow),
  version: record(versionRow),
  directory: record({ of: record(versionRow), path: text }),
  file: record({ of: record(versionRow), path: text }),
  comparison: record(pairRow),
  trial: record(pairRow),
  trust: record({ of: record(versionRow) }),
  loadMore: record({ parent: record({ kind: text, registryId: text }) }),
  failure: record({ parent: record({ kind: text }) }),
  unreadable: record({ parent: record({ kind: text }) }),
  empty: record({ parent: record({ kind: text }) }),
};

/**
 * What a command was called on, when it is a row of one of these kinds; undefined for anything else, such as nothing
 * from the palette, a row of the other view, or whatever somebody's keybinding hands over.
 */
export function rowOf<Kind extends RegistryNode['kind']>(
  target: unknown,
  ...kinds: readonly Kind[]
): Extract<RegistryNode, { readonly kind: Kind }> | undefined {
  for (const kind of kinds) {
    if (isRow(target, kind)) {
      return target;
    }
  }
  return undefined;
}

function isRow<Kind extends RegistryNode['kind']>(
  target: unknown,
  kind: Kind,
): target is Extract<RegistryNode, { readonly kind: Kind }> {
  return decode(record({ kind: literal(kind) }), target).ok && decode(rowShapes[kind], target).ok;
}
