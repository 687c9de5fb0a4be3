import {
  type Decoded,
  eachOf,
  flag,
  type Misread,
  optional,
  pointer,
  record,
  text,
  unixSeconds,
  versionNumber,
} from '../../text/decode.ts';
import type { Result } from '../../text/result.ts';
import type { Page, RemoteSkill, RemoteVersion } from '../contract.ts';
import { partItems, unreadableItem } from '../unreadableItem.ts';

/** OpenAI's objects; what a compatible server may leave out is optional, and its ids may be counted. */
const skill = record({
  id: versionNumber,
  name: optional(text),
  description: optional(text),
  created_at: unixSeconds,
  default_version: pointer(versionNumber),
  latest_version: pointer(versionNumber),
});

/** Some servers name a version by its number alone. */
const version = record({
  id: optional(versionNumber),
  skill_id: optional(versionNumber),
  version: versionNumber,
  name: optional(text),
  description: optional(text),
  created_at: unixSeconds,
});

export const openaiObjects = {
  skill,
  version,
  skillList: record({ data: eachOf(skill), has_more: optional(flag) }),
  versionList: record({ data: eachOf(version), has_more: optional(flag) }),
} as const;

/** Curated skills have ids like `openai-spreadsheets`; an own skill's begins with `skill_`. */
export function fromOpenaiSkill(wire: Decoded<typeof skill>, curated: readonly string[]): RemoteSkill {
  return {
    id: wire.id,
    name: wire.name,
    label: null,
    description: wire.description,
    createdAt: wire.created_at,
    updatedAt: null,
    defaultVersion: wire.default_version,
    latestVersion: wire.latest_version,
    isOwn: !wire.id.startsWith('openai-') && !curated.includes(wire.id),
  };
}

export function fromOpenaiVersion(wire: Decoded<typeof version>, skillId: string): RemoteVersion {
  return {
    key: wire.version,
    id: wire.id ?? wire.version,
    skillId: wire.skill_id ?? skillId,
    name: wire.name,
    description: wire.description,
    createdAt: wire.created_at,
  };
}

/** A page's next cursor is its last item's id; one that leads back to the same page ends the list. */
export function fromOpenaiPage<Wire extends { readonly id: string | null; readonly version?: string }, Item>(
  wire: { readonly data: readonly Result<Wire, Misread>[]; readonly has_more: boolean | null },
  cursor: string | undefined,
  toItem: (wire: Wire) => Item,
): Page<Item> {
  const { read, unreadable } = partItems(wire.data);
  const item = wire.data.at(-1);
  const last =
    (item?.ok ? (item.value.id ?? item.value.version) : item && unreadableItem(item.failure).id) ?? null;
  const next = wire.has_more && last !== cursor ? last : null;
  return { items: read.map(toItem), next, ...(unreadable.length === 0 ? {} : { unreadable }) };
}
