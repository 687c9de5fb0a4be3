import { counted } from '../fields.ts';
import { frontMatterLimit } from '../limits.ts';
import type { Rule } from '../rule.ts';
import { named } from './examples.ts';
import { spec } from './sources.ts';

const required = spec(
  'The `SKILL.md` file must contain YAML frontmatter followed by Markdown content.',
  'skill-md-format',
);

export const frontMatterRules: readonly Rule[] = [
  {
    code: 'front-matter-missing',
    profile: 'spec',
    severity: 'error',
    summary: 'SKILL.md starts with front matter.',
    source: required,
    bad: { text: '# PDF forms\n\nRead the form first.\n' },
    good: named('pdf-forms'),
    *check({ document }) {
      if (document.frontMatter) return;
      const message = document.text.trim() === '' ? 'SKILL.md is empty.' : 'SKILL.md has no front matter.';
      yield { message, span: { start: 0, end: 0 } };
    },
  },
  {
    code: 'front-matter-not-closed',
    profile: 'spec',
    severity: 'error',
    summary: 'The front matter ends with a line of three hyphens.',
    source: required,
    bad: { text: '---\nname: pdf-forms\ndescription: Fills in PDF forms.\n\n# PDF forms\n' },
    good: named('pdf-forms'),
    *check({ document }) {
      const { frontMatter } = document;
      if (frontMatter && !frontMatter.close) {
        yield {
          message: 'The front matter is never closed: a line "---" is missing.',
          span: frontMatter.open,
        };
      }
    },
  },
  {
    code: 'front-matter-too-large',
    profile: 'spec',
    severity: 'error',
    summary: 'The front matter is small enough to be read safely.',
    source: spec(
      '**Metadata** (~100 tokens): The `name` and `description` fields are loaded at startup.',
      'progressive-disclosure',
    ),
    bad: named(`pdf-forms\n# ${'x'.repeat(frontMatterLimit)}`),
    good: named('pdf-forms'),
    *check({ document }) {
      const { frontMatter } = document;
      if (!frontMatter || frontMatter.state === 'parsed') return;
      const size = frontMatter.source.end - frontMatter.source.start;
      const message =
        frontMatter.state === 'too-large'
          ? `The front matter has ${counted(size)} characters; over ${counted(frontMatterLimit)} are not read.`
          : 'The front matter has too many lines or brackets to be read safely.';
      yield { message, span: frontMatter.open };
    },
  },
  {
    code: 'yaml-syntax',
    profile: 'spec',
    severity: 'error',
    summary: 'The front matter is valid YAML.',
    source: required,
    bad: named('"pdf-forms'),
    good: named('"pdf-forms"'),
    *check({ document }) {
      const { frontMatter } = document;
      const error = frontMatter?.close ? frontMatter.errors[0] : undefined;
      if (error)
        yield { message: `The front matter is not valid YAML here (${error.code}).`, span: error.span };
    },
  },
];
