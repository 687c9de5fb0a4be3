import { agentPlaces } from '../../skill/agentPlaces.ts';
import { baseName, comparePaths } from '../../text/paths.ts';
import { GitOpinion } from '../git/gitView.ts';
import { dependencyFolder, derivedFolder } from '../select/derivedFolder.ts';
import { IgnoreRules } from '../select/ignoreRules.ts';
import { leftOutWords } from '../select/selection.ts';
import type { FolderEntry } from '../select/skillFolder.ts';
import type { FoundSkill, NotInBulk, PassedOver, SearchedTree, SkillSearch } from './skillSearch.ts';

/** Folders below the first that are looked into at most; deeper ones are a mistake. */
const maxDepth = 32;

/** Folders that are read at most: a home directory opened by mistake ends the search. */
const maxFolders = 50_000;

/** Other names of one folder that are told. */
const maxPlaces = 20;

/** Git's rules where the search stands. */
interface Scope {
  /** The directory that the rules are relative to. */
  readonly base: string;
  readonly rules: IgnoreRules;
  readonly git: GitOpinion;
}

interface Place extends Scope {
  readonly directory: string;
  /** Where it really is, which differs behind a link. */
  readonly real: string;
  readonly depth: number;
  /** The rule by which Git ignores the directory: only what it tracks counts, or what an agent reads. */
  readonly ignoredBy: string | null;
  /** In an agent's own place, where what Git ignores counts all the same. */
  readonly isAgents: boolean;
  /** The skill whose folder this is in. */
  readonly inside: string | null;
}

interface Link {
  readonly path: string;
  readonly from: Place;
}

interface Search {
  readonly tree: SearchedTree;
  readonly start: string;
  readonly skills: { readonly real: string; readonly skill: FoundSkill }[];
  readonly passedOver: PassedOver[];
  readonly links: Link[];
  /** Directories by where they really are: none is looked into twice. */
  readonly seen: Set<string>;
  /** There are more folders than are looked into. */
  isCut: boolean;
}

/**
 * Looks for skills in a folder and below it. Left out: what Git ignores and does not track, what tools install or make,
 * links out of the tree. An agent's own places at the start are looked into even where Git ignores them. Links are
 * followed, each real folder once. The start itself was chosen, so that no rule takes it away.
 */
export async function searchSkills(tree: SearchedTree, start = ''): Promise<SkillSearch> {
  const search: Search = {
    tree,
    start,
    skills: [],
    passedOver: [],
    links: [],
    seen: new Set(),
    isCut: false,
  };
  const view = await tree.git(start);
  const scope = {
    base: start,
    rules: IgnoreRules.ofGit(view.ignores).withinChosen(),
    git: new GitOpinion(view),
  };
  const place = { directory: start, real: start, depth: 0, ignoredBy: null, isAgents: false, inside: null };
  await searchFolder(search, { ...place, ...scope });
  const followed: { readonly path: string; readonly target: string }[] = [];
  for (let link = search.links.shift(); link; link = search.links.shift()) {
    const target = await followLink(search, link);
    followed.push(...(target === null ? [] : [{ path: link.path, target }]));
  }
  if (search.isCut) {
    const why = `not wholly searched: it has more than ${maxFolders} folders`;
    search.passedOver.push({ path: start, why, isSearchable: false });
  }
  const skills = search.skills.map(({ real, skill }) => ({
    ...skill,
    places: placesOf(skill.path, real, followed),
  }));
  return { skills: skills.sort(byPath), passedOver: search.passedOver.sort(byPath) };
}

async function searchFolder(search: Search, given: Place): Promise<void> {
  const { tree, seen, start } = search;
  const { directory, real } = given;
  if (seen.has(real)) {
    return;
  }
  if (seen.size >= maxFolders) {
    search.isCut = true;
    return;
  }
  seen.add(real);
  const entries = await tree.list(directory);
  if (entries === null) {
    search.passedOver.push({ path: directory, why: 'this user may not read it', isSearchable: false });
    return;
  }
  if (directory !== start) {
    const derived = derivedFolder(baseName(directory), entries.map(toName), []);
    if (derived !== null) {
      passOver(search, directory, `by default (${derived})`);
      return;
    }
  }
  const place = await withScope(search, given, entries);
  if (place === null) {
    passOver(search, directory, 'a worktree of the same repository');
    return;
  }
  const manifest = manifestIn(entries);
  let { inside } = place;
  if (manifest !== null && (await counts(search, place, manifest))) {
    const notInBulk = await reasonNotInBulk(place, join(directory, manifest.name));
    search.skills.push({ real, skill: { path: directory, manifest: manifest.name, places: [], notInBulk } });
    inside ??= directory;
  }
  const names = entries.map(toName);
  await Promise.all(entries.map(entry => searchEntry(search, { ...place, inside }, entry, names)));
}

/**
 * The rules of a repository that begins here, and those of the directory's own `.gitignore`. Null for a worktree inside
 * the repository that is searched already: it holds the same skills once more.
 */
async function withScope(
  { tree, start }: Search,
  place: Place,
  entries: readonly FolderEntry[],
): Promise<Place | null> {
  const { directory, base } = place;
  const mark = directory === start ? undefined : entries.find(({ name }) => name === '.git');
  let here = place;
  if (mark) {
    const git = new GitOpinion(await tree.git(directory));
    // Where a link led here, the rules are those of this repository already.
    if (mark.kind === 'file' && base !== directory && (await git.isWorktreeOf(place.git))) {
      return null;
    }
    here = { ...here, base: directory, rules: IgnoreRules.ofGit(git.ignores), git };
  }
  if (!entries.some(({ name, kind }) => name === '.gitignore' && kind === 'file')) {
    return here;
  }
  const text = await tree.readText(join(directory, '.gitignore'));
  return text === null ? here : { ...here, rules: here.rules.with(below(here.base, directory), text) };
}

/**
 * Whether a SKILL.md makes its folder a skill. One that is a folder does, so that somebody is told, unless it is a skill
 * itself; and in an ignored folder Git must track it.
 */
async function counts({ tree }: Search, place: Place, { name, kind }: FolderEntry): Promise<boolean> {
  const path = join(place.directory, name);
  const found = kind === 'link' ? await tree.followLink(path) : { kind, path };
  if (found.kind === 'directory') {
    const inside = name === 'SKILL.md' ? await tree.list(found.path) : [];
    if (name !== 'SKILL.md' || (inside !== null && manifestIn(inside) !== null)) {
      return false;
    }
  }
  return place.ignoredBy === null || place.isAgents || place.git.tracks(below(place.base, path), false);
}

async function reasonNotInBulk(place: Place, manifest: string): Promise<NotInBulk | null> {
  const { inside, ignoredBy, base, git } = place;
  if (inside !== null) {
    return { kind: 'inside', skill: inside };
  }
  return ignoredBy === null || (await git.tracks(below(base, manifest), false))
    ? null
    : { kind: 'ignored', why: ignoredBy };
}

async function searchEntry(
  search: Search,
  place: Place,
  { name, kind }: FolderEntry,
  siblings: readonly string[],
): Promise<void> {
  const path = join(place.directory, name);
  if (kind === 'link') {
    search.links.push({ path, from: place });
    return;
  }
  if (kind !== 'directory' || name === '.git') {
    return;
  }
  const made = dependencyFolder(name) ?? derivedFolder(name, [], siblings);
  if (made !== null) {
    passOver(search, path, `by default (${made})`);
    return;
  }
  if (place.depth >= maxDepth) {
    passOver(search, path, `more than ${maxDepth} folders deep`);
    return;
  }
  const next = await enter(search, place, path);
  if (next) {
    await searchFolder(search, {
      ...next,
      directory: path,
      real: join(place.real, name),
      depth: place.depth + 1,
    });
  }
}

/** How a directory is searched; null where Git ignores it and nothing brings it back. */
async function enter(search: Search, place: Place, path: string): Promise<Place | null> {
  const relation = agentRelation(search, place, path);
  const isAgents = place.isAgents || relation === 'within';
  const inRepository = below(place.base, path);
  const verdict = place.rules.judge(inRepository, true);
  const ignoredBy = place.ignoredBy ?? (verdict?.reason ? leftOutWords(verdict.reason) : null);
  if (ignoredBy === null || isAgents || relation === 'above') {
    return { ...place, ignoredBy, isAgents };
  }
  if (await place.git.tracks(inRepository, true)) {
    return { ...place, ignoredBy };
  }
  passOver(search, path, ignoredBy);
  return null;
}

/**
 * Whether a path is an agent's own place or in one, or leads to one: from where the search began, and from the root of
 * a repository, which are the folders that agents are started in.
 */
function agentRelation({ start }: Search, { base }: Scope, path: string): 'within' | 'above' | null {
  const paths = start === base ? [below(start, path)] : [below(start, path), below(base, path)];
  const found = paths.map(one => placeRelation(`${one}/`));
  return (
    found.find(relation => relation === 'within') ?? found.find(relation => relation === 'above') ?? null
  );
}

const placeFolders = agentPlaces.map(({ folder }) => `${folder}/`);

/** Of a path with a `/` at its end, from where an agent starts. */
function placeRelation(path: string): 'within' | 'above' | null {
  if (placeFolders.some(folder => path.startsWith(folder))) {
    return 'within';
  }
  return placeFolders.some(folder => folder.startsWith(path)) ? 'above' : null;
}

/** Looks into the directory that a link leads to, unless it was; resolves to that directory. */
async function followLink(search: Search, { path, from }: Link): Promise<string | null> {
  const target = await search.tree.followLink(path);
  if (target.kind === 'outside') {
    search.passedOver.push({ path, why: 'a link out of the folder', isSearchable: false });
    return null;
  }
  if (target.kind !== 'directory') {
    return null;
  }
  // A link to a directory that holds it goes in circles.
  const realPath = join(from.real, baseName(path));
  if (target.path === '' || realPath === target.path || realPath.startsWith(`${target.path}/`)) {
    return null;
  }
  if (!search.seen.has(target.path) && (await isLinkWanted(search, path, from))) {
    await searchTarget(search, path, target.path, from);
  }
  return target.path;
}

/** Not where Git ignores the link itself, unless an agent reads it. */
async function isLinkWanted(search: Search, path: string, from: Place): Promise<boolean> {
  if (from.isAgents || agentRelation(search, from, path) === 'within') {
    return true;
  }
  const inRepository = below(from.base, path);
  const verdict = from.rules.judge(inRepository, false);
  const ignoredBy = from.ignoredBy ?? (verdict?.reason ? leftOutWords(verdict.reason) : null);
  if (ignoredBy === null || (await from.git.tracks(inRepository, false))) {
    return true;
  }
  passOver(search, path, ignoredBy);
  return false;
}

async function searchTarget(search: Search, path: string, real: string, from: Place): Promise<void> {
  const view = await search.tree.git(real);
  const rules = IgnoreRules.ofGit(view.ignores);
  const taken = rules.whyTakenOut();
  const isAgents = from.isAgents || agentRelation(search, from, path) === 'within';
  const made = real
    .split('/')
    .map(dependencyFolder)
    .find(found => found !== null);
  const ignoredBy = taken ? leftOutWords(taken) : made ? `by default (${made})` : null;
  if (ignoredBy !== null && !isAgents) {
    passOver(search, path, ignoredBy);
    return;
  }
  // The rules are those of where it really is; its paths are those of the link.
  await searchFolder(search, {
    directory: path,
    real,
    depth: from.depth + 1,
    ignoredBy,
    isAgents,
    inside: from.inside,
    base: path,
    rules: rules.withinChosen(),
    git: new GitOpinion(view),
  });
}

/** Other names of a skill's folder: by links to it or to a directory above it, and by links to where those are. */
function placesOf(
  path: string,
  real: string,
  followed: readonly { readonly path: string; readonly target: string }[],
): readonly string[] {
  const names = new Set([real]);
  for (const name of names) {
    for (const link of followed) {
      if (names.size < maxPlaces && (name === link.target || name.startsWith(`${link.target}/`))) {
        names.add(link.path + name.slice(link.target.length));
      }
    }
  }
  return [...names].filter(name => name !== path && name !== real).sort(comparePaths);
}

function manifestIn(entries: readonly FolderEntry[]): FolderEntry | null {
  const named = entries.filter(({ name }) => name.toLowerCase() === 'skill.md');
  const found = named.filter(({ kind }) => kind !== 'directory');
  return found.find(isWellNamed) ?? found[0] ?? named.find(isWellNamed) ?? null;
}

function isWellNamed({ name }: FolderEntry): boolean {
  return name === 'SKILL.md';
}

function passOver({ passedOver }: Search, path: string, why: string): void {
  passedOver.push({ path, why, isSearchable: true });
}

function toName({ name }: FolderEntry): string {
  return name;
}

function join(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}

/** A path from a directory above it. */
function below(directory: string, path: string): string {
  return directory === '' ? path : path.slice(directory.length + 1);
}

function byPath(left: { readonly path: string }, right: { readonly path: string }): number {
  return comparePaths(left.path, right.path);
}
