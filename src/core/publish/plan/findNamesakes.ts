import type { Failure } from '../../failure/failure.ts';
import type { Registry, RemoteSkill } from '../../registry/contract.ts';
import { everyPage } from '../../registry/everyPage.ts';
import type { UnreadableItem } from '../../registry/unreadableItem.ts';
import { failed, type Result, success } from '../../text/result.ts';
import { mapLimited } from '../../work/mapLimited.ts';

/** A registry of more skills is not read to the end; the name is then taken to be free. */
const maxPages = 100;

/** How many skills are asked for their name one by one, where the registry's list does not tell it. */
const maxQuestions = 50;

/**
 * The registry's own skills that are called `name`, newest first. Where the list has no names, the label tells:
 * it is the name unless somebody chose another, which is then asked for.
 */
export async function findNamesakes(
  registry: Registry,
  name: string,
  signal?: AbortSignal,
  listings = new SkillListings(),
): Promise<Result<readonly RemoteSkill[], Failure>> {
  const listing = await listings.of(registry, signal);
  if (!listing.ok) {
    return listing;
  }
  const { byName, nameless, unreadable } = listing.value;
  const hidden = unreadable.find(item => item.name === name);
  if (hidden) {
    // It may be the very skill that is meant; a second one beside it helps nobody.
    return failed({ kind: 'not-understood', registry: registry.label, what: hidden.expected });
  }
  const others = nameless.filter(({ label }) => label !== name);
  const asked = await mapLimited(others, 4, async skill => {
    const own = await listings.nameOf(registry, skill, signal);
    return own === name ? [skill] : [];
  });
  return success([...(byName.get(name) ?? []), ...asked.flat()]);
}

/** A registry's own skills as its list tells them. */
interface Listing {
  /** Newest first. */
  readonly byName: ReadonlyMap<string, readonly RemoteSkill[]>;
  /** Those whose name only a question can tell, as far as questions are asked. */
  readonly nameless: readonly RemoteSkill[];
  readonly unreadable: readonly UnreadableItem[];
}

/** What registries hold, each listed once for one review, however many skills are in it. What fails is asked again. */
export class SkillListings {
  readonly #listings = new Map<Registry, Promise<Result<Listing, Failure>>>();
  readonly #names = new Map<string, Promise<string | null>>();

  async of(registry: Registry, signal?: AbortSignal): Promise<Result<Listing, Failure>> {
    const listing = this.#listings.get(registry) ?? list(registry, signal);
    this.#listings.set(registry, listing);
    const listed = await listing;
    if (!listed.ok) {
      this.#listings.delete(registry);
    }
    return listed;
  }

  nameOf(registry: Registry, skill: RemoteSkill, signal?: AbortSignal): Promise<string | null> {
    const key = `${registry.id}\n${skill.id}`;
    const name = this.#names.get(key) ?? nameOf(registry, skill, signal);
    this.#names.set(key, name);
    return name;
  }
}

async function list(registry: Registry, signal: AbortSignal | undefined): Promise<Result<Listing, Failure>> {
  const byName = new Map<string, RemoteSkill[]>();
  const nameless: RemoteSkill[] = [];
  const unreadable: UnreadableItem[] = [];
  for await (const page of ownSkills(registry, signal, unreadable)) {
    if (!page.ok) {
      return page;
    }
    for (const skill of page.value) {
      const called = skill.name ?? skill.label;
      if (called !== null) {
        byName.set(called, [...(byName.get(called) ?? []), skill]);
      }
      if (skill.name === null && !isName(skill.label)) {
        nameless.push(skill);
      }
    }
  }
  return success({ byName, nameless: nameless.slice(0, maxQuestions), unreadable });
}

/** Those that the list itself calls `name`, newest first: a look without questions. */
export async function listNamesakes(
  registry: Registry,
  name: string,
  signal?: AbortSignal,
): Promise<Result<readonly RemoteSkill[], Failure>> {
  const found: RemoteSkill[] = [];
  for await (const page of ownSkills(registry, signal)) {
    if (!page.ok) {
      return page;
    }
    found.push(...page.value.filter(skill => (skill.name ?? skill.label) === name));
  }
  return success(found);
}

async function* ownSkills(
  registry: Registry,
  signal: AbortSignal | undefined,
  unreadable: UnreadableItem[] = [],
): AsyncGenerator<Result<readonly RemoteSkill[], Failure>> {
  for await (const page of everyPage(asked => registry.listSkills({ ...asked, signal }), maxPages)) {
    if (!page.ok) {
      yield page;
      return;
    }
    unreadable.push(...(page.value.unreadable ?? []));
    yield success(page.value.items.filter(({ isOwn }) => isOwn));
  }
}

/** A label that reads like a name was most likely not chosen, but taken from the name. */
function isName(label: string | null): boolean {
  return label !== null && /^[a-z0-9-]+$/.test(label);
}

/** What the skill is called in its latest version; null when nothing says. */
export async function nameOf(
  registry: Registry,
  skill: RemoteSkill,
  signal?: AbortSignal,
): Promise<string | null> {
  if (skill.name !== null || skill.latestVersion === null) {
    return skill.name;
  }
  const version = await registry.getVersion(skill.id, skill.latestVersion, { signal });
  return version.ok ? version.value.name : null;
}
