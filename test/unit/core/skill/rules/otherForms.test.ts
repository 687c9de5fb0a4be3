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
  afterFix,
  codesIn,
  everyProfile,
  fixTitles,
  messagesIn,
  problemsIn,
  sound,
  underlined,
  withFiles,
} from '../../../../support/skill/skillChecks.ts';

const described = 'description: Mends nets. Use when a net is torn.';
const fixed = (text: string, context: SkillContext = withFiles()) =>
  fixAll(parseSkill(text), context, { profiles: everyProfile }).text;
const problemCodes = (text: string) =>
  checkSkill(parseSkill(text), withFiles(), { profiles: ['spec', 'advice'] }).map(({ code }) => code);

describe('front matter that is set off in another way', () => {
  const right = `---\nname: mend-nets\n${described}\n---\n\nLook for the hole first.\n`;
  for (const [what, text] of [
    ['four hyphens', right.replaceAll('---\n', '----\n')],
    ['two hyphens', right.replaceAll('---\n', '--\n')],
    ['dashes', right.replaceAll('---\n', '\u2014\n')],
    ['an indented first line', right.replace('---\n', '  ---\n')],
    ['an indented last line', right.replace('\n---\n', '\n ---\n')],
    ['a comment behind the first', right.replace('---\n', '--- # a skill\n')],
    ['stars', right.replaceAll('---\n', '***\n')],
    ['stars apart', right.replaceAll('---\n', '* * *\n')],
    ['underscores', right.replaceAll('---\n', '___\n')],
    ['hyphens apart', right.replaceAll('---\n', '- - -\n')],
    ['escaped hyphens', right.replaceAll('---\n', '\\---\n')],
    ['full-width hyphens', right.replaceAll('---\n', '\uff0d\uff0d\uff0d\n')],
    ['a language behind the first', right.replace('---\n', '---yaml\n')],
    ['stars at the end only', right.replace('\n---\n', '\n***\n')],
    ['four hyphens at the end only', right.replace('\n---\n', '\n----\n')],
  ] as const) {
    it(`by ${what} gets three hyphens, and no second front matter`, () => {
      assert.deepEqual(
        problemCodes(text).filter(code => !code.startsWith('front-matter-')),
        [],
      );
      assert.equal(fixed(text), right);
      const windows = right.replaceAll('\n', '\r\n');
      assert.equal(fixed(text.replaceAll('\n', '\r\n')), windows);
    });
  }

  it('is told where it is when something comes before it, and fixing all adds no second one', () => {
    for (const [before, line] of [
      ['# Nets\n\n', 3],
      ['<!-- made by a tool -->\n', 2],
      ['```yaml\n', 2],
    ] as const) {
      const text = before + right;
      assert.deepEqual(messagesIn(text, 'front-matter-missing'), [
        `There is no front matter at the top: nothing may come before it, and it begins on line ${line}.`,
      ]);
      assert.equal(fixed(text), text);
    }
  });

  it('by another rule of Markdown is told by what stands there, and a rule in the body closes nothing', () => {
    assert.deepEqual(messagesIn(right.replaceAll('---\n', '* * *\n'), 'front-matter-missing'), [
      'There is no front matter: it begins with three hyphens and nothing else, and here is "* * *".',
    ]);
    const open = right.replace('\n---\n', '\n');
    assert.equal(
      fixed(open.replace('\n\n', '\n\nFirst.\n\n***\n\n')),
      right.replace('\n\n', '\n\nFirst.\n\n***\n\n'),
    );
    assert.deepEqual(messagesIn('***\n\nMend the net at once.\n\n***\n', 'front-matter-missing'), [
      'There is no front matter.',
    ]);
  });

  it('in TOML is called so', () => {
    const [message] = messagesIn('+++\nname = "a"\n+++\n', 'front-matter-missing');
    assert.match(message ?? '', /this is TOML\.$/);
  });

  it('is still offered to a text without any, and a list or a rule in the body is no line of it', () => {
    const text = '# Nets\n\nLook for the hole before you mend anything at all.\n\n- one\n\n----\n';
    assert.deepEqual(fixTitles(text, 'front-matter-missing'), ['*Add front matter']);
  });
});

describe('what cannot be seen', () => {
  it('in a key is told once, and the key is not also called missing, misspelt or refused', () => {
    for (const key of ['name\u00a0', '\u200bname', 'na\u00adme']) {
      const text = `---\n${key}: mend-nets\n${described}\n---\n\nLook first.\n`;
      assert.deepEqual(codesIn(text), ['invisible-character'], JSON.stringify(key));
      assert.equal(fixed(text), `---\nname: mend-nets\n${described}\n---\n\nLook first.\n`);
    }
  });

  it('as a control character is an error, since other parsers refuse the whole for it', () => {
    const text = sound('license: MI\u0008T # a\u007f');
    assert.deepEqual(messagesIn(text, 'invisible-character'), [
      'A control character (U+0008) stands here, which YAML does not allow.',
      'A control character (U+007F) stands here, which YAML does not allow.',
    ]);
    assert.equal(fixed(text), sound('license: MIT # a'));
  });

  it('between two keys, as a line separator, becomes the end of a line', () => {
    const text = `---\nname: mend-nets\u2028${described}\n---\n\nLook first.\n`;
    assert.equal(fixed(text), text.replace('\u2028', '\n'));
  });

  it('behind a number sign that something invisible parts from its line is found with it', () => {
    const text = '---\nname\ufeff#\ufeff\n---\n\nLook first.\n';
    assert.deepEqual(underlined(text, 'invisible-character'), ['\ufeff', '\ufeff']);
  });

  it('on a line that would be three hyphens is all named, so that one fix mends the line', () => {
    const text = '---\nname: x\n---\u202e\u202e';
    assert.deepEqual(underlined(text, 'invisible-character'), ['\u202e', '\u202e']);
  });

  it('on both lines of three hyphens, and in a key between them, is mended at once', () => {
    const text = `\u202e---\nname: mend-nets\nli\u00adcense: MIT\n${described}\n\ufeff---\n\nLook first.\n`;
    assert.deepEqual(underlined(text, 'invisible-character'), ['\u202e', '\u00ad', '\ufeff']);
    const mended = `---\nname: mend-nets\nlicense: MIT\n${described}\n---\n\nLook first.\n`;
    assert.equal(afterFix(text, 'invisible-character'), mended);
    assert.deepEqual(underlined('\u202e---\n\ufeff---', 'invisible-character'), ['\u202e', '\ufeff']);
  });

  it('has the right article before its name', () => {
    const [message] = messagesIn(sound('license:\u3000MIT'), 'invisible-character');
    assert.match(message ?? '', /^An ideographic space/);
  });
});

describe('YAML as it is typed elsewhere', () => {
  it('with full-width colons is told with the colon, and mended', () => {
    const text = `---\nname：mend-nets\ndescription： Mends nets. Use when a net is torn.\n---\n\nLook first.\n`;
    assert.deepEqual(messagesIn(text, 'yaml-space-after-colon'), [
      'The colon after "name" is a full-width one; YAML wants ":" and a space.',
      'The colon after "description" is a full-width one; YAML wants ":" and a space.',
    ]);
    assert.equal(fixed(text), `---\nname: mend-nets\n${described}\n---\n\nLook first.\n`);
  });

  it('a value that begins with a number sign is told to be a comment, and quoted', () => {
    const text = sound('argument-hint: #issue');
    assert.deepEqual(underlined(text, 'yaml-comment-cut'), ['#issue']);
    assert.equal(fixed(text), sound('argument-hint: "#issue"'));
    assert.deepEqual(codesIn(sound('license: MIT\nargument-hint: # later')), [
      'field-of-product',
      'anthropic-key',
    ]);
  });
});

describe('keys of other files and of products', () => {
  it('that mean something of their own are not taken for misspelt ones', () => {
    for (const key of ['mode', 'content', 'style']) {
      assert.deepEqual(problemsIn(sound(`${key}: agent`), 'field-misspelt'), [], key);
    }
  });

  it('are corrected by hand where only letters are like those of a product’s key, which does something', () => {
    assert.deepEqual(fixTitles(sound('path: src'), 'field-misspelt'), ['Change it to "paths"']);
    assert.deepEqual(fixTitles(sound('argumentHint: file'), 'field-misspelt'), [
      '*Change it to "argument-hint"',
    ]);
    assert.deepEqual(fixTitles(sound('licens: MIT'), 'field-misspelt'), ['*Change it to "license"']);
  });

  it('under metadata that a product reads as a map are no warning', () => {
    const severities = (key: string) =>
      problemsIn(sound(`metadata:\n  ${key}:\n    emoji: a`), 'metadata-value').map(
        ({ severity }) => severity,
      );
    assert.deepEqual(severities('openclaw'), ['information']);
    assert.deepEqual(severities('hermes'), ['information']);
    assert.deepEqual(severities('team'), ['warning']);
  });
});

describe('files that are not what they seem', () => {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 90210\n`;

  it('a pointer of Git LFS is told, for SKILL.md as nothing else', async () => {
    assert.deepEqual(codesIn(pointer), ['lfs-pointer']);
    const files = { 'SKILL.md': sound('', '\n![a](assets/a.png)\n'), 'assets/a.png': pointer };
    const read = await readSkill(memoryFolder('pdf-forms', files));
    assertOk(read);
    const found = problemsIn(read.value.text, null, read.value.context);
    assert.deepEqual(
      found.map(({ code, path, severity }) => [code, path, severity]),
      [['lfs-pointer', 'assets/a.png', 'warning']],
    );
  });

  it('what no bundle takes is told when the skill is checked, not only when it is packed', async () => {
    const files = { 'SKILL.md': sound('', '\nSee assets/.\n'), 'assets/pipe': { kind: 'other' } } as const;
    const read = await readSkill(memoryFolder('pdf-forms', files));
    assertOk(read);
    assert.deepEqual(messagesIn(read.value.text, 'path-not-portable', read.value.context), [
      '"assets/pipe" is a device, a pipe or a socket; it cannot be published.',
    ]);
  });

  it('a name that is not UTF-8 is told, and the other files are checked all the same', async () => {
    const files = { 'SKILL.md': sound('', '\nSee assets/.\n'), 'assets/caf\ufffd.md': { error: 'ENOENT' } };
    const read = await readSkill(memoryFolder('pdf-forms', files));
    assertOk(read);
    assert.deepEqual(messagesIn(read.value.text, 'path-not-portable', read.value.context), [
      '"assets/caf\ufffd.md" has a name that is not UTF-8; it cannot be published.',
    ]);
  });

  it('a SKILL.md that is a link to nothing is called that', async () => {
    const read = await readSkill(memoryFolder('pdf-forms', { 'SKILL.md': { link: 'gone.md' } }));
    assert.deepEqual(read, {
      ok: false,
      failure: {
        kind: 'refused-paths',
        skill: 'pdf-forms',
        paths: [{ path: 'SKILL.md', why: 'link-leads-nowhere' }],
      },
    });
  });
});

describe('what is left out', () => {
  const excluded = (...paths: readonly string[]) =>
    paths.map(path => ({ path, why: 'by “x” in .gitignore:1' }));
  const told = (text: string, path = 'references/tides.md', left = excluded('assets/map.pdf', 'data/')) => {
    const context = {
      ...withFiles(path, 'assets/sea.png', 'references/assets/near.pdf'),
      excluded: left,
      texts: new Map([[path, text]]),
    };
    return messagesIn(sound('', `\nSee [a](${path}).\n`), 'mention-left-out', context);
  };

  it('and mentioned by another document is told there, by link or in code, from its folder or the skill’s', () => {
    for (const text of [
      '[a](../assets/map.pdf)',
      '`assets/map.pdf`',
      '![a](../assets/map.pdf#page=2)',
      '```\npython scripts/x.py assets/map.pdf\n```',
      '[a]: ../assets/map.pdf\n\n[a]',
    ]) {
      assert.equal(told(text).length, 1, text);
      assert.match(told(text)[0] ?? '', /^It mentions "assets\/map\.pdf", which is left out .* by “x”/);
    }
    assert.equal(told('[a](../data/2026/a.csv)').length, 1);
  });

  it('and not mentioned, there in another folder, or only in prose and addresses, is not', () => {
    for (const text of [
      'The assets/map.pdf of old.',
      '[a](https://example.org/assets/map.pdf)',
      '`assets/near.pdf`',
      '[a](../assets/sea.png) map.pdf',
      '[a](/assets/map.pdf)',
    ]) {
      assert.deepEqual(told(text), [], text);
    }
    assert.deepEqual(told('x = "assets/map.pdf"', 'scripts/draw.py'), []);
  });

  it('wholly, as a folder, is told with the rule', () => {
    const context = { ...withFiles(), excluded: excluded('drawings/a.pdf') };
    assert.deepEqual(messagesIn(sound('', '\nSee [all](drawings/).\n'), 'link-missing', context), [
      '"drawings" is left out of the bundle: by “x” in .gitignore:1.',
    ]);
  });
});

describe('a path in code', () => {
  const severities = (body: string, context: SkillContext = withFiles('scripts/make.py', 'assets/a.png')) =>
    problemsIn(sound('', `\n${body}\n`), 'path-missing', context).map(({ severity }) => severity);

  it('that a command writes to is no file that is missing', () => {
    for (const option of ['-o', '--out', '--output=', '--output-file', '>', '--dest "']) {
      const end = option.endsWith('=') || option.endsWith('"') ? '' : ' ';
      assert.deepEqual(
        severities(`Run \`python scripts/make.py ${option}${end}assets/new.png\`.`),
        ['information'],
        option,
      );
    }
    assert.deepEqual(severities('Read `assets/old.png` first.'), ['warning']);
  });

  it('in a folder that is there and empty is missed like one in a folder with files', () => {
    const context = { ...withFiles(), emptyDirectories: ['scripts'] };
    assert.deepEqual(severities('Run `scripts/mend.sh`.', context), ['warning']);
  });
});

describe('a description that says when', () => {
  it('is understood in further English forms', () => {
    for (const text of [
      'Call this skill to mend nets in the harbour.',
      'Best suited to the nets of small boats and the ropes of new ones.',
      'Load the skill with all of the nets and the ropes.',
      'Mends the nets of small boats and checks the ropes. Keywords: net, rope, boat.',
      'Covers the nets of small boats and the ropes of new ones.',
      'Rules of the nets and the ropes; apply to all boats of the harbour.',
    ]) {
      assert.ok(saysWhen(text), text);
    }
    assert.ok(!saysWhen('Mends the nets of small boats and checks their ropes.'));
  });
});
