import type { ExampleTable } from './example.ts';
import { named } from './manifests.ts';

export const frontMatterExamples: ExampleTable = {
  'front-matter-missing': {
    bad: { text: '# PDF forms\n\nRead the form first.\n' },
    good: named('pdf-forms'),
  },
  'front-matter-not-first': {
    bad: { text: `\n${named('pdf-forms').text}` },
    good: named('pdf-forms'),
  },
  'byte-order-mark': {
    bad: { text: `\uFEFF${named('pdf-forms').text}` },
    good: named('pdf-forms'),
  },
  'delimiter-blank': {
    bad: { text: named('pdf-forms').text.replace('---\n', '--- \n') },
    good: named('pdf-forms'),
  },
  'front-matter-not-closed': {
    bad: { text: '---\nname: pdf-forms\ndescription: Fills in PDF forms.\n\n# PDF forms\n' },
    good: named('pdf-forms'),
  },
  'front-matter-not-map': {
    bad: { text: '---\n- pdf-forms\n- Fills in PDF forms.\n---\n\nRead the form first.\n' },
    good: named('pdf-forms'),
  },
  'front-matter-too-large': {
    bad: named(`pdf-forms\nmetadata: {${'a: b, '.repeat(900)}}`),
    good: named('pdf-forms'),
  },
  'duplicate-key': {
    bad: named('pdf-forms\nname: pdf-forms'),
    good: named('pdf-forms'),
  },
  'line-endings': {
    bad: { text: named('pdf-forms').text.replaceAll('\n', '\r\n') },
    good: named('pdf-forms'),
  },
};
