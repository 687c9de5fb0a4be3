import { cancelled, type Failure } from '../../core/failure/failure.ts';
import type { Registry, RemoteSkill, RemoteVersion } from '../../core/registry/contract.ts';
import type { PagedList } from '../../core/registry/pagedList.ts';
import type { RegistryBrowser } from '../../core/registry/registryBrowser.ts';
import { versionLabel } from '../../core/registry/versionLabel.ts';
import { plainText } from '../../core/text/plainText.ts';
import { type Result, success } from '../../core/text/result.ts';
import type { VersionNotes } from '../tree/registryNode.ts';
import { rowOf } from '../tree/rowOf.ts';
import { pickListed } from '../ui/pickListed.ts';
import { type Choice, pickOne } from '../ui/quickPick.ts';
import { notify } from '../ui/shown.ts';
import type { Services } from './services.ts';

/** A skill in a registry, as a command gets it: from its tree row, or picked. */
export interface RemoteTarget {
  readonly browser: RegistryBrowser;
  readonly registry: Registry;
  readonly skill: RemoteSkill;
}

/** A version in a registry. */
export interface RemoteVersionTarget extends RemoteTarget {
  readonly version: RemoteVersion;
}

/** The skill that a command was called on, or the one that the person picks. */
export async function remoteSkillTarget(
  services: Services,
  target: unknown,
  title: string,
): Promise<Result<RemoteTarget, Failure>> {
  const row = rowOf(target, 'skill', 'version');
  if (row) {
    return withBrowser(services, row.registryId, row.skill);
  }
  const registryId = await pickRegistry(services, title);
  if (registryId === undefined) {
    return cancelled;
  }
  const browser = await services.connections.browser(registryId);
  if (!browser.ok) {
    return browser;
  }
  const { skills, registry } = browser.value;
  const nothing = `${registry.label} has no skill yet. “Skills: Publish…” puts one there.`;
  const skill = await pickFromList(title, 'Choose a skill', nothing, skills, skillChoice);
  return skill.ok ? withBrowser(services, registryId, skill.value) : skill;
}

/**
 * The version that a command was called on, or the one that the person picks. `fits` leaves versions out; `notesFor`
 * finds what the list says of each.
 */
export async function remoteVersionTarget(
  services: Services,
  target: unknown,
  title: string,
  fits: (version: RemoteVersion, skill: RemoteSkill) => boolean = () => true,
  notesFor: (remote: RemoteTarget) => Promise<VersionNotes | null> = async () => null,
): Promise<Result<RemoteVersionTarget, Failure>> {
  const remote = await remoteSkillTarget(services, target, title);
  if (!remote.ok) {
    return remote;
  }
  const row = rowOf(target, 'version');
  if (row) {
    return success({ ...remote.value, version: row.version });
  }
  const { skill } = remote.value;
  const version = await pickVersion(
    remote.value,
    title,
    'Choose a version',
    candidate => fits(candidate, skill),
    await notesFor(remote.value),
  );
  return version.ok ? success({ ...remote.value, version: version.value }) : version;
}

/** Asks for one of a skill's versions that fit. */
export async function pickVersion(
  { browser, registry, skill }: RemoteTarget,
  title: string,
  placeholder: string,
  fits: (version: RemoteVersion) => boolean,
  notes: VersionNotes | null = null,
): Promise<Result<RemoteVersion, Failure>> {
  const list = browser.versions(skill.id);
  const state = await list.first();
  if (state.failure) {
    return { ok: false, failure: state.failure };
  }
  if (!state.hasMore && !state.items.some(fits)) {
    void notify(`“${skillLabel(skill)}” has no other version to choose.`);
    return cancelled;
  }
  const told = new Map(
    await Promise.all(
      state.items.map(async version => [version.key, (await notes?.noteOf(version)) ?? null] as const),
    ),
  );
  const picked = await pickListed(title, placeholder, {
    list,
    fits,
    find: number => registry.getVersion(skill.id, number),
    toChoice: version => versionChoice(version, skill, told.get(version.key) ?? null),
  });
  return picked ? success(picked) : cancelled;
}

/** What people call a remote skill; untrusted text made plain. */
export function skillLabel(skill: RemoteSkill): string {
  return plainText(skill.label ?? skill.name ?? skill.id);
}

async function withBrowser(
  services: Services,
  registryId: string,
  skill: RemoteSkill,
): Promise<Result<RemoteTarget, Failure>> {
  const browser = await services.connections.browser(registryId);
  if (!browser.ok) {
    return browser;
  }
  const current = browser.value.skill(skill.id) ?? skill;
  return success({ browser: browser.value, registry: browser.value.registry, skill: current });
}

/** The registry that the person picks; the only one unasked. */
export async function pickRegistry(services: Services, title: string): Promise<string | undefined> {
  const registries = services.connections.all();
  if (registries.length === 1) {
    return registries[0]?.id;
  }
  const choices = registries.map(({ id, label }) => ({ label, value: id }));
  return pickOne(title, 'Choose a registry', choices);
}

/** Offers what is loaded and, as the last row, the next page; says `nothing` where there is nothing to choose. */
async function pickFromList<T>(
  title: string,
  placeholder: string,
  nothing: string,
  list: PagedList<T>,
  toChoice: (item: T) => Choice<T>,
  fits: (item: T) => boolean = () => true,
): Promise<Result<T, Failure>> {
  let state = await list.first();
  for (;;) {
    if (state.failure) {
      return { ok: false, failure: state.failure };
    }
    const choices: Choice<T | 'more'>[] = state.items.filter(fits).map(toChoice);
    if (state.hasMore) {
      choices.push({ icon: 'ellipsis', label: 'Load more…', alwaysShow: true, value: 'more' });
    }
    if (choices.length === 0) {
      void notify(nothing);
      return cancelled;
    }
    const picked = await pickOne<T | 'more'>(title, placeholder, choices);
    if (picked === undefined) {
      return cancelled;
    }
    if (picked !== 'more') {
      return success(picked);
    }
    state = await list.more();
  }
}

function skillChoice(skill: RemoteSkill): Choice<RemoteSkill> {
  return {
    label: skillLabel(skill),
    description: plainText(skill.id),
    ...(skill.description ? { detail: plainText(skill.description) } : {}),
    value: skill,
  };
}

function versionChoice(
  version: RemoteVersion,
  skill: RemoteSkill,
  note: string | null,
): Choice<RemoteVersion> {
  const marks = [
    version.key === skill.defaultVersion && 'default',
    version.key === skill.latestVersion && 'latest',
  ];
  const when = new Date(version.createdAt).toLocaleString();
  return {
    label: versionLabel(version),
    description: [...marks, when, note].filter(Boolean).join(' · '),
    value: version,
  };
}
