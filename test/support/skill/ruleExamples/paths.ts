import type { ExampleTable } from './example.ts';
import { withBody } from './manifests.ts';

export const pathExamples: ExampleTable = {
  'path-missing': {
    bad: withBody('\nRun `python scripts/fill.py form.pdf`.\n', { files: { 'scripts/check.py': 100 } }),
    good: withBody('\nRun `python scripts/fill.py form.pdf`.\n', { files: { 'scripts/fill.py': 100 } }),
  },
  'mention-left-out': {
    bad: withBody('\nSee [the forms](references/forms.md).\n', {
      files: { 'references/forms.md': 100 },
      texts: { 'references/forms.md': 'Fill in [the form](../assets/form.pdf).\n' },
      excluded: [{ path: 'assets/', why: 'by “assets/” in .gitignore:1' }],
    }),
    good: withBody('\nSee [the forms](references/forms.md).\n', {
      files: { 'references/forms.md': 100, 'assets/form.pdf': 100 },
      texts: { 'references/forms.md': 'Fill in [the form](../assets/form.pdf).\n' },
    }),
  },
};
