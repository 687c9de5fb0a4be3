import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { personIn, restates, saysWhen, tagPattern } from '../../../../src/core/skill/wording.ts';

describe('saysWhen', () => {
  for (const text of [
    'Fills in forms. Use when the user has one.',
    'This skill should be used when the user asks to "fill in a form".',
    'Use for filling in forms.',
    'Use this skill to fill in forms.',
    'Fills in forms whenever one is mentioned.',
    'Fills in forms before they are sent.',
    'Trigger on PDF files.',
    'Activates for PDF files.',
    'Useful for tax forms.',
    'For users who have forms.',
    'Run it if a form is empty.',
    'USE WHEN ASKED.',
    'Fills in forms the user mentions.',
    'Formulare ausfüllen, immer wenn jemand eines hat, größtenteils für Überprüfungen.',
    'Rellena formularios para la oficina.',
    'Remplit les formulaires.',
    'PDF フォームに記入します。',
    'Заполняет формы PDF.',
  ]) {
    it(`hears it in: ${text}`, () => assert.equal(saysWhen(text), true));
  }

  for (const text of [
    'Fills in PDF forms.',
    'PDF form toolkit',
    'Generate a report of usage.',
    'Best practices, patterns',
  ]) {
    it(`misses it in: ${text}`, () => assert.equal(saysWhen(text), false));
  }
});

describe('personIn', () => {
  for (const [text, person] of [
    ['I can help you with forms', 'I'],
    ["I'll fill in forms", "I'll"],
    ['We fill in forms', 'We'],
    ['You can use this for forms', 'You'],
    ['Your assistant for forms', 'Your'],
    ['My form filler', 'My'],
    ['Let me fill in forms', 'Let me'],
    ['Forms: I will fill them in', 'I will'],
    ['A tool that lets you fill in forms', 'lets you'],
    ['Allows you to fill in forms', 'Allows you'],
  ] as const) {
    it(`finds "${person}" in: ${text}`, () => {
      const found = personIn(text);
      if (person === 'Allows you') {
        assert.equal(found, null);
      } else {
        assert.deepEqual([found?.text, text.indexOf(person)], [person, found?.index]);
      }
    });
  }

  for (const text of [
    'Fills in forms. Use when you want to fill in one.',
    'I/O helper for forms',
    'Identifies forms',
    'Web forms: "I can help you" is what it answers',
    'Use when the user says “can you fill this in”, or `I can`.',
    'Weaves forms together',
    'Use when asked how do I set this up',
    'Mylar sheets',
  ]) {
    it(`finds nobody in: ${text}`, () => assert.equal(personIn(text), null));
  }
});

describe('restates', () => {
  for (const [description, name] of [
    ['Helps with PDFs.', 'pdf-processing'],
    ['PDF processing skill', 'pdf-processing'],
    ['Process PDFs', 'pdf-processing'],
    ['Forms', 'form-helper'],
    ['A tool for managing databases', 'database-tools'],
  ] as const) {
    it(`"${description}" says no more than ${name}`, () => assert.equal(restates(description, name), true));
  }

  for (const [description, name] of [
    ['Extracts text from PDFs.', 'pdf-processing'],
    ['Helps with PDFs and Word files.', 'pdf-processing'],
    ['Обработка', 'pdf'],
    ['', 'pdf'],
  ] as const) {
    it(`"${description}" says more than ${name}, or nothing`, () =>
      assert.equal(restates(description, name), false));
  }
});

describe('tagPattern', () => {
  it('tells tags from comparisons', () => {
    for (const text of ['<b>', '</b>', '<a href="x">', '<skill-name>', '<br/>']) {
      assert.match(text, tagPattern);
    }
    for (const text of ['a < b', '<3', '<>', '< b>', '-> x', '<!-- x -->', '<a <']) {
      assert.doesNotMatch(text, tagPattern);
    }
  });
});
