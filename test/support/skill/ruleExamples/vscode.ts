import type { ExampleTable } from './example.ts';
import { withBody, withFields } from './manifests.ts';

export const vscodeExamples: ExampleTable = {
  'vscode-flag': {
    bad: withFields('user-invocable: "yes"'),
    good: withFields('user-invocable: true'),
  },
  'vscode-argument-hint': {
    bad: withFields('argument-hint: [file]'),
    good: withFields('argument-hint: "[file]"'),
  },
  'argument-placeholder': {
    bad: withBody('\nIt costs $2 a page.\n'),
    good: withBody('\nIt costs 2 dollars a page.\n'),
  },
};
