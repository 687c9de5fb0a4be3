import { skillText } from '../zip/skillUpload.ts';

/** Folders of a monorepo, with how many skills lie in each: 45 together. */
const places = [
  ['.claude/skills', 10],
  ['packages/api/skills', 8],
  ['packages/web/skills', 7],
  ['skills', 20],
] as const;

/** What a monorepo holds: 45 skills in four folders; each seventh has an error, each tenth of the rest a warning. */
export function manySkills(): Readonly<Record<string, string>> {
  let number = 0;
  const files = places.flatMap(([folder, count]) =>
    Array.from({ length: count }, (): readonly [string, string] => {
      number++;
      const name = `task-${String(number).padStart(2, '0')}`;
      const text =
        number % 7 === 0
          ? skillText(name, '""')
          : skillText(name, `Does task ${number}. Use when task ${number} must be done.`);
      const body = number % 10 === 0 && number % 7 !== 0 ? 'See [missing](references/none.md).' : 'Do it.';
      return [`${folder}/${name}/SKILL.md`, `${text}\n${body}\n`];
    }),
  );
  return { ...Object.fromEntries(files), 'skills/task-45/references/notes.md': '# Notes\n' };
}
