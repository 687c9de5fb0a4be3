import { countWords } from '../../text/words.ts';
import { type CheckOptions, checkSkill } from '../checkSkill.ts';
import { parseSkill } from '../document/parseSkill.ts';
import { isValidName, slug } from '../fix/suggest.ts';
import type { Problem } from '../problem.ts';
import { noContext } from '../skillContext.ts';

/** A new SKILL.md, and where in it the author goes on: offsets of the sentence to write over. */
export interface NewSkill {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The least that has no problem: the front matter, a title, and a first sentence for the author to replace. */
export function newSkillFile(name: string, description: string): NewSkill {
  const frontMatter = `name: ${toYaml(name)}\ndescription: ${toYaml(description.trim())}`;
  const head = `---\n${frontMatter}\n---\n\n# ${titleOf(name)}\n\n`;
  const prompt = 'Say step by step what to do, in the order in which it is done.';
  return { text: `${head}${prompt}\n`, start: head.length, end: head.length + prompt.length };
}

/** A text as a value in YAML: as it is where every parser reads it as that, else in quotes, as JSON has them. */
function toYaml(text: string): string {
  const isPlain = /^\p{L}[^:#\p{C}]*$/u.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}

/** `csv-profiler` → `Csv profiler`. */
function titleOf(name: string): string {
  const words = name.split('-').join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const soundName = 'pdf-forms';
const soundDescription = 'Does one thing well. Use when that thing is to be done.';

/** The name that is made of what is typed: itself where it is one, else what is left of it; '' for nothing. */
export function nameFor(typed: string): string {
  const text = typed.trim();
  return isValidName(text) ? text : slug(text);
}

/** What would be wrong with a new skill's name, worst first; an empty one is no news to somebody about to type. */
export function nameProblems(name: string, options: CheckOptions): readonly Problem[] {
  return problemsOf('name', name, soundDescription, options);
}

/** What would be wrong with a new skill's description, worst first. */
export function descriptionProblems(
  description: string,
  name: string,
  options: CheckOptions,
): readonly Problem[] {
  return problemsOf('description', name || soundName, description, options);
}

function problemsOf(field: string, name: string, description: string, options: CheckOptions) {
  const problems = checkSkill(parseSkill(newSkillFile(name, description).text), noContext, options);
  const isWorse = (a: Problem, b: Problem) => rank(a) - rank(b);
  return problems.filter(({ code }) => code.startsWith(`${field}-`)).sort(isWorse);
}

function rank({ severity }: Problem): number {
  return ['error', 'warning', 'information', 'hint'].indexOf(severity);
}

/** A folder of the workspace that a new skill's folder may be made in; '' is the workspace folder itself. */
interface NewSkillPlace {
  readonly folder: string;
  /** What speaks for it. */
  readonly detail: string;
}

/**
 * Where the workspace's skills already are, most of them first, and then where agents look for them. Not inside a
 * skill, whose bundle would have a second SKILL.md, and not where one has the name.
 * `paths` are the skills' folders, `.` the workspace folder.
 */
export function newSkillPlaces(
  paths: readonly string[],
  usual: readonly NewSkillPlace[],
  name: string,
): readonly NewSkillPlace[] {
  const known = new Set(paths);
  const byFolder = Map.groupBy(
    paths.filter(path => path !== '.'),
    path => path.slice(0, Math.max(0, path.lastIndexOf('/'))),
  );
  const used = [...byFolder].sort(([, some], [, others]) => others.length - some.length);
  const places = [
    ...used.map(([folder, skills]) => ({
      folder,
      detail: `Beside ${countWords(skills.length, 'skill')} of this workspace`,
    })),
    ...usual.filter(({ folder }) => !byFolder.has(folder)),
  ];
  const isFree = (folder: string) => !known.has(folder === '' ? name : `${folder}/${name}`);
  return places.filter(({ folder }) => isFree(folder) && !isInsideSkill(folder, known));
}

/** Of the workspace folder nothing is said: where it is a skill, every place is inside. */
function isInsideSkill(folder: string, skills: ReadonlySet<string>): boolean {
  for (let end = folder.length; end > 0; end = folder.lastIndexOf('/', end - 1)) {
    if (skills.has(folder.slice(0, end))) {
      return true;
    }
  }
  return false;
}
