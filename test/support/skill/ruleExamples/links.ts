import type { ExampleTable } from './example.ts';
import { withBody } from './manifests.ts';

const good = withBody('\nSee [the fields](references/fields.md).\n', {
  files: { 'references/fields.md': 100 },
});

export const linkExamples: ExampleTable = {
  'link-missing': {
    bad: withBody('\nSee [the fields](references/fields.md).\n', { files: {} }),
    good,
  },
  'image-missing': {
    bad: withBody('\n![A form](assets/form.png)\n', { files: {} }),
    good: withBody('\n![A form](assets/form.png)\n', { files: { 'assets/form.png': 100 } }),
  },
  'link-outside': {
    bad: withBody('\nSee [the fields](../other/fields.md).\n'),
    good,
  },
  'link-absolute': {
    bad: withBody('\nSee [the fields](/home/me/pdf-forms/references/fields.md).\n', {
      files: { 'references/fields.md': 100 },
    }),
    good,
  },
  'link-backslash': {
    bad: withBody('\nSee [the fields](references\\fields.md).\n', { files: { 'references/fields.md': 100 } }),
    good,
  },
  'link-case': {
    bad: withBody('\nSee [the fields](references/Fields.md).\n', { files: { 'references/fields.md': 100 } }),
    good,
  },
  'link-form': {
    bad: withBody('\nSee [the fields](references/r\u00e9sum\u00e9.md).\n', {
      files: { 'references/re\u0301sume\u0301.md': 100 },
    }),
    good: withBody('\nSee [the fields](references/r\u00e9sum\u00e9.md).\n', {
      files: { 'references/r\u00e9sum\u00e9.md': 100 },
    }),
  },
  'link-depth': {
    bad: withBody('\nSee [the fields](references/forms/fields.md).\n', {
      files: { 'references/forms/fields.md': 100 },
    }),
    good,
  },
};
