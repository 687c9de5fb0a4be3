import type { ExampleTable } from './example.ts';
import { withFields } from './manifests.ts';

export const keyExamples: ExampleTable = {
  'field-misspelt': {
    bad: withFields('allowed_tools: Read'),
    good: withFields('allowed-tools: Read'),
  },
  'field-belongs-in-metadata': {
    bad: withFields('version: 1.0'),
    good: withFields('metadata:\n  version: "1.0"'),
  },
  'field-of-product': {
    bad: withFields('effort: high'),
    good: withFields('license: MIT'),
  },
  'field-unknown': {
    bad: withFields('team: forms'),
    good: withFields('metadata:\n  team: forms'),
  },
  'anthropic-key': {
    bad: withFields('argument-hint: "[file]"'),
    good: withFields('metadata:\n  argument-hint: "[file]"'),
  },
};
