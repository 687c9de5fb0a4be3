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

const described = (text: string, more = '') => skill(`name: pdf-forms\ndescription: ${text}${more}`);

describe('description-missing and description-blank', () => {
  const missing = (body: string) => skill('name: pdf-forms', body);

  it('takes the skill’s own first paragraph', () => {
    const text = missing('\n# Forms\n\nFills in PDF forms\nfor people.\n');
    assert.deepEqual(fixTitles(text, 'description-missing'), ['*Add a description']);
    assert.match(
      afterFix(text, 'description-missing'),
      /^description: Fills in PDF forms for people\.\n---$/m,
    );
  });

  it('proposes a sentence to be replaced where there is none, and leaves it to the person', () => {
    const text = missing('\n# Forms\n\n- One\n');
    assert.deepEqual(fixTitles(text, 'description-missing'), ['Add a description']);
    assert.match(
      afterFix(text, 'description-missing', inFolder('pdf-forms')),
      /^description: Describe what pdf-forms does\./m,
    );
  });

  it('leaves other keys and comments as they are', () => {
    const text = skill('name: x # the name\n# more\nlicense: MIT', '\nFills in PDF forms for people.\n');
    assert.equal(
      afterFix(text, 'description-missing'),
      text.replace('license: MIT\n', 'license: MIT\ndescription: Fills in PDF forms for people.\n'),
    );
  });

  it('fills in a blank one', () => {
    for (const blank of ['', '""', '>-', '|', '"  "']) {
      const text = described(blank);
      assert.deepEqual(codesIn(text), ['description-blank'], blank);
      assert.match(afterFix(text, 'description-blank'), /^description: Describe/m);
      assert.deepEqual(codesIn(afterFix(text, 'description-blank')), ['placeholder-text'], blank);
    }
  });
});

describe('adding a description', () => {
  const body = '\n# Forms\n\nFills in PDF forms for people.\n';
  const cases: readonly (readonly [lines: string, code: string, title: string])[] = [
    ['name: pdf-forms', 'description-missing', '*Add a description'],
    ['name: pdf-forms\ndescription:', 'description-blank', '*Add a description'],
    // A misspelt key has its own fix, which is the better one: Fix all must not add a second description.
    ['name: pdf-forms\ndescripton: Fills in forms.', 'description-missing', 'Add a description'],
    ['name: pdf-forms\ndescripton: Fills in forms.\ndescription:', 'description-blank', 'Add a description'],
  ];
  for (const [lines, code, title] of cases) {
    it(`is ${title.startsWith('*') ? '' : 'not '}done by itself for ${JSON.stringify(lines)}`, () => {
      assert.deepEqual(fixTitles(skill(lines, body), code), [title]);
    });
  }
});

describe('description-type', () => {
  it('quotes a number, and leaves lists to the person', () => {
    assert.match(afterFix(described('2024'), 'description-type'), /^description: "2024"$/m);
    assert.deepEqual(fixTitles(described('[a, b]'), 'description-type'), []);
    assert.deepEqual(messagesIn(described('[a, b]'), 'description-type'), [
      'YAML reads the description as a list, not as text.',
    ]);
  });
});

describe('description-length', () => {
  const long = (length: number) => `Use when asked. ${'x'.repeat(length - 16)}`;

  it('allows exactly 1,024, and says the count', () => {
    assert.deepEqual(codesIn(described(long(1024))), []);
    assert.deepEqual(messagesIn(described(long(1025)), 'description-length'), [
      'The description has 1,025 characters; at most 1,024 are allowed.',
    ]);
  });

  it('counts what a person would call characters, not code units', () => {
    assert.deepEqual(codesIn(described(`Use when asked. ${'😀'.repeat(1000)}`)), []);
  });

  it('counts the value, not how it is written', () => {
    const folded = `>-\n  Use when asked.\n${'  xxxxxxxxx\n'.repeat(90)}`.trimEnd();
    assert.deepEqual(codesIn(described(folded)), []);
  });

  it('drops a line break at the end when that is the one too many, and nothing else ever', () => {
    const folded = described(`>\n  ${long(1024)}`);
    assert.deepEqual(fixTitles(folded, 'description-length'), ['*Drop the line break at the end']);
    assert.deepEqual(codesIn(afterFix(folded, 'description-length')), []);
    assert.deepEqual(fixTitles(described(long(1025)), 'description-length'), []);
  });
});

describe('what is too long in another way than by a last line break', () => {
  const x = 'x'.repeat(1100);
  const half = 'y'.repeat(500);
  for (const [what, written] of [
    ['a block that is too long without it', `>\n  Use when ${x}`],
    ['a block of several lines that stay lines', `|\n  Use when\n  ${half}\n  ${half}yyyyyyyyyyyyyyy`],
    ['text in quotes', `"Use when ${x}"`],
  ] as const) {
    it(`has no fix: ${what}`, () =>
      assert.deepEqual(fixTitles(described(written), 'description-length'), []));
  }

  it('keeps the line break that ends the key, as the file writes it', () => {
    const text = described(`>\n  Use when asked. ${'x'.repeat(1008)}`, '\nlicense: MIT');
    for (const written of [text, text.replaceAll('\n', '\r\n')]) {
      const fixed = afterFix(written, 'description-length');
      assert.match(fixed, /^description: Use when asked\. x+\r?\nlicense: MIT\r?\n---/m);
      assert.equal(/\r/.test(fixed), /\r/.test(written));
    }
  });
});

describe('what is marked in a description', () => {
  it('is the whole of it where YAML writes the words otherwise, whatever else the file says', () => {
    const written = '"Fills in \\x3cform> when asked."';
    for (const body of ['\nRead.\n', '\nRead the <form>.\n']) {
      const text = skill(`name: pdf-forms\ndescription: ${written}`, body);
      assert.deepEqual(underlined(text, 'description-tags'), [written]);
    }
  });

  it('is the tag in the description, not the same one above it', () => {
    const text = skill('name: pdf-forms\nlicense: <form>\ndescription: Fills in <form>');
    const [problem] = problemsIn(text, 'description-tags');
    assert.deepEqual([problem?.range.start.line, problem?.range.start.character], [3, 22]);
    assert.deepEqual(underlined(text, 'description-tags'), ['<form>'], 'also at the very end');
  });
});

describe('description-tags', () => {
  it('marks the first tag, whichever way the text is written', () => {
    const tagged = 'Fills in <form> when <b>asked</b>.';
    for (const written of [tagged, `"${tagged}"`, `>-\n  ${tagged}`]) {
      assert.deepEqual(underlined(described(written), 'description-tags'), ['<form>'], written);
    }
  });

  it('is silent about signs that are no tags', () => {
    for (const text of [
      'Use when a < b or b > c.',
      'Use when 1<2>0.',
      'Use when asked -> do.',
      'Use when x<3.',
    ]) {
      assert.deepEqual(problemsIn(described(text), 'description-tags'), [], text);
    }
  });

  it('is about Anthropic; VS Code has a warning of its own', () => {
    const text = described('Fills in <form> when asked.');
    assert.deepEqual(
      problemsIn(text).map(({ code, profile, severity }) => [code, profile, severity]),
      [
        ['description-tags', 'anthropic', 'error'],
        ['description-tags-stripped', 'vscode', 'warning'],
      ],
    );
  });
});

describe('description-when', () => {
  it('asks for an occasion', () => {
    assert.deepEqual(codesIn(described('Fills in and checks PDF forms.')), ['description-when']);
  });

  it('does not ask where the model does not choose, or reads it elsewhere', () => {
    for (const more of ['disable-model-invocation: true', 'when_to_use: On forms.', 'whenToUse: On forms.']) {
      const found = codesIn(described('Fills in and checks PDF forms.', `\n${more}`));
      assert.ok(!found.includes('description-when'), more);
    }
    const found = codesIn(described('Fills in and checks PDF forms.', '\ndisable-model-invocation: false'));
    assert.ok(found.includes('description-when'));
  });
});

describe('description-person', () => {
  it('marks the words that address a reader', () => {
    assert.deepEqual(underlined(described('I can help with forms when asked.'), 'description-person'), ['I']);
    assert.deepEqual(
      underlined(described('When asked, this helps you fill in forms.'), 'description-person'),
      ['helps you'],
    );
  });
});

describe('description-restates-name', () => {
  it('finds what adds nothing to the name', () => {
    for (const text of ['Helps with PDF forms.', 'PDF forms', 'A skill for processing PDF forms']) {
      assert.ok(codesIn(described(text)).includes('description-restates-name'), text);
    }
  });

  it('needs a name to compare with', () => {
    const text = skill('name: [pdf-forms]\ndescription: Helps with PDF forms.');
    assert.deepEqual(problemsIn(text, 'description-restates-name'), []);
  });
});
