import type { ExampleTable } from './example.ts';
import { withFields } from './manifests.ts';

const good = withFields('license: MIT');

export const fieldExamples: ExampleTable = {
  'license-type': {
    bad: withFields('license: [MIT, Apache-2.0]'),
    good,
  },
  'license-long': {
    bad: withFields(`license: ${'Permission is hereby granted to use this. '.repeat(5)}`),
    good,
  },
  'license-file-missing': {
    bad: withFields('license: LICENSE.txt has complete terms', { files: {} }),
    good: withFields('license: LICENSE.txt has complete terms', { files: { 'LICENSE.txt': 1000 } }),
  },
  'compatibility-type': {
    bad: withFields('compatibility: 3.14'),
    good: withFields('compatibility: Requires Python 3.14+ and uv'),
  },
  'compatibility-length': {
    bad: withFields(`compatibility: ${'Requires git and docker. '.repeat(24)}`),
    good: withFields('compatibility: Requires git and docker'),
  },
  'metadata-type': {
    bad: withFields('metadata: "1.0"'),
    good: withFields('metadata:\n  version: "1.0"'),
  },
  'metadata-value': {
    bad: withFields('metadata:\n  version: 1.0'),
    good: withFields('metadata:\n  version: "1.0"'),
  },
  'allowed-tools-type': {
    bad: withFields('allowed-tools:\n  Read: true'),
    good: withFields('allowed-tools: Read Bash(git:*)'),
  },
  'allowed-tools-list': {
    bad: withFields('allowed-tools:\n  - Read\n  - Bash(git:*)'),
    good: withFields('allowed-tools: Read Bash(git:*)'),
  },
  'allowed-tools-commas': {
    bad: withFields('allowed-tools: Read, Bash(git:*)'),
    good: withFields('allowed-tools: Read Bash(git:*)'),
  },
};
