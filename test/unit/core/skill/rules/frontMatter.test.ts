import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseSkill } from '../../../../../src/core/skill/document/parseSkill.ts';
import {
  afterFix,
  codesIn,
  fixTitles,
  inFolder,
  messagesIn,
  problemsIn,
  skill,
  sound,
  underlined,
} from '../../../../support/skill/skillChecks.ts';

describe('front-matter-missing', () => {
  it('is the only complaint about a file without front matter', () => {
    assert.deepEqual(codesIn('# Forms\n\nRead the form.\n'), ['front-matter-missing']);
    assert.deepEqual(messagesIn('# Forms\n', 'front-matter-missing'), ['There is no front matter.']);
  });

  it('says when the file is empty', () => {
    for (const text of ['', '\n\n', '  \n\t']) {
      assert.deepEqual(messagesIn(text, 'front-matter-missing'), ['The file is empty.']);
    }
  });

  it('is fixed with the folder’s name and the first paragraph', () => {
    const text = '# Forms\n\nFills in PDF forms for people.\n\n- Step\n';
    assert.deepEqual(fixTitles(text, 'front-matter-missing'), ['*Add front matter']);
    assert.equal(
      afterFix(text, 'front-matter-missing', inFolder('pdf-forms')),
      `---\nname: pdf-forms\ndescription: Fills in PDF forms for people.\n---\n\n${text}`,
    );
  });

  it('takes the title where the folder is not known', () => {
    assert.match(afterFix('# Fill in: PDF forms\n', 'front-matter-missing'), /^name: fill-in-pdf-forms$/m);
  });

  it('leaves one blank line before what is there, and none where nothing is', () => {
    const [empty, blank, filled] = ['', '\n  \n', '# Forms\n'].map(text =>
      afterFix(text, 'front-matter-missing'),
    );
    assert.match(empty ?? '', /\n---\n$/);
    assert.match(blank ?? '', /\n---\n\n {2}\n$/);
    assert.match(filled ?? '', /\n---\n\n# Forms\n$/);
  });

  it('leaves it to the person where the description would be made up', () => {
    const text = '# Forms\n';
    assert.deepEqual(fixTitles(text, 'front-matter-missing'), ['Add front matter']);
    assert.deepEqual(codesIn(afterFix(text, 'front-matter-missing')), ['placeholder-text']);
  });

  it('quotes a description that YAML would not take as it is', () => {
    const text = 'Fills in forms: those in PDF files.\n';
    assert.match(
      afterFix(text, 'front-matter-missing'),
      /^description: "Fills in forms: those in PDF files\."$/m,
    );
  });

  it('keeps the line breaks of the file', () => {
    const after = afterFix('# Forms\r\n\r\nText.\r\n', 'front-matter-missing');
    assert.doesNotMatch(after, /[^\r]\n/);
  });

  it('comes after a byte order mark, not before', () => {
    assert.match(afterFix('\uFEFF# Forms\n', 'front-matter-missing'), /^\uFEFF---\n/);
  });
});

describe('front-matter-not-first', () => {
  it('marks what is before and takes it away', () => {
    const text = `\n  \n${sound()}`;
    assert.deepEqual(codesIn(text), ['front-matter-not-first']);
    assert.equal(afterFix(text, 'front-matter-not-first'), sound());
  });

  it('does not take a rule under a heading for front matter', () => {
    assert.deepEqual(codesIn('Forms\n---\nname: x\n---\n'), ['front-matter-missing']);
  });
});

describe('byte-order-mark', () => {
  it('is told and removed, and the rest is checked all the same', () => {
    const text = `\uFEFF${skill('name: PDF')}`;
    assert.deepEqual(codesIn(text), ['byte-order-mark', 'description-missing', 'name-format']);
    assert.equal(afterFix(text, 'byte-order-mark'), text.slice(1));
  });

  it('goes with blank lines before the front matter', () => {
    const text = `\uFEFF\n${sound()}`;
    assert.deepEqual(codesIn(text), ['byte-order-mark', 'front-matter-not-first']);
  });
});

describe('front-matter-not-closed', () => {
  it('is the only complaint, on the opening line', () => {
    const text = '---\nname: PDF\nversion: 1\n\n# Forms\n';
    assert.deepEqual(codesIn(text), ['front-matter-not-closed']);
    assert.deepEqual(underlined(text, 'front-matter-not-closed'), ['---']);
  });

  for (const [what, before, after] of [
    [
      'before the blank line',
      '---\nname: x\ndescription: y\n\n# Forms\n',
      '---\nname: x\ndescription: y\n---\n\n# Forms\n',
    ],
    ['before a heading', '---\nname: x\n# Forms\nText\n', '---\nname: x\n---\n# Forms\nText\n'],
    ['at the end', '---\nname: x\ndescription: y', '---\nname: x\ndescription: y\n---\n'],
    [
      'after a blank line among keys',
      '---\nname: x\n\ndescription: y\n\nText.\n',
      '---\nname: x\n\ndescription: y\n---\n\nText.\n',
    ],
    ['when there is nothing in it', '---', '---\n---\n'],
    ['when there is nothing in it but a line break', '---\n', '---\n---\n'],
    ['with the file’s line breaks', '---\r\nname: x\r\n', '---\r\nname: x\r\n---\r\n'],
  ] as const) {
    it(`is closed ${what}`, () => assert.equal(afterFix(before, 'front-matter-not-closed'), after));
  }
});

describe('front-matter-not-map', () => {
  it('marks what stands there instead', () => {
    assert.deepEqual(underlined(skill('- a\n- b'), 'front-matter-not-map'), ['- a\n- b']);
    assert.deepEqual(underlined(skill('just text'), 'front-matter-not-map'), ['just text']);
  });

  it('does not mind front matter that is empty: there, the name is missing', () => {
    assert.deepEqual(codesIn('---\n---\nText.\n'), ['name-missing', 'description-missing']);
    assert.deepEqual(codesIn('---\n# a comment\n---\nText.\n'), ['name-missing', 'description-missing']);
  });
});

describe('front-matter-too-large', () => {
  it('refuses by size before parsing', () => {
    const text = sound(`license: ${'x'.repeat(66_000)}`);
    assert.match(
      messagesIn(text, 'front-matter-too-large')[0] ?? '',
      /^The front matter has 66,\d{3} characters; more than 65,536 /,
    );
    assert.equal(parseSkill(text).frontMatter?.state, 'too-large');
  });

  it('refuses by shape', () => {
    for (const lines of [
      'x:\n'.repeat(501),
      `x: ${'['.repeat(1200)}`,
      `x: ${'{a: '.repeat(600)}`,
      '- '.repeat(1500),
    ]) {
      assert.deepEqual(codesIn(sound(lines)), ['front-matter-too-large'], lines.slice(0, 10));
    }
  });

  it('lets a long but plain text pass to the rule about its length', () => {
    assert.deepEqual(codesIn(skill(`name: x\ndescription: ${'Use when asked. '.repeat(3000)}`)), [
      'description-length',
    ]);
  });
});

describe('duplicate-key', () => {
  it('marks the second key', () => {
    const text = sound('license: MIT\nlicense: ISC');
    assert.deepEqual(
      problemsIn(text, 'duplicate-key').map(({ range }) => range.start),
      [{ line: 4, character: 0 }],
    );
  });

  it('is fixed by itself only where both say the same', () => {
    assert.deepEqual(fixTitles(sound('license: MIT\nlicense: MIT'), 'duplicate-key'), [
      '*Remove this "license"',
    ]);
    assert.deepEqual(fixTitles(sound('license: MIT\nlicense: ISC'), 'duplicate-key'), [
      'Remove this "license"',
    ]);
  });

  it('removes all lines of the second', () => {
    const text = sound('metadata:\n  a: "1"\nmetadata:\n  a: "1"\nlicense: MIT');
    assert.equal(afterFix(text, 'duplicate-key'), sound('metadata:\n  a: "1"\nlicense: MIT'));
  });

  it('looks into maps as well', () => {
    const text = sound('metadata:\n  a: "1"\n  a: "2"');
    assert.deepEqual(underlined(text, 'duplicate-key'), ['a']);
    assert.equal(afterFix(text, 'duplicate-key'), sound('metadata:\n  a: "1"'));
  });

  it('has no fix that would break a map in braces, however its lines are broken', () => {
    for (const map of ['{a: "1", a: "2"}', '{a: "1",\n  a: "2",\n  b: "3"}', '{a: "1",\n  a: "2" }']) {
      assert.deepEqual(fixTitles(sound(`metadata: ${map}`), 'duplicate-key'), [], map);
    }
  });

  it('has no fix in a map in braces', () => {
    assert.deepEqual(fixTitles(sound('metadata: {a: "1", a: "2"}'), 'duplicate-key'), []);
  });
});

describe('not-utf-8', () => {
  it('is told once, at the first character that was lost', () => {
    const text = sound().replace('PDF', '\uFFFD\uFFFD');
    assert.deepEqual(
      problemsIn(text)
        .filter(({ code }) => code === 'not-utf-8')
        .map(({ range }) => range.start.line),
      [2],
    );
    assert.deepEqual(fixTitles(text, 'not-utf-8'), [], 'what is lost cannot be guessed');
  });

  it('is not told of any character that is there', () => {
    assert.deepEqual(codesIn(`${sound()}\nCafés, наивно, 漢字, 👩\u200d💻.\n`), []);
  });
});

describe('line-endings', () => {
  it('is a hint, told once, and fixed by hand', () => {
    const text = sound().replaceAll('\n', '\r\n');
    assert.deepEqual(
      problemsIn(text).map(({ code, severity }) => `${code} ${severity}`),
      ['line-endings hint'],
    );
    assert.deepEqual(fixTitles(text, 'line-endings'), ['End all lines with LF']);
    assert.equal(afterFix(text, 'line-endings'), sound());
  });

  it('is not fixed in a part of a file that is too long to be looked at', () => {
    const long = sound('', `\r\n${'x'.repeat(300_000)}\r\n`);
    assert.deepEqual(fixTitles(long, 'line-endings'), []);
  });

  it('is marked at its first line where there is no front matter', () => {
    assert.deepEqual(underlined('Forms\r\nMore\r\n', 'line-endings'), ['Forms']);
  });

  it('takes lone carriage returns for line breaks, too', () => {
    const text = sound().replaceAll('\n', '\r');
    assert.deepEqual(codesIn(text), ['line-endings']);
    assert.equal(afterFix(text, 'line-endings'), sound());
  });
});

describe('delimiter-blank', () => {
  it('underlines all that follows three hyphens, however long it is', () => {
    const blanks = ' \t'.repeat(1_000);
    const text = `---\nname: x\ndescription: Counts. Use when counting.\n---${blanks}\n\nCount.\n`;
    assert.deepEqual(underlined(text, 'delimiter-blank'), [blanks]);
  });
});
