import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  afterFix,
  codesIn,
  fixTitles,
  inFolder,
  messagesIn,
  problemsIn,
  skill,
  underlined,
} from '../../../../support/skill/skillChecks.ts';

const description = 'description: Fills in PDF forms. Use when the user has one.';
const named = (name: string) => skill(`name: ${name}\n${description}`);

describe('name-missing', () => {
  it('adds the folder’s name above the other keys, below comments', () => {
    assert.equal(
      afterFix(skill(`# about\n${description}`), 'name-missing', inFolder('pdf-forms')),
      skill(`# about\nname: pdf-forms\n${description}`),
    );
  });

  it('makes a name of a folder that is no valid one, or of the title', () => {
    assert.match(afterFix(skill(description), 'name-missing', inFolder('PDF Forms')), /^name: pdf-forms$/m);
    assert.match(afterFix(skill(description, '\n# Fill it in\n'), 'name-missing'), /^name: fill-it-in$/m);
    assert.match(afterFix(skill(description), 'name-missing'), /^name: my-skill$/m);
  });

  it('adds it to empty front matter', () => {
    assert.match(afterFix('---\n---\nText.\n', 'name-missing', inFolder('x')), /^---\nname: x\n---\n/);
  });

  it('keeps to the indentation of the other keys', () => {
    assert.equal(
      afterFix(skill(`  ${description}`), 'name-missing', inFolder('x')),
      skill(`  name: x\n  ${description}`),
    );
  });
});

describe('name-blank', () => {
  for (const blank of ['', ' ', ' ""', " ''", ' null', ' ~', ' "  "']) {
    it(`takes "name:${blank}" for blank`, () => {
      const text = skill(`name:${blank}\n${description}`);
      assert.deepEqual(codesIn(text), ['name-blank']);
      assert.match(afterFix(text, 'name-blank', inFolder('pdf-forms')), /^name: pdf-forms *$/m);
    });
  }

  it('leaves a comment beside it alone', () => {
    const text = skill(`name: # to be found\n${description}`);
    assert.match(afterFix(text, 'name-blank', inFolder('pdf-forms')), /^name: pdf-forms # to be found$/m);
  });
});

describe('name-type', () => {
  for (const [value, kind] of [
    ['2024', 'number'],
    ['1.5', 'number'],
    ['true', 'boolean'],
    ['[a]', 'list'],
    ['{a: b}', 'map'],
  ]) {
    it(`says that ${value} is a ${kind}`, () => {
      assert.deepEqual(messagesIn(named(value ?? ''), 'name-type'), [
        `YAML reads the name as a ${kind}, not as text.`,
      ]);
    });
  }

  it('quotes a scalar, and has no way out for the others', () => {
    assert.equal(afterFix(named('2024'), 'name-type'), named('"2024"'));
    assert.deepEqual(fixTitles(named('[a]'), 'name-type'), []);
  });
});

describe('name-format', () => {
  it('names the characters, each once, at most five', () => {
    assert.deepEqual(messagesIn(named('PDF_Forms für alle!'), 'name-format'), [
      'The name "PDF_Forms für alle!" has "P", "D", "F", "_", a space; only a-z, 0-9 and hyphens are allowed.',
    ]);
  });

  for (const [name, slug] of [
    ['PDF Forms', 'pdf-forms'],
    ['pdf_forms', 'pdf-forms'],
    ['pdf.forms/v2', 'pdf-forms-v2'],
    ['Überprüfung', 'uberprufung'],
    ['"🎉 party"', 'party'],
  ]) {
    it(`changes ${name} to ${slug}`, () => {
      assert.deepEqual(fixTitles(named(name ?? ''), 'name-format'), [`Change the name to "${slug}"`]);
    });
  }

  it('has no fix where nothing would be left', () => {
    assert.deepEqual(fixTitles(named('日本語'), 'name-format'), []);
  });

  it('quotes a name that would be read as a number', () => {
    assert.equal(afterFix(named('2_024'), 'name-format'), named('"2-024"'));
  });

  it('marks the value with its quotes', () => {
    assert.deepEqual(underlined(named('"PDF"'), 'name-format'), ['"PDF"']);
  });
});

describe('a name that breaks the rules', () => {
  for (const [name, code] of [
    ['Commit Review', 'name-format'],
    ['commit--review', 'name-hyphens'],
  ] as const) {
    it(`may become the folder’s, which comes first, or its own slug: ${name}`, () => {
      const context = inFolder('commit-reviewer');
      assert.deepEqual(fixTitles(named(name), code, context), [
        'Change the name to "commit-reviewer"',
        'Change the name to "commit-review"',
      ]);
      assert.deepEqual(codesIn(afterFix(named(name), code, context), context), []);
    });
  }

  it('becomes its own slug where the folder’s name is unknown, or no better', () => {
    for (const context of [undefined, inFolder('Commit Reviewer')]) {
      assert.deepEqual(fixTitles(named('Commit Review'), 'name-format', context), [
        'Change the name to "commit-review"',
      ]);
    }
  });

  it('is offered one name once where both ways lead to it', () => {
    assert.deepEqual(fixTitles(named('Commit Review'), 'name-format', inFolder('commit-review')), [
      'Change the name to "commit-review"',
    ]);
  });

  it('becomes the folder’s where nothing is left of its own', () => {
    assert.deepEqual(fixTitles(named('表单'), 'name-format', inFolder('forms')), [
      'Change the name to "forms"',
    ]);
  });
});

describe('name-length', () => {
  it('counts, and allows exactly 64', () => {
    assert.deepEqual(codesIn(named('x'.repeat(64))), []);
    assert.deepEqual(messagesIn(named('x'.repeat(65)), 'name-length'), [
      'The name has 65 characters; at most 64 are allowed.',
    ]);
  });

  it('offers the folder’s name, if it is a valid one, and never cuts', () => {
    assert.deepEqual(fixTitles(named('x'.repeat(65)), 'name-length'), []);
    assert.deepEqual(fixTitles(named('x'.repeat(65)), 'name-length', inFolder('pdf-forms')), [
      'Change the name to "pdf-forms"',
    ]);
  });
});

describe('name-hyphens', () => {
  for (const [name, what] of [
    ['-forms', 'a hyphen at an end'],
    ['forms-', 'a hyphen at an end'],
    ['pdf--forms', 'two hyphens in a row'],
  ]) {
    it(`finds ${what} in ${name}`, () => {
      assert.match(messagesIn(named(name ?? ''), 'name-hyphens')[0] ?? '', new RegExp(`has ${what}\\.$`));
      assert.match(afterFix(named(name ?? ''), 'name-hyphens'), /^name: (pdf-)?forms$/m);
    });
  }
});

describe('name-folder', () => {
  it('offers both ways, the name first', () => {
    assert.deepEqual(fixTitles(named('pdf-forms'), 'name-folder', inFolder('forms')), [
      'Change the name to "forms"',
      'Rename the folder to "pdf-forms"',
    ]);
  });

  it('offers only what leads to something valid', () => {
    assert.deepEqual(fixTitles(named('pdf-forms'), 'name-folder', inFolder('My Forms')), [
      'Rename the folder to "pdf-forms"',
    ]);
    assert.deepEqual(fixTitles(named('PDF'), 'name-folder', inFolder('forms')), [
      'Change the name to "forms"',
    ]);
  });

  it('is silent where the folder is not known, and about ways to write one letter', () => {
    assert.deepEqual(problemsIn(named('pdf-forms'), 'name-folder'), []);
    assert.deepEqual(problemsIn(named('über'), 'name-folder', inFolder('u\u0308ber')), []);
  });
});

describe('name-reserved', () => {
  it('finds the words anywhere in the name', () => {
    for (const name of ['claude-forms', 'my-anthropic-forms', 'preclaudes']) {
      assert.equal(problemsIn(named(name), 'name-reserved').length, 1, name);
    }
  });

  it('offers the rest of the name, but does not choose it', () => {
    assert.deepEqual(fixTitles(named('claude-forms'), 'name-reserved'), ['Change the name to "forms"']);
    assert.deepEqual(fixTitles(named('claude'), 'name-reserved'), []);
  });
});

describe('name-vague', () => {
  it('finds names that say nothing', () => {
    for (const name of ['helper', 'utils', 'my-skill', 'tools', 'data-helper', 'new-skill', 'files']) {
      assert.deepEqual(codesIn(named(name)), ['name-vague'], name);
    }
  });

  it('is silent as soon as one word says something', () => {
    for (const name of [
      'pdf-tools',
      'data-migration',
      'helper-generator',
      'access',
      'git-utils',
      'test-data',
    ]) {
      assert.deepEqual(codesIn(named(name)), [], name);
    }
  });
});
