import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseSkill } from '../../../../../src/core/skill/document/parseSkill.ts';
import {
  isValidName,
  slug,
  suggestedDescription,
  suggestedName,
} from '../../../../../src/core/skill/fix/suggest.ts';
import { noContext } from '../../../../../src/core/skill/skillContext.ts';
import { inFolder } from '../../../../support/skill/skillChecks.ts';

describe('slug', () => {
  for (const [text, name] of [
    ['pdf-forms', 'pdf-forms'],
    ['PDF Forms (v2)', 'pdf-forms-v2'],
    ['  Größe & Maß  ', 'gro-e-ma'],
    ['Crème brûlée', 'creme-brulee'],
    ['ﬁle', 'file'],
    ['①②', '12'],
    ['a__b--c', 'a-b-c'],
    ['--a--', 'a'],
    ['CamelCase', 'camelcase'],
    ['日本語', ''],
    ['!!!', ''],
    ['', ''],
  ] as const) {
    it(`of ${JSON.stringify(text)} is ${JSON.stringify(name)}`, () => assert.equal(slug(text), name));
  }

  it('has at most 64 characters, and no word cut unless it is the only one', () => {
    assert.equal(slug(`${'a'.repeat(40)} ${'b'.repeat(23)} c`), `${'a'.repeat(40)}-${'b'.repeat(23)}`);
    assert.equal(slug(`${'a'.repeat(40)} ${'b'.repeat(24)} c`), 'a'.repeat(40));
    assert.equal(slug('a'.repeat(65)), 'a'.repeat(64));
  });
});

describe('isValidName', () => {
  for (const name of ['a', '1', 'a-b', 'a1-2b', 'a'.repeat(64)]) {
    it(`takes ${name}`, () => assert.equal(isValidName(name), true));
  }
  for (const name of ['', '-', '-a', 'a-', 'a--b', 'A', 'a_b', 'a b', 'é', 'a\n', 'a'.repeat(65)]) {
    it(`refuses ${JSON.stringify(name)}`, () => assert.equal(isValidName(name), false));
  }
});

describe('a suggested name', () => {
  for (const [folder, title, name] of [
    ['pdf-forms', 'Something else', 'pdf-forms'],
    ['PDF Forms', 'Something else', 'pdf-forms'],
    ['表单', 'Fill in forms', 'fill-in-forms'],
    [null, 'Fill in *forms*', 'fill-in-forms'],
    [null, '表单', 'my-skill'],
    [null, null, 'my-skill'],
  ] as const) {
    it(`for the folder ${folder} and the title ${title} is ${name}`, () => {
      const document = parseSkill(title === null ? 'Text.\n' : `Text.\n\n# ${title}\n`);
      assert.equal(suggestedName(document, folder === null ? noContext : inFolder(folder)), name);
    });
  }
});

describe('a suggested description', () => {
  const suggested = (body: string) =>
    suggestedDescription(parseSkill(`---\nname: x\n---\n${body}`), 'pdf-forms');
  const own = 'Fills in the forms that the person has.';

  for (const [what, body, text] of [
    ['the first paragraph', `\n${own}\n\nMore of it is here.\n`, own],
    ['the first paragraph, its lines joined', '\nFills in the forms\nthat the person has.\n', own],
    ['the first paragraph after a heading', `\n# Forms\n\n${own}\n`, own],
    ['the first paragraph that is prose', `\n- a list\n\n> a quote, which is long enough\n\n${own}\n`, own],
    ['the first paragraph with CRLF', `\r\n# Forms\r\n\r\n${own}\r\n`, own],
  ] as const) {
    it(`is ${what}`, () => assert.deepEqual(suggested(body), { text, isOwn: true }));
  }

  for (const [why, body] of [
    ['nothing is written', '\n'],
    ['what is written is too short', '\nFills in forms.\n'],
    ['what is written has markup', '\nFills in *the forms* that the person has.\n'],
    ['what is written has links', '\nFills in [the forms](a.md) that the person has.\n'],
    ['what is written is no sentence', '\nFills in the forms that the person has\n'],
    ['what is written is too long', `\nFills in ${'the forms '.repeat(120)}here.\n`],
  ] as const) {
    it(`is one to be replaced where ${why}`, () => {
      assert.deepEqual(suggested(body), {
        text: 'Describe what pdf-forms does. Use when the user asks for it.',
        isOwn: false,
      });
    });
  }
});
