import { stringify } from 'yaml';

/** A new SKILL.md, and where in it the author goes on: offsets of the sentence to write over. */
export interface NewSkill {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The least that has no problem: the front matter, a title, and a first sentence for the author to replace. */
export function newSkillFile(name: string, description: string): NewSkill {
  const frontMatter = stringify({ name, description: description.trim() }, { lineWidth: 0 });
  const head = `---\n${frontMatter}---\n\n# ${titleOf(name)}\n\n`;
  const prompt = 'Say step by step what to do, in the order in which it is done.';
  return { text: `${head}${prompt}\n`, start: head.length, end: head.length + prompt.length };
}

/** `csv-profiler` → `Csv profiler`. */
function titleOf(name: string): string {
  const words = name.split('-').join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
