import { countWords } from '../../text/words.ts';

/** A folder of the workspace that a new skill's folder may be made in; '' is the workspace folder itself. */
export interface NewSkillPlace {
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
