import type { ExampleTable } from './example.ts';
import { named, withBody, withFrontMatter } from './manifests.ts';

const good = named('pdf-forms');

export const textExamples: ExampleTable = {
  'not-utf-8': {
    bad: {
      ...named('pdf-forms'),
      text: named('pdf-forms').text.replace('PDF', 'PD\uFFFD'),
      encoding: 'unknown',
    },
    good,
  },
  'file-not-utf-8': {
    bad: withBody('\nSee [the fields](references/fields.md).\n', {
      files: { 'references/fields.md': 100 },
      texts: { 'references/fields.md': null },
    }),
    good: withBody('\nSee [the fields](references/fields.md).\n', {
      files: { 'references/fields.md': 100 },
      texts: { 'references/fields.md': '# Fields\n' },
    }),
  },
  'link-as-text': {
    bad: { text: '../../common/pdf-forms/SKILL.md\n' },
    good,
  },
  'lfs-pointer': {
    bad: {
      text: 'version https://git-lfs.github.com/spec/v1\noid sha256:4665a5ea423c2713d436b5ee50593a9640e0018c1550b5a0002f74190d6caea8\nsize 12\n',
    },
    good,
  },
  'conflict-marker': {
    bad: withBody('\n<<<<<<< HEAD\nRead the form.\n=======\nRead the form first.\n>>>>>>> fields\n'),
    good: withBody('\nRead the form first.\n'),
  },
  'invisible-character': {
    bad: {
      text: withFrontMatter('name:\u00a0pdf-forms\ndescription: Fills in PDF forms. Use when asked.'),
    },
    good,
  },
  'heading-space': {
    bad: withBody('\n#\u00a0PDF forms\n\nRead the form first.\n'),
    good: withBody('\n# PDF forms\n\nRead the form first.\n'),
  },
  'placeholder-text': {
    bad: withBody('\nSay step by step what to do, in the order in which it is done.\n'),
    good: withBody('\nRead the form first.\n'),
  },
};
