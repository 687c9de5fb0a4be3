import type { ExampleTable } from './example.ts';
import { named, withFrontMatter } from './manifests.ts';

export const nameExamples: ExampleTable = {
  'name-missing': {
    bad: { text: withFrontMatter('description: Fills in PDF forms. Use when the user has a PDF form.') },
    good: named('pdf-forms'),
  },
  'name-blank': {
    bad: named('""', { folderName: 'pdf-forms' }),
    good: named('pdf-forms', { folderName: 'pdf-forms' }),
  },
  'name-type': {
    bad: named('2024'),
    good: named('"2024"'),
  },
  'name-format': {
    bad: named('PDF Forms'),
    good: named('pdf-forms'),
  },
  'name-length': {
    bad: named(`fills-in-pdf-forms-${'and-checks-them-'.repeat(4)}too`),
    good: named('pdf-forms'),
  },
  'name-hyphens': {
    bad: named('pdf--forms-'),
    good: named('pdf-forms'),
  },
  'name-folder': {
    bad: named('pdf-forms', { folderName: 'pdf' }),
    good: named('pdf-forms', { folderName: 'pdf-forms' }),
  },
  'name-reserved': {
    bad: named('claude-pdf-forms'),
    good: named('pdf-forms'),
  },
  'name-vague': {
    bad: named('my-helper'),
    good: named('pdf-forms'),
  },
};
