import { join, resolve } from 'node:path';
import { maxManifestBytes } from '../../core/bundle/readSkill.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { failureSentences } from '../../core/failure/failureText.ts';
import { type Link, linkOf } from '../../core/link/linkFile.ts';
import type { PublishTarget } from '../../core/link/registryKey.ts';
import { nameOf } from '../../core/publish/plan/findNamesakes.ts';
import { runningVersion } from '../../core/published/rollBackChoices.ts';
import type {
  Page,
  PageOptions,
  Registry,
  RemoteSkill,
  RemoteVersion,
} from '../../core/registry/contract.ts';
import { everyPage } from '../../core/registry/everyPage.ts';
import type { UnreadableItem } from '../../core/registry/unreadableItem.ts';
import { versionLabel } from '../../core/registry/versionLabel.ts';
import { readManifest } from '../../core/skill/document/manifest.ts';
import { parseSkill } from '../../core/skill/document/parseSkill.ts';
import { plainText } from '../../core/text/plainText.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { nearestWord } from '../../core/text/spelling.ts';
import { numberWords } from '../../core/text/words.ts';
import { readRegularText } from '../../disk/files/readRegularFile.ts';
import { workspaceRoot } from '../../disk/folder/workspaceRoot.ts';
import { linkPlaces } from '../../disk/link/linkPlaces.ts';
import { complain } from '../terminal.ts';
import { folderNamed, folderThere } from './namedFolder.ts';

/** A registry that still has pages after these is endless. */
const maxPages = 1_000;

/** Where folders' links are found. */
export interface LinkLookup {
  readonly dataDirectory: string;
  /** Where `.skillwright.json` is; found from the folder upwards when undefined. */
  readonly root: string | undefined;
}

/**
 * The skill that SKILL on the command line means: the folder's linked one, else the one of this id, else the one of
 * this name. A text says what is wrong, as when two have the name.
 */
export async function findRemoteSkill(
  { registry, key }: PublishTarget,
  typed: string,
  lookup: LinkLookup,
): Promise<Result<RemoteSkill, string>> {
  const linked = await linkedSkill(key, typed, lookup);
  if (!linked.ok) {
    return failed(failureSentences(linked.failure));
  }
  if (linked.value !== null) {
    const skill = inWords(await registry.getSkill(linked.value.skillId));
    const misled = skill.ok ? await whereMisled(registry, skill.value, typed, linked.value) : null;
    return misled === null ? skill : failed(misled);
  }
  const byId = await registry.getSkill(typed);
  if (byId.ok) {
    return byId;
  }
  if (byId.failure.kind !== 'not-found' && byId.failure.kind !== 'refused') {
    return inWords(byId);
  }
  return findByName(registry, typed);
}

async function linkedSkill(
  registryKey: string,
  typed: string,
  { dataDirectory, root }: LinkLookup,
): Promise<Result<Link | null, Failure>> {
  const folder = await folderThere(typed);
  if (folder === null) {
    return success(null);
  }
  const workspace = root === undefined ? await workspaceRoot(folder) : resolve(root);
  const place = linkPlaces({ root: workspace, dataDirectory })(folder, registryKey);
  const file = await place.store.read();
  return file.ok ? success(linkOf(file.value, place.folder, registryKey)) : file;
}

/**
 * A link whose id was changed leads into another skill than it says, and than the folder is. Which one is meant, only a
 * person knows; null where all is well.
 */
async function whereMisled(
  registry: Registry,
  remote: RemoteSkill,
  typed: string,
  link: Link,
): Promise<string | null> {
  const called = await nameOf(registry, remote);
  if (called === null || called === link.name || called === (await nameIn(folderNamed(typed)))) {
    return null;
  }
  const [folder = '', theirs = '', ours = ''] = [typed, called, link.name].map(name => plainText(name, 200));
  return `${folder} is linked to another skill on ${registry.label}, “${theirs}” (${remote.id}), and the link says “${ours}”: say which one by its id.`;
}

/** What the skill in a folder is called; null where it does not say. */
export async function nameIn(folder: string): Promise<string | null> {
  const text = await readRegularText(join(folder, 'SKILL.md'), { maxBytes: maxManifestBytes });
  return text === null ? null : (readManifest(parseSkill(text))?.name ?? null);
}

async function findByName(registry: Registry, name: string): Promise<Result<RemoteSkill, string>> {
  const all = await everyItem(options => registry.listSkills(options));
  if (!all.ok) {
    return inWords(all);
  }
  // A name with accents may be typed in another form than it was published in.
  const fits = all.value.filter(skill => namesOf(skill).includes(name.normalize()));
  const [only] = fits;
  if (!only) {
    return failed(await nothingFound(registry, name, all.value.flatMap(namesOf)));
  }
  if (fits.length > 1) {
    const ids = fits.map(({ id }) => id).join(', ');
    return failed(
      `${registry.label} has ${fits.length} skills called “${plainText(name, 200)}” (${ids}): say which by its id.`,
    );
  }
  return success(only);
}

function namesOf({ name, label }: RemoteSkill): readonly string[] {
  return [name, label].flatMap(own => (own === null ? [] : [own.normalize()]));
}

/** Why SKILL leads nowhere. */
async function nothingFound(registry: Registry, typed: string, names: readonly string[]): Promise<string> {
  const quoted = `“${plainText(typed, 200)}”`;
  if ((await folderThere(typed)) !== null) {
    return `The folder ${quoted} is not linked to a skill on ${registry.label}, and no skill there is called so: say which by its name or its id.`;
  }
  const meant = names.find(name => name.toLowerCase() === typed.toLowerCase()) ?? nearestWord(typed, names);
  const hint = meant === null ? '' : `; “${plainText(meant, 200)}” is one`;
  return `${registry.label} has no skill ${quoted}${hint}: SKILL is a name, an id, or a folder that is linked to it.`;
}

/** All items of a list, page by page; told of those that could not be read. Says so where the list has no end. */
export async function everyItem<T extends { readonly id: string }>(
  list: (options: PageOptions) => Promise<Result<Page<T>, Failure>>,
  onUnreadable: (item: UnreadableItem) => void = () => undefined,
): Promise<Result<readonly T[], Failure>> {
  const items = new Map<string, T>();
  let rest = maxPages;
  let next: string | null = null;
  for await (const page of everyPage(list, maxPages)) {
    if (!page.ok) {
      return page;
    }
    ({ next } = page.value);
    rest--;
    for (const item of page.value.items) {
      items.set(item.id, item);
    }
    page.value.unreadable?.forEach(onUnreadable);
  }
  if (rest === 0 && next !== null) {
    const [known, pages] = [items.size, maxPages].map(numberWords);
    complain(
      `Only the first ${known} were looked at: this list of the registry has more than ${pages} pages.`,
    );
  }
  return success([...items.values()]);
}

/** A skill's versions, newest first. */
export async function everyVersion(
  registry: Registry,
  skillId: string,
  {
    onUnreadable,
    signal,
  }: { readonly onUnreadable?: (item: UnreadableItem) => void; readonly signal?: AbortSignal } = {},
): Promise<Result<readonly RemoteVersion[], string>> {
  const list = (page: PageOptions) => registry.listVersions(skillId, { ...page, signal });
  return inWords(await everyItem(list, onUnreadable));
}

/**
 * The version that VERSION on the command line means, of all that the skill has: `default`, `latest`, what people call
 * it (`v3`, or the minute of its creation), or its key. Without a word, the one that runs.
 */
export function versionMeant(
  registry: string,
  skill: RemoteSkill,
  versions: readonly RemoteVersion[],
  typed: string | undefined,
): Result<RemoteVersion, string> {
  if (versions.length === 0) {
    return failed(`“${remoteName(skill)}” has no version on ${registry}.`);
  }
  const key = keyOf(skill, versions, typed);
  const asked = plainText(typed ?? key ?? '', 80);
  const fits = versions.filter(version => version.key === key || versionLabel(version) === typed);
  const [only] = fits;
  if (!only) {
    const known = versions.slice(0, 5).map(version => versionLabel(version));
    const rest = versions.length > known.length ? ' …' : '';
    return failed(
      `“${remoteName(skill)}” has no version ${asked} on ${registry}; it has ${known.join(', ')}${rest}.`,
    );
  }
  if (fits.length > 1) {
    const keys = fits.map(version => version.key).join(', ');
    return failed(
      `${fits.length} versions of “${remoteName(skill)}” are called ${asked}: say which by its id, of ${keys}.`,
    );
  }
  return success(only);
}

function keyOf(
  skill: RemoteSkill,
  versions: readonly RemoteVersion[],
  typed: string | undefined,
): string | null {
  switch (typed) {
    case undefined:
      return runningVersion(skill, versions);
    case 'default':
      return skill.defaultVersion ?? skill.latestVersion ?? versions[0]?.key ?? null;
    case 'latest':
      return versions[0]?.key ?? null;
    default:
      return /^v\d+$/.test(typed) ? typed.slice(1) : typed;
  }
}

/** What people call a remote skill, in one line, since it comes from the registry. */
export function remoteName({ label, name, id }: RemoteSkill): string {
  return plainText(label ?? name ?? id, 200);
}

/** Why nothing of a skill is changed: nobody but its vendor may. Null for what people publish. */
export function vendorsOwn(skill: RemoteSkill, registry: string): string | null {
  return skill.isOwn
    ? null
    : `“${remoteName(skill)}” is the vendor’s own on ${registry}: it can be used, and neither changed nor deleted.`;
}

/** The same with its failure as a sentence. */
export function inWords<T>(result: Result<T, Failure>): Result<T, string> {
  return result.ok ? result : failed(failureSentences(result.failure));
}
