import {
  type Decoded,
  flag,
  id,
  list,
  optional,
  pointer,
  record,
  text,
  unixSeconds,
  versionNumber,
} from '../../text/decode.ts';
import type { Page, RemoteSkill, RemoteVersion } from '../contract.ts';

/** OpenAI's objects; what a compatible server may leave out is optional. */
const skill = record({
  id,
  name: optional(text),
  description: optional(text),
  created_at: unixSeconds,
  default_version: pointer(versionNumber),
  latest_version: pointer(versionNumber),
});

/** Some servers name a version by its number alone. */
const version = record({
  id: optional(id),
  skill_id: optional(id),
  version: versionNumber,
  name: optional(text),
  description: optional(text),
  created_at: unixSeconds,
});

export const openaiObjects = {
  skill,
  version,
  skillList: record({ data: list(skill), has_more: optional(flag) }),
  versionList: record({ data: list(version), has_more: optional(flag) }),
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
  wire: { readonly data: readonly Wire[]; readonly has_more: boolean | null },
  cursor: string | undefined,
  toItem: (wire: Wire) => Item,
): Page<Item> {
  const item = wire.data.at(-1);
  const last = item?.id ?? item?.version ?? null;
  return { items: wire.data.map(toItem), next: wire.has_more && last !== cursor ? last : null };
}
