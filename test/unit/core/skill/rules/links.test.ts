import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SkillContext } from '../../../../../src/core/skill/skillContext.ts';
import {
  afterFix,
  codesIn,
  fixTitles,
  messagesIn,
  problemsIn,
  sound,
  underlined,
  withFiles,
} from '../../../../support/skill/skillChecks.ts';

const files = withFiles('references/fields.md', 'references/a b.md', 'scripts/Fill.py', 'assets/form.png');

function codes(body: string, context: SkillContext = files): readonly string[] {
  return codesIn(sound('', `\n${body}\n`), context).filter(code => code !== 'file-unreferenced');
}

describe('links', () => {
  it('to files that are there are fine, however they are written', () => {
    for (const body of [
      '[a](references/fields.md)',
      '[a](./references/fields.md)',
      '[a](references/../references/fields.md)',
      '[a](references/fields.md#part)',
      '[a](references/fields.md "Title")',
      '[a](<references/fields.md>)',
      '[a](<references/a b.md>)',
      '[a](references/a%20b.md)',
      '[a](references)',
      '[a](references/)',
      '[a](.)',
      '[a](SKILL.md)',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: what Claude Code replaces
      '[a](${CLAUDE_SKILL_DIR}/references/fields.md)',
      '![a](assets/form.png)',
      '[![a](assets/form.png)](references/fields.md)',
      '[a][b]\n\n[b]: references/fields.md',
      '<img src="assets/form.png">',
    ]) {
      assert.deepEqual(codes(body), [], body);
    }
  });

  it('to elsewhere are not checked', () => {
    for (const body of [
      '[a](https://example.org/x.md)',
      '[a](mailto:a@example.org)',
      '[a](//example.org/x)',
      '[a](#part)',
      '[a](vscode:extension/x)',
      '[a](docs/{name}.md)',
      '[a](docs/<name>.md)',
      '[a](docs/*.md)',
      '[a]()',
      '<https://example.org>',
      '[^1]: A note',
    ]) {
      assert.deepEqual(codes(body), [], body);
    }
  });

  it('in code and comments are no links', () => {
    for (const body of [
      '`[a](gone.md)`',
      '`` `[a](gone.md)` ``',
      '```\n[a](gone.md)\n```',
      '<!-- [a](gone.md) -->',
      '<!--\n[a](gone.md)\n-->',
      '\\[a\\](gone.md)',
    ]) {
      assert.deepEqual(codes(body), [], body);
    }
  });

  it('to missing files are marked at their target', () => {
    const text = sound(
      '',
      '\n[a](gone.md#x "T") ![b](gone.png) [c]\n\n[c]: <gone too.md>\n\n<a href="gone.html">x</a>\n',
    );
    assert.deepEqual(underlined(text, 'link-missing', files), ['gone.md#x', 'gone too.md', 'gone.html']);
    assert.deepEqual(underlined(text, 'image-missing', files), ['gone.png']);
  });

  it('are not called missing where the files are not known', () => {
    assert.deepEqual(codesIn(sound('', '\n[a](gone.md)\n')), []);
  });

  it('to what is kept out of the bundle are told as such', () => {
    const context = {
      ...withFiles(),
      excluded: [
        { path: 'drafts/', why: 'by “drafts/” in .skillignore:2' },
        { path: 'notes.md', why: 'by default (notes.md)' },
      ],
    };
    assert.deepEqual(messagesIn(sound('', '\n[a](drafts/x.md) [b](notes.md)\n'), 'link-missing', context), [
      '"drafts/x.md" is left out of the bundle: by “drafts/” in .skillignore:2.',
      '"notes.md" is left out of the bundle: by default (notes.md).',
    ]);
  });

  it('out of the skill are told once, not as missing', () => {
    for (const target of ['../x.md', 'a/../../x.md', './../x.md', '..']) {
      assert.deepEqual(codes(`[a](${target})`), ['link-outside'], target);
    }
  });

  it('with absolute paths become relative where the file is in the skill', () => {
    for (const target of [
      '/home/me/skills/forms/references/fields.md',
      'C:\\forms\\references\\fields.md',
      '~/forms/references/fields.md',
      'file:///x/references/fields.md',
    ]) {
      const text = sound('', `\n[a](${target})\n`);
      assert.ok(codes(`[a](${target})`).includes('link-absolute'), target);
      assert.equal(
        afterFix(text, 'link-absolute', files),
        sound('', '\n[a](references/fields.md)\n'),
        target,
      );
    }
    assert.deepEqual(fixTitles(sound('', '\n[a](/etc/passwd)\n'), 'link-absolute', files), []);
  });

  it('with absolute paths become as long as the skill has them, and stay where none of it is there', () => {
    const context = withFiles('fields.md', 'references/fields.md', 'deep/references/fields.md');
    for (const [target, fixed] of [
      ['/home/me/references/fields.md', 'references/fields.md'],
      ['/home/deep/references/fields.md', 'deep/references/fields.md'],
      ['/home/me/other/fields.md', 'fields.md'],
    ]) {
      const text = sound('', `\n[a](${target})\n`);
      assert.equal(afterFix(text, 'link-absolute', context), sound('', `\n[a](${fixed})\n`), target);
    }
    assert.deepEqual(fixTitles(sound('', '\n[a](/home/me/Fields.md)\n'), 'link-absolute', context), []);
    assert.deepEqual(fixTitles(sound('', '\n[a](/fields.md/)\n'), 'link-absolute', context), []);
  });

  it('say what is wrong with which path', () => {
    const long = `${'a'.repeat(100)}.md`;
    for (const [body, code, message] of [
      ['[a](gone.md#x)', 'link-missing', 'The skill has no file "gone.md".'],
      [`[a](${long})`, 'link-missing', `The skill has no file "${'a'.repeat(80)}…".`],
      ['![a](gone.png)', 'image-missing', 'The skill has no file "gone.png".'],
      ['[a](../x.md)', 'link-outside', '"../x.md" is outside the skill, so it is not published with it.'],
      [
        '[a](/etc/x.md)',
        'link-absolute',
        '"/etc/x.md" is an absolute path, which leads nowhere on another machine.',
      ],
      [
        '[a](references\\fields.md)',
        'link-backslash',
        '"references\\fields.md" is written with backslashes, which only Windows understands.',
      ],
      [
        '[a](References/fields.md)',
        'link-case',
        'The file is called "references/fields.md"; only Windows and macOS find it under this letter case.',
      ],
      ['[a](a/b/c.md)', 'link-depth', 'The document is 2 folders deep; at most one is advised.'],
      ['`scripts/gone.py`', 'path-missing', 'The skill has no file "scripts/gone.py".'],
    ] as const) {
      assert.deepEqual(messagesIn(sound('', `\n${body}\n`), code, files), [message], body);
    }
  });

  it('are each told by one rule where several could', () => {
    const ofLinks = (body: string) => codes(body).filter(code => /^(link|image|path)-/.test(code));
    assert.deepEqual(ofLinks('[a](..\\x.md)'), ['link-outside', 'link-backslash']);
    assert.deepEqual(ofLinks('[a](C:\\x\\fields.md)'), ['link-absolute']);
    assert.deepEqual(ofLinks('[a](References/FIELDS.md)'), ['link-case']);
    assert.deepEqual(ofLinks('![a](Assets/form.png)'), ['link-case']);
    assert.deepEqual(ofLinks('[a](a/b/gone.md)'), ['link-missing', 'link-depth']);
  });

  it('with backslashes are written with slashes', () => {
    const text = sound('', '\n[a](references\\fields.md#x)\n');
    assert.deepEqual(
      codesIn(text, files).filter(code => code.startsWith('link')),
      ['link-backslash'],
    );
    assert.equal(afterFix(text, 'link-backslash', files), sound('', '\n[a](references/fields.md#x)\n'));
    assert.deepEqual(codes('[a](references/a\\(b\\).md)').includes('link-backslash'), false);
  });

  it('in another letter case get that of the file', () => {
    for (const [target, fixed] of [
      ['References/Fields.md', 'references/fields.md'],
      ['./references/FIELDS.md#part', './references/fields.md#part'],
      ['References', 'references'],
    ]) {
      const text = sound('', `\n[a](${target})\n`);
      assert.deepEqual(codes(`[a](${target})`), ['link-case'], target);
      assert.equal(afterFix(text, 'link-case', files), sound('', `\n[a](${fixed})\n`));
    }
  });

  it('to deep documents are worth knowing; deep images and scripts are not', () => {
    const context = withFiles('a/b/c.md', 'a/b/c.png', 'a/b/c.py');
    assert.deepEqual(codes('[a](a/b/c.md)', context), ['link-depth']);
    assert.deepEqual(codes('![a](a/b/c.png) [b](a/b/c.py)', context), []);
  });
});

describe('path-missing', () => {
  it('looks into code spans and blocks', () => {
    const text = sound(
      '',
      '\nRun `scripts/gone.py x`, see `references/gone.md`.\n\n```sh\nbash scripts/lost.sh\n```\n',
    );
    assert.deepEqual(underlined(text, 'path-missing', files), [
      'scripts/gone.py',
      'references/gone.md',
      'scripts/lost.sh',
    ]);
  });

  it('tells each path once', () => {
    const text = sound('', '\n`scripts/gone.py` and `scripts/gone.py`\n');
    assert.equal(problemsIn(text, 'path-missing', files).length, 1);
  });

  it('warns where the skill has such a folder, and else only mentions it', () => {
    const severities = problemsIn(
      sound('', '\n`scripts/gone.py` `assets/gone.png`\n'),
      'path-missing',
      withFiles('scripts/x.py'),
    ).map(({ severity }) => severity);
    assert.deepEqual(severities, ['warning', 'information']);
  });

  it('is silent about other people’s folders, patterns, folders and what is there', () => {
    for (const body of [
      '`scripts/Fill.py`',
      '`./scripts/Fill.py`',
      '`scripts/`',
      '`scripts/*.py`',
      '`scripts/<name>.py`',
      '`scripts/{name}.py`',
      '`my/scripts/gone.py`',
      '`../scripts/gone.py`',
      '`/scripts/gone.py`',
      '`~/scripts/gone.py`',
      '`src/gone.py`',
      '`myscripts/gone.py`',
      'scripts/gone.py in prose',
      '`https://example.org/scripts/gone.py`',
    ]) {
      assert.deepEqual(codes(body), [], body);
    }
  });

  it('corrects the letter case, wherever the path stands', () => {
    const text = sound('', '\n`scripts/fill.py` and `python scripts/fill.py`\n');
    assert.equal(problemsIn(text, 'path-missing', files).length, 2);
    assert.equal(
      afterFix(text, 'path-missing', files),
      sound('', '\n`scripts/Fill.py` and `python scripts/fill.py`\n'),
    );
    assert.match(messagesIn(text, 'path-missing', files)[0] ?? '', /It has "scripts\/Fill\.py"\.$/);
  });
});
