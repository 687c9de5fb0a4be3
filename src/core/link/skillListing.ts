import { agentsOf } from '../skill/agentPlaces.ts';
import { comparePaths } from '../text/paths.ts';
import type { Standing } from './skillState.ts';

/** What a list of the workspace's skills knows of each. */
export interface ListedSkill {
  /** What its folder is called. */
  readonly name: string;
  /** The workspace folder's name. */
  readonly root: string;
  /** From the workspace folder, with `/`; `.` for that itself. */
  readonly path: string;
  /** Where else links lead to it, paths like `path`. */
  readonly places: readonly string[];
  /** What else a filter looks at, as its front matter has it. */
  readonly text: string;
  readonly errors: number;
  readonly warnings: number;
  /** One for each registry that it is linked to. */
  readonly standings: readonly Standing[];
}

/** `place` is by path; the others put what is to be looked at first. */
export type ListOrder = 'place' | 'name' | 'problems' | 'changes';

/** How a list of skills is looked at. */
export interface ListView {
  /** '' shows all. */
  readonly text: string;
  readonly onlyProblems: boolean;
  readonly order: ListOrder;
  /** Null: where that helps, which is with many skills in several places. */
  readonly isGrouped: boolean | null;
}

/** Skills that lie in one folder. */
export interface PlaceGroup<Skill> {
  readonly root: string;
  /** From the workspace folder; '' for that itself. */
  readonly place: string;
  /** Who reads all of them there, by the folder or by links to them. */
  readonly agents: readonly string[];
  readonly skills: readonly Skill[];
}

/** From this many skills on, a list in several places is grouped unless the person wants it otherwise. */
const manySkills = 12;

/** The skills that a view shows, in its order. */
export function shownSkills<Skill extends ListedSkill>(
  skills: readonly Skill[],
  { text, onlyProblems, order }: ListView,
): readonly Skill[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '');
  const matching = skills.filter(
    skill => (!onlyProblems || hasProblems(skill)) && words.every(word => searchedText(skill).includes(word)),
  );
  return order === 'place' ? matching : matching.toSorted(comparer[order]);
}

/** The shown skills by the folders that they lie in; null where they are to be one list. */
export function placeGroups<Skill extends ListedSkill>(
  all: readonly Skill[],
  shown: readonly Skill[],
  { isGrouped }: ListView,
): readonly PlaceGroup<Skill>[] | null {
  const isMeant = isGrouped ?? (all.length >= manySkills && new Set(all.map(placeKey)).size > 1);
  if (!isMeant) {
    return null;
  }
  return [...Map.groupBy(shown, placeKey).values()]
    .map(skills => ({ ...placeOf(skills), agents: sharedAgents(skills), skills }))
    .toSorted((a, b) => comparePaths(a.root, b.root) || comparePaths(a.place, b.place));
}

export function hasProblems({ errors, warnings }: ListedSkill): boolean {
  return errors + warnings > 0;
}

/** Whether what is in the folder was not published: to a registry that it is linked to, that is. */
export function isUnpublishedChange({ standings }: ListedSkill): boolean {
  return standings.includes('changed');
}

/** Who reads a skill, by its own folder or by links to it; each once. */
export function agentsReading({ path, places }: Pick<ListedSkill, 'path' | 'places'>): readonly string[] {
  return [...new Set([path, ...places].flatMap(one => agentsOf(folderAbove(one))))];
}

function sharedAgents(skills: readonly ListedSkill[]): readonly string[] {
  const [first, ...rest] = skills.map(agentsReading);
  return first?.filter(agent => rest.every(agents => agents.includes(agent))) ?? [];
}

function placeOf([first]: readonly ListedSkill[]): { readonly root: string; readonly place: string } {
  return { root: first?.root ?? '', place: first ? folderAbove(first.path) : '' };
}

function placeKey({ root, path }: ListedSkill): string {
  return `${root}\n${folderAbove(path)}`;
}

function folderAbove(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function searchedText({ name, path, places, text }: ListedSkill): string {
  return [name, path, ...places, text].join('\n').toLowerCase();
}

const byNumber = new Intl.Collator('en', { numeric: true });

const comparer: Readonly<
  Record<Exclude<ListOrder, 'place'>, (left: ListedSkill, right: ListedSkill) => number>
> = {
  name: (left, right) => byNumber.compare(left.name, right.name),
  problems: (left, right) => right.errors - left.errors || right.warnings - left.warnings,
  changes: (left, right) => rank(left) - rank(right),
};

/** What changed first, then what stands otherwise than it should, what was never published, and the rest. */
function rank(skill: ListedSkill): number {
  if (isUnpublishedChange(skill)) {
    return 0;
  }
  if (skill.standings.length === 0) {
    return 2;
  }
  return skill.standings.every(standing => standing === 'live') ? 3 : 1;
}
