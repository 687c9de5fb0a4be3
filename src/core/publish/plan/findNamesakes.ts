import type { Failure } from '../../failure/failure.ts';
import type { Registry, RemoteSkill } from '../../registry/contract.ts';
import { type Result, success } from '../../text/result.ts';
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
): Promise<Result<readonly RemoteSkill[], Failure>> {
  const found: RemoteSkill[] = [];
  const nameless: RemoteSkill[] = [];
  for await (const page of ownSkills(registry, signal)) {
    if (!page.ok) {
      return page;
    }
    for (const skill of page.value) {
      if ((skill.name ?? skill.label) === name) {
        found.push(skill);
      } else if (skill.name === null && !isName(skill.label)) {
        nameless.push(skill);
      }
    }
  }
  const asked = await mapLimited(nameless.slice(0, maxQuestions), 4, async skill => {
    const own = await nameOf(registry, skill, signal);
    return own === name ? [skill] : [];
  });
  return success([...found, ...asked.flat()]);
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
): AsyncGenerator<Result<readonly RemoteSkill[], Failure>> {
  const common = signal === undefined ? { limit: 100 } : { limit: 100, signal };
  let cursor: string | null = null;
  for (let pages = 0; pages < maxPages; pages++) {
    const page = await registry.listSkills(cursor === null ? common : { ...common, cursor });
    yield page.ok ? success(page.value.items.filter(({ isOwn }) => isOwn)) : page;
    if (!page.ok || page.value.next === null) {
      return;
    }
    cursor = page.value.next;
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
  const version = await registry.getVersion(
    skill.id,
    skill.latestVersion,
    signal === undefined ? {} : { signal },
  );
  return version.ok ? version.value.name : null;
}
