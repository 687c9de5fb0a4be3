import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readSkill } from '../../../../../src/core/bundle/readSkill.ts';
import { checkSkill } from '../../../../../src/core/skill/checkSkill.ts';
import { parseSkill } from '../../../../../src/core/skill/document/parseSkill.ts';
import { fixAll } from '../../../../../src/core/skill/fix/fixAll.ts';
import type { SkillContext } from '../../../../../src/core/skill/skillContext.ts';
import { saysWhen } from '../../../../../src/core/skill/wording.ts';
import { assertOk } from '../../../../support/result.ts';
import { memoryFolder } from '../../../../support/skill/memoryFolder.ts';
import {
  codesIn,
  everyProfile,
  fixTitles,
  problemsIn,
  skill,
  sound,
  underlined,
  withFiles,
} from '../../../../support/skill/skillChecks.ts';

const described = 'description: Sorts bills. Use when the user has bills.';
const warnings = (text: string, context: SkillContext) =>
  checkSkill(parseSkill(text), context, { profiles: ['spec', 'advice'] })
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ code }) => code);
const fixed = (text: string, context: SkillContext = withFiles()) =>
  fixAll(parseSkill(text), context, { profiles: everyProfile }).text;

describe('the form of the file', () => {
  it('a blank behind the hyphens is told and taken away, above and below', () => {
    const text = `--- \nname: sort-bills\n${described}\n---\t\n\nRead them.\n`;
    assert.deepEqual(underlined(text, 'delimiter-blank'), [' ', '\t']);
    assert.equal(fixed(text), text.replace('--- ', '---').replace('---\t', '---'));
  });

  it('bytes that are no UTF-8 are an error, whatever they are, and a lost character a warning', async () => {
    for (const [bytes, severity] of [
      [Buffer.from(sound().replace('Fills', '\xe9'), 'latin1'), 'error'],
      [Buffer.from(`\ufeff${sound()}`, 'utf16le'), 'error'],
      [Buffer.from(sound('', '\nAn \ufffd.\n')), 'warning'],
    ] as const) {
      const read = await readSkill(memoryFolder('pdf-forms', { 'SKILL.md': bytes }));
      assertOk(read);
      const { text, context } = read.value;
      assert.deepEqual(
        problemsIn(text, 'not-utf-8', context).map(problem => problem.severity),
        [severity],
      );
    }
  });

  it('a document of the skill that is not UTF-8 is told', async () => {
    const files = { 'SKILL.md': sound('', '\nSee [a](a.md).\n'), 'a.md': Buffer.from([0x61, 0xe9, 0x0a]) };
    const read = await readSkill(memoryFolder('pdf-forms', files));
    assertOk(read);
    assert.deepEqual(codesIn(read.value.text, read.value.context), ['file-not-utf-8']);
  });

  it('a conflict is told in front matter and in the body, and not in an example', () => {
    const sides = (a: string, b: string) => `<<<<<<< HEAD\n${a}\n=======\n${b}\n>>>>>>> theirs`;
    const inFront = skill(`name: sort-bills\n${sides('description: A.', 'description: B.')}`);
    assert.ok(codesIn(inFront).includes('conflict-marker'));
    assert.deepEqual(underlined(sound('', `\n${sides('One.', 'Two.')}\n`), 'conflict-marker'), [
      '<<<<<<< HEAD',
    ]);
    for (const example of [`\`\`\`\n${sides('a', 'b')}\n\`\`\``, 'A line\n=======\n', '`<<<<<<< HEAD`']) {
      assert.deepEqual(codesIn(sound('', `\n${example}\n`)), [], example);
    }
  });

  it('a path instead of a text is what Git leaves of a link', () => {
    for (const target of [
      '../../common/SKILL.md',
      '../other',
      'SKILL-real.md',
      '/srv/skills/a/SKILL.md',
      '..\\a.md',
    ]) {
      assert.deepEqual(codesIn(target), ['link-as-text'], target);
    }
    for (const text of ['# Title\n', 'Just words\n', 'one/two\nthree/four\n', '']) {
      assert.deepEqual(codesIn(text), ['front-matter-missing'], text);
    }
  });

  it('so is a file that holds the path of another of its kind, and no list of such', () => {
    const pointers = (texts: Record<string, string>) =>
      problemsIn(sound(), 'link-as-text', { ...withFiles(), texts: new Map(Object.entries(texts)) });
    assert.equal(
      pointers({ 'references/a.md': '../../common/a.md', scripts: '../common/scripts' }).length,
      2,
    );
    assert.deepEqual(
      pointers({ 'a.md': 'See ../b.md', 'b.txt': 'docs/a.md', 'c.txt': 'one', 'd.md': '../a.md\n../b.md' }),
      [],
    );
  });
});

describe('characters that cannot be seen', () => {
  const sane = skill(`name: sort-bills\n${described}\nmetadata:\n  by: me`);
  for (const [what, change] of [
    ['behind a colon', (text: string) => text.replace('name: ', 'name:\u00a0')],
    ['behind every colon', (text: string) => text.replaceAll(': ', ':\u00a0')],
    ['before a key', (text: string) => text.replace('name', '\u200bname')],
    ['in a key', (text: string) => text.replace('description', 'descrip\u00adtion')],
    ['in the indentation', (text: string) => text.replace('  by', '\u00a0 by').replace('\u00a0', ' \u200b')],
    ['behind the opening hyphens', (text: string) => text.replace('---', '---\u00a0')],
    ['behind the closing hyphens', (text: string) => text.replace(/\n---\n/, '\n---\u200b\n')],
    ['in a value', (text: string) => text.replace('Sorts', 'Sor\u200bts')],
  ] as const) {
    it(`are named and mended ${what}`, () => {
      const text = change(sane);
      assert.ok(codesIn(text).includes('invisible-character'), JSON.stringify(codesIn(text)));
      assert.ok(!codesIn(text).includes('front-matter-not-map'));
      assert.equal(fixed(text), sane);
    });
  }

  it('are left alone where a language needs them', () => {
    for (const description of [
      'Trie les factures\u00a0: use when asked.',
      '"整理　账单。当用户要求时使用。"',
      'می\u200cخواهم use when asked.',
      'Sorts 👨\u200d👩\u200d👧 bills. Use when asked.',
    ]) {
      assert.ok(
        !codesIn(skill(`name: x\ndescription: ${description}`)).includes('invisible-character'),
        description,
      );
    }
  });
});

describe('values that parsers read in several ways', () => {
  for (const value of ['2026-03-05', 'yes', 'Off', '12:30', '0x1F', '1_000', 'n', '2026-03-05 10:00:00']) {
    it(`${value} gets quotes under metadata, and as a license`, () => {
      assert.deepEqual(fixTitles(sound(`metadata:\n  a: ${value}`), 'metadata-value'), [
        `*Write "${value}" in quotes`,
      ]);
    });
  }

  it('what all read as text stays as it is', () => {
    for (const value of ['2026-03', 'yes please', '12:30 Uhr', 'v1.0', '1.2.3', '"yes"', 'a:b']) {
      assert.deepEqual(codesIn(sound(`metadata:\n  a: ${value}`)), [], value);
    }
  });

  it('tags of one’s own are an error, and YAML’s own are none', () => {
    for (const tagged of [
      'license: !include LICENSE',
      'license: !!python/name:x y',
      'metadata: !env\n  a: b',
    ]) {
      assert.ok(codesIn(sound(tagged)).includes('yaml-tag'), tagged);
    }
    assert.ok(!codesIn(sound('license: !!str MIT')).includes('yaml-tag'));
    assert.ok(!codesIn(sound('license: "!include LICENSE"')).includes('yaml-tag'));
  });

  it('a comment sign in a description cuts it, also before a blank', () => {
    const cut = (description: string) =>
      codesIn(skill(`name: x\ndescription: ${description}`)).includes('yaml-comment-cut');
    assert.ok(cut('Writes C # code. Use when asked.'));
    assert.ok(cut('Closes issue #12. Use when asked.'));
    assert.ok(!cut('Use when asked. # skillwright-ignore description-when'));
    assert.ok(!cut('Writes C# code. Use when asked.'));
    assert.deepEqual(codesIn(sound('license: MIT # as the others')), []);
  });
});

describe('names of files', () => {
  it('in another form of the same letters are told once, and the link takes the file’s', () => {
    const context = withFiles('references/re\u0301sume\u0301.md');
    const text = sound('', '\nSee [a](references/r\u00e9sum\u00e9.md#x).\n');
    assert.deepEqual(codesIn(text, context), ['link-form']);
    assert.equal(fixed(text, context), text.replace('r\u00e9sum\u00e9', 're\u0301sume\u0301'));
    const coded = sound('', '\nRun `scripts/me\u0301nage.py`.\n');
    const scripts = withFiles('scripts/m\u00e9nage.py');
    assert.deepEqual(codesIn(coded, scripts), ['path-missing']);
    assert.equal(fixed(coded, scripts), coded.replace('e\u0301', '\u00e9'));
  });

  it('that another file mentions are found: by a path, a name, an import or a folder', () => {
    const texts = (entries: Record<string, string>) => ({
      ...withFiles('references/index.md', ...Object.keys(entries), 'assets/part.svg', 'scripts/lib/sums.py'),
      texts: new Map(Object.entries(entries)),
    });
    const text = sound('', '\nSee [all](references/index.md) and `scripts/main.py`.\n');
    const unmentioned = (entries: Record<string, string>) =>
      problemsIn(text, 'file-unreferenced', texts(entries)).map(({ path }) => path);
    const module = { 'scripts/main.py': 'from lib.sums import total\n' };
    assert.deepEqual(unmentioned({ ...module, 'agents/openai.yaml': 'icon: "./assets/part.svg"\n' }), []);
    assert.deepEqual(unmentioned({ ...module, 'references/a.md': 'part.svg\n' }), ['references/a.md']);
    assert.deepEqual(unmentioned({ 'scripts/main.py': 'import os\n' }), [
      'assets/part.svg',
      'scripts/lib/sums.py',
    ]);
  });
});

describe('paths of examples', () => {
  const context = withFiles('scripts/make.py', 'references/a.md');
  for (const body of [
    '```\napp/\n├── scripts/build.sh\n└── references/api.md\n```',
    '```\nmy-app\n|-- scripts/build.sh\n+-- assets/logo.png\n```',
    '```sh\n# in the repository of the user\n./scripts/deploy.sh --all\ngit add scripts/*.sh assets/logo.svg\n```',
    '```json\n{ "test": "scripts/test.sh" }\n```',
    'Output goes to `assets/chart.png`.',
    'Save it as `references/notes.md` in their project.',
    'For example `scripts/rotate.py`.',
    'Files such as `references/finance.md` or `references/policies.md`.',
    '    scripts/old.sh --all',
    'The skill ends with scripts/gone.py in its list.',
    'Run this:\n\nscripts/gone.py\n',
  ]) {
    it(`bring no warning: ${JSON.stringify(body)}`, () => {
      assert.deepEqual(warnings(sound('', `\n${body}\n`), context), []);
    });
  }

  it('of the skill’s own folder are still worth knowing', () => {
    for (const body of [
      `\`\`\`sh\npython ${'$'}{CLAUDE_SKILL_DIR}/scripts/gone.py\n\`\`\``,
      '```sh\nnode <skill-dir>/scripts/gone.mjs\n```',
      '```sh\npython scripts/gone.py\n```',
      'Run the script:\nscripts/gone.py\n',
      'See references/gone.md for more.',
    ]) {
      const severities = problemsIn(sound('', `\n${body}\n`), 'path-missing', context).map(
        ({ severity }) => severity,
      );
      assert.deepEqual(severities, ['information'], body);
    }
  });
});

describe('a description that says when', () => {
  for (const text of [
    'Mengurutkan faktur berdasarkan tanggal. Gunakan saat pengguna meminta.',
    'Sortuje faktury wedlug daty. Uzyj, gdy uzytkownik prosi.',
    'Faturalari tarihe gore siralar.',
    'MUST be loaded prior to editing any bill.',
    'Bill sorting for accountants.',
    'Sorts bills as soon as they arrive.',
    'Rechnungen sortieren',
    'Trie les factures par date.',
    'Ordina le fatture per data.',
  ]) {
    it(`is heard, or not doubted, in: ${text}`, () => assert.equal(saysWhen(text), true));
  }

  for (const text of [
    'Sorts and checks the bills of a company.',
    'A toolkit with patterns and best practices.',
  ]) {
    it(`is missed in: ${text}`, () => assert.equal(saysWhen(text), false));
  }
});

describe('fields of products', () => {
  it('whose value makes a product drop the skill are warnings without any profile of it, and never fixed by themselves', () => {
    const text = sound(
      'argument-hint: [file]\ndisable-model-invocation: yes\ntools: [Bash]\nallowed_tools: Read',
    );
    assert.deepEqual(warnings(text, withFiles()), [
      'vscode-argument-hint',
      'vscode-flag',
      'field-misspelt',
      'field-misspelt',
    ]);
    assert.equal(fixed(text), text);
  });

  it('of Hermes are known, and type is Kimi’s only with its own values', () => {
    const codes = (lines: string) =>
      problemsIn(sound(lines), null, withFiles(), { profiles: ['spec'] }).map(({ code }) => code);
    assert.deepEqual(codes('platforms: [macos]\nrequired_environment_variables: []'), [
      'field-of-product',
      'field-of-product',
    ]);
    assert.deepEqual(codes('type: flow'), ['field-of-product']);
    assert.deepEqual(codes('type: knowledge'), ['field-unknown']);
  });

  it('Version moves under metadata as version', () => {
    assert.equal(fixed(sound('Version: 1.0')), sound('metadata:\n  version: "1.0"'));
  });

  it('a list of tools, or commas between them, is worth knowing and can be written as one text', () => {
    for (const lines of ['allowed-tools: [Read, Write]', 'allowed-tools: Read, Write']) {
      assert.deepEqual(warnings(sound(lines), withFiles()), []);
      assert.equal(fixed(sound(lines)), sound('allowed-tools: Read Write'));
    }
  });
});

describe('the name', () => {
  it('is never changed by Fix all: a worktree, an unpacked zip or a wrong letter is for a person', () => {
    for (const [name, folderName] of [
      ['plan-trip', 'plan-trip-fix-typo'],
      ['plan-trip', 'plan-trip-main'],
      ['Plan Trip', 'plan-trip'],
      ['claude-trip', 'claude-trip'],
    ]) {
      const text = skill(`name: ${name}\n${described}`);
      assert.equal(fixed(text, { ...withFiles(), folderName: folderName ?? null }), text);
    }
  });
});

describe('what is asked for and not there', () => {
  it('a folder with nothing but empty folders in it is empty, too', async () => {
    const text = sound('', '\nPut it into [the drafts](drafts).\n');
    const context = { ...withFiles(), emptyDirectories: ['drafts/letters/old'] };
    const [problem] = problemsIn(text, 'link-missing', context);
    assert.equal(problem?.message, '"drafts" is empty, so it is not published.');
  });

  it('a file that an @ brings in is missed in plain text', () => {
    const text = sound('', '\nRead @references/tariffs.md before that.\n');
    const context = withFiles('references/rates.md');
    assert.deepEqual(underlined(text, 'path-missing', context), ['references/tariffs.md']);
  });

  it('a path that is a paragraph of its own is missed without its folder, and one in a list is not', () => {
    const missed = (body: string) => underlined(sound('', body), 'path-missing', withFiles());
    assert.deepEqual(missed('\nCount the bills:\n\nscripts/count.py\n\nThen stop.\n'), ['scripts/count.py']);
    assert.deepEqual(missed('\nYour repository has\n\n- scripts/count.py\n- assets/logo.svg\n'), []);
  });

  it('hyphens that are not three, or are dashes, are named where front matter should begin', () => {
    for (const [line, what] of [
      ['----', 'are 4'],
      ['--', 'are 2'],
      ['\u2014', 'is another dash'],
      ['\u2014-', 'is another dash'],
    ]) {
      const text = `${line}\nname: sort-bills\n${described}\n${line}\n\nRead them.\n`;
      const [problem] = problemsIn(text, 'front-matter-missing');
      assert.equal(
        problem?.message,
        `There is no front matter: it begins with three hyphens, and here ${what}.`,
      );
    }
    const [plain] = problemsIn('# Bills\n', 'front-matter-missing');
    assert.equal(plain?.message, 'There is no front matter.');
  });
});
