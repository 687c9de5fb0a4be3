import { bodyLines, seenLimit } from '../../../../src/core/skill/limits.ts';
import type { ExampleTable } from './example.ts';
import { withBody } from './manifests.ts';

const good = withBody('\n# PDF forms\n\nRead the form first.\n');

export const bodyExamples: ExampleTable = {
  'body-empty': {
    bad: withBody(''),
    good,
  },
  'body-lines': {
    bad: withBody('\n- Read the form first.'.repeat(bodyLines + 1)),
    good,
  },
  'body-tokens': {
    bad: withBody('\nRead the form first, then ask for each value that is missing. '.repeat(450)),
    good,
  },
  'body-unread': {
    bad: withBody(`\n${'x'.repeat(seenLimit)}\n`),
    good,
  },
  'fence-not-closed': {
    bad: withBody('\nRun this:\n\n```sh\npdf-fill form.pdf\n'),
    good: withBody('\nRun this:\n\n```sh\npdf-fill form.pdf\n```\n'),
  },
};
