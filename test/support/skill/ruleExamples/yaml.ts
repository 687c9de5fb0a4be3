import type { ExampleTable } from './example.ts';
import { described, named, withFields, withFrontMatter } from './manifests.ts';

export const yamlExamples: ExampleTable = {
  'yaml-unquoted': {
    bad: described('Fills in forms: PDF only. Use when the user has a PDF form.'),
    good: described('"Fills in forms: PDF only. Use when the user has a PDF form."'),
  },
  'yaml-unclosed-quote': {
    bad: named('"pdf-forms'),
    good: named('"pdf-forms"'),
  },
  'yaml-tab': {
    bad: withFields('metadata:\n\tversion: "1.0"'),
    good: withFields('metadata:\n  version: "1.0"'),
  },
  'yaml-tab-between': {
    bad: withFields('license:\tMIT'),
    good: withFields('license: MIT'),
  },
  'yaml-space-after-colon': {
    bad: {
      text: withFrontMatter('name:pdf-forms\ndescription: Fills in PDF forms. Use when the user has one.'),
    },
    good: named('pdf-forms'),
  },
  'yaml-indent': {
    bad: {
      text: withFrontMatter('name: pdf-forms\n  description: Fills in PDF forms. Use when the user has one.'),
    },
    good: named('pdf-forms'),
  },
  'yaml-syntax': {
    bad: named('pdf-forms\nThis is not a key and a value.'),
    good: named('pdf-forms'),
  },
  'yaml-early-end': {
    bad: withFields('...\nlicense: MIT'),
    good: withFields('license: MIT'),
  },
  'yaml-anchor': {
    bad: withFields('license: &licence MIT\nmetadata:\n  licence: *licence'),
    good: withFields('license: MIT\nmetadata:\n  licence: MIT'),
  },
  'yaml-tag': {
    bad: withFields('license: !include LICENSE'),
    good: withFields('license: LICENSE'),
  },
  'yaml-read-otherwise': {
    bad: withFields('compatibility: no'),
    good: withFields('compatibility: "no"'),
  },
  'yaml-comment-cut': {
    bad: described('Closes issues such as #12. Use when the user asks to close one.'),
    good: described('"Closes issues such as #12. Use when the user asks to close one."'),
  },
};
