import type { ExampleTable } from './example.ts';
import { named, withBody } from './manifests.ts';

const good = withBody('\nSee [the fields](references/fields.md).\n', {
  files: { 'references/fields.md': 100 },
});

export const sizeExamples: ExampleTable = {
  'openai-file-count': {
    bad: {
      ...named('pdf-forms'),
      files: Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`assets/${i}.png`, 1])),
    },
    good,
  },
  'openai-file-size': {
    bad: { ...named('pdf-forms'), files: { 'assets/forms.pdf': 26 * 1024 * 1024 } },
    good,
  },
  'openai-bundle-size': {
    bad: {
      ...named('pdf-forms'),
      files: { 'assets/a.pdf': 24_000_000, 'assets/b.pdf': 24_000_000, 'assets/c.pdf': 24_000_000 },
    },
    good,
  },
  'anthropic-bundle-size': {
    bad: { ...named('pdf-forms'), files: { 'assets/forms.pdf': 32 * 1024 * 1024 } },
    good,
  },
};
