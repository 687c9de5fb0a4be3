import { type NewSkill, newSkillFile } from './newSkill.ts';

/** What a new skill starts with. */
export type TemplateId = 'plain' | 'script' | 'references' | 'claude';

export interface Template {
  readonly id: TemplateId;
  readonly label: string;
  /** What is in it, in a few words. */
  readonly detail: string;
}

export const templates: readonly Template[] = [
  { id: 'plain', label: 'Plain', detail: 'SKILL.md alone' },
  { id: 'script', label: 'With a script', detail: 'SKILL.md and a Python script that it runs' },
  {
    id: 'references',
    label: 'With references',
    detail: 'SKILL.md and a document that is read when it is needed',
  },
  {
    id: 'claude',
    label: 'For Claude Code',
    detail: 'with the tools that it may use and a hint at its arguments',
  },
];

/** A new skill's SKILL.md, and its other files by their paths in the folder. */
export interface TemplatedSkill extends NewSkill {
  readonly files: ReadonlyMap<string, string>;
}

/** The least that is sound, whichever the template; the sentence to write over is the same in all. */
export function templatedSkill(id: TemplateId, name: string, description: string): TemplatedSkill {
  const { text, start, end } = newSkillFile(name, description);
  const withBody = (more: string, files: Readonly<Record<string, string>>): TemplatedSkill => ({
    text: `${text}\n${more}`,
    start,
    end,
    files: new Map(Object.entries(files)),
  });
  switch (id) {
    case 'plain':
      return { text, start, end, files: new Map() };
    case 'script':
      return withBody('Run `python scripts/main.py` and read what it prints.\n', {
        'scripts/main.py': script,
      });
    case 'references':
      return withBody('For the details, see [the reference](references/reference.md).\n', {
        'references/reference.md': '# Reference\n\n[TODO: What is only sometimes needed.]\n',
      });
    case 'claude': {
      const fields = 'allowed-tools: Read Grep Glob\nargument-hint: "[file]"\n';
      const close = text.indexOf('\n---\n', 4) + 1;
      const whole = `${text.slice(0, close)}${fields}${text.slice(close)}\nThe arguments: $ARGUMENTS\n`;
      return { text: whole, start: start + fields.length, end: end + fields.length, files: new Map() };
    }
  }
}

const script = `"""Says what it does in one line."""

import sys


def main() -> None:
    print("Replace this by what the skill needs.", *sys.argv[1:])


if __name__ == "__main__":
    main()
`;
