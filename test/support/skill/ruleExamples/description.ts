import type { ExampleTable } from './example.ts';
import { described, withFrontMatter } from './manifests.ts';

const good = described('Fills in PDF forms. Use when the user has a PDF form.');

export const descriptionExamples: ExampleTable = {
  'description-missing': {
    bad: { text: withFrontMatter('name: pdf-forms') },
    good,
  },
  'description-blank': {
    bad: described('""'),
    good,
  },
  'description-type': {
    bad: described('2024'),
    good: described('"2024 PDF forms. Use when the user has a PDF form."'),
  },
  'description-length': {
    bad: described('Fills in PDF forms when asked. '.repeat(40)),
    good,
  },
  'description-tags': {
    bad: described('Fills in <form> elements. Use when the user has a form.'),
    good: described('Fills in form elements. Use when the user has a form.'),
  },
  'description-tags-stripped': {
    bad: described('Fills in <form> elements. Use when the user has a form.'),
    good: described('Fills in form elements. Use when the user has a form.'),
  },
  'description-when': {
    bad: described('Fills in and checks PDF forms.'),
    good,
  },
  'description-person': {
    bad: described('I can help you fill in PDF forms. Use when the user has one.'),
    good,
  },
  'description-restates-name': {
    bad: described('Helps with PDF forms.'),
    good,
  },
};
