import type { ExampleTable } from './example.ts';
import { withFields } from './manifests.ts';

export const ignoreExamples: ExampleTable = {
  'ignore-unknown': {
    bad: withFields('# skillwright-ignore name-silly\nlicense: MIT'),
    good: withFields('# skillwright-ignore license-long\nlicense: MIT'),
  },
};
