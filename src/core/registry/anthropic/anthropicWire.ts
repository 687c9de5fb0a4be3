import {
  anything,
  type Decoded,
  decode,
  eachOf,
  id,
  isoTime,
  type Misread,
  optional,
  pointer,
  record,
  text,
  versionNumber,
} from '../../text/decode.ts';
import type { Result } from '../../text/result.ts';
import type { Page, RemoteSkill, RemoteVersion } from '../contract.ts';
import { partItems } from '../unreadableItem.ts';

/** Where a skill comes from: an object since general availability, a text before. */
function source(value: unknown, path: string): string {
  return typeof value === 'string' ? value : record({ type: text })(value, path).type;
}

/**
 * Anthropic's objects in both protocols. `display_name` and `latest_version_id` are the present ones,
 * `display_title` and `latest_version` those of `skills-2025-10-02`, which are null there or a text.
 */
const skill = record({
  id,
  display_name: optional(text),
  display_title: optional(text),
  latest_version_id: pointer(id),
  latest_version: pointer(versionNumber),
  source,
  created_at: isoTime,
  updated_at: optional(isoTime),
});

/** `version`, which is in its addresses, is there in the earlier protocol only. */
const version = record({
  id,
  skill_id: optional(id),
  version: optional(versionNumber),
  name: optional(text),
  description: optional(text),
  created_at: isoTime,
});

export const anthropicObjects = {
  skill,
  version,
  skillList: record({ data: eachOf(skill), next_page: optional(text) }),
  versionList: record({ data: eachOf(version), next_page: optional(text) }),
} as const;

/** What a version tells about its skill. */
export type VersionManifest = Pick<RemoteVersion, 'name' | 'description'>;

/** `manifestOf` knows the manifests of versions that were read before: the skill itself carries none. */
export function fromAnthropicSkill(
  wire: Decoded<typeof skill>,
  manifestOf: (version: string) => VersionManifest | undefined,
): RemoteSkill {
  const latestVersion = wire.latest_version_id ?? wire.latest_version;
  const manifest = latestVersion === null ? undefined : manifestOf(latestVersion);
  return {
    id: wire.id,
    name: manifest?.name ?? null,
    label: wire.display_name ?? wire.display_title,
    description: manifest?.description ?? null,
    createdAt: wire.created_at,
    updatedAt: wire.updated_at,
    defaultVersion: null,
    latestVersion,
    isOwn: wire.source === 'custom',
  };
}

export function fromAnthropicVersion(wire: Decoded<typeof version>, skillId: string): RemoteVersion {
  return {
    key: wire.version ?? wire.id,
    id: wire.id,
    skillId: wire.skill_id ?? skillId,
    name: wire.name,
    description: wire.description,
    createdAt: wire.created_at,
  };
}

/** Whether an answer is one of OpenAI's objects: these have `object` where Anthropic's have `type` or `next_page`. */
export function isOpenaiObject(answer: unknown): boolean {
  const read = decode(record({ object: text, type: anything, next_page: anything }), answer);
  return (
    read.ok &&
    /^(?:list|skill|skill\.version)$/.test(read.value.object) &&
    read.value.type === undefined &&
    read.value.next_page === undefined
  );
}

/** A cursor that leads back to the same page ends the list. */
export function fromAnthropicPage<Wire, Item>(
  wire: { readonly data: readonly Result<Wire, Misread>[]; readonly next_page: string | null },
  cursor: string | undefined,
  toItem: (wire: Wire) => Item,
): Page<Item> {
  const next = wire.next_page === '' || wire.next_page === cursor ? null : wire.next_page;
  const { read, unreadable } = partItems(wire.data);
  return { items: read.map(toItem), next, ...(unreadable.length === 0 ? {} : { unreadable }) };
}
