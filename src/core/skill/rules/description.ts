import { counted, field, isAbsent, lengthOf } from '../fields.ts';
import { descriptionLimit } from '../limits.ts';
import type { Rule } from '../rule.ts';
import { described, withFrontMatter } from './examples.ts';
import { spec } from './sources.ts';

const required = spec(
  'Max 1024 characters. Non-empty. Describes what the skill does and when to use it.',
  'frontmatter',
);

export const descriptionRules: readonly Rule[] = [
  {
    code: 'description-missing',
    profile: 'spec',
    severity: 'error',
    summary: 'A skill has a description.',
    source: required,
    bad: { text: withFrontMatter('name: pdf-forms') },
    good: described('Fills in PDF forms. Use when the user has a PDF form.'),
    *check({ document }) {
      const { frontMatter } = document;
      if (frontMatter && isAbsent(document, 'description')) {
        yield { message: 'The front matter has no description.', span: frontMatter.open };
      }
    },
  },
  {
    code: 'description-blank',
    profile: 'spec',
    severity: 'error',
    summary: 'The description is not blank.',
    source: required,
    bad: described('""'),
    good: described('Fills in PDF forms. Use when the user has a PDF form.'),
    *check({ document }) {
      const entry = field(document, 'description');
      const value = entry?.value;
      if (value?.kind === 'null' || (value?.kind === 'string' && value.value.trim() === '')) {
        yield { message: 'The description is blank.', span: entry?.span ?? value.span };
      }
    },
  },
  {
    code: 'description-type',
    profile: 'spec',
    severity: 'error',
    summary: 'The description is text, not a number, a list or a map.',
    source: required,
    bad: described('[PDF, forms]'),
    good: described('"[PDF, forms]"'),
    *check({ document }) {
      const value = field(document, 'description')?.value;
      if (!value || value.kind === 'string' || value.kind === 'null') return;
      yield { message: `The description is read as a ${value.kind}, not as text.`, span: value.span };
    },
  },
  {
    code: 'description-length',
    profile: 'spec',
    severity: 'error',
    summary: 'The description has at most 1,024 characters.',
    source: spec('Must be 1-1024 characters.', 'description-field'),
    bad: described('Fills in PDF forms, and more. '.repeat(40)),
    good: described('Fills in PDF forms. Use when the user has a PDF form.'),
    *check({ document }) {
      const value = field(document, 'description')?.value;
      const length = value?.kind === 'string' ? lengthOf(value.value) : 0;
      if (!value || length <= descriptionLimit) return;
      yield {
        message: `The description has ${counted(length)} characters; at most ${counted(descriptionLimit)} are allowed.`,
        span: value.span,
      };
    },
  },
];
