import type { Example } from './example.ts';

const description = 'Fills in PDF forms. Use when the user has a PDF form to complete.';

/** A SKILL.md that has nothing wrong besides the given lines of front matter. */
export function withFrontMatter(lines: string): string {
  return `---\n${lines}\n---\n\n# PDF forms\n\nRead the form first.\n`;
}

/** A SKILL.md whose only peculiarity is its name. */
export function named(name: string, rest: Omit<Example, 'text'> = {}): Example {
  return { text: withFrontMatter(`name: ${name}\ndescription: ${description}`), ...rest };
}

/** A SKILL.md whose only peculiarity is its description, as written in YAML. */
export function described(text: string, rest: Omit<Example, 'text'> = {}): Example {
  return { text: withFrontMatter(`name: pdf-forms\ndescription: ${text}`), ...rest };
}

/** A SKILL.md with further lines of front matter. */
export function withFields(lines: string, rest: Omit<Example, 'text'> = {}): Example {
  return { text: withFrontMatter(`name: pdf-forms\ndescription: ${description}\n${lines}`), ...rest };
}

/** A SKILL.md whose only peculiarity is its body. */
export function withBody(body: string, rest: Omit<Example, 'text'> = {}): Example {
  return { text: `---\nname: pdf-forms\ndescription: ${description}\n---\n${body}`, ...rest };
}
