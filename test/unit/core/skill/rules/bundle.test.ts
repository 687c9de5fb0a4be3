import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { noContext } from '../../../../../src/core/skill/skillContext.ts';
import { codesIn, messagesIn, problemsIn, sound, withFiles } from '../../../../support/skill/skillChecks.ts';

const text = sound('', '\nSee assets/, references/ and scripts/.\n');
const mega = 1_000_000;
const mebi = 1024 * 1024;

/** `path severity` of a rule's problems. */
function told(
  code: string,
  ...files: readonly (string | readonly [path: string, size: number])[]
): readonly string[] {
  return problemsIn(text, code, withFiles(...files)).map(({ path, severity }) => `${path} ${severity}`);
}

describe('the bundle', () => {
  it('has nothing to say where the files are not known, or all is well', () => {
    assert.deepEqual(codesIn(text), []);
    assert.deepEqual(codesIn(text, withFiles('references/a.md', 'scripts/b.py')), []);
  });

  it('has one SKILL.md, at its root', () => {
    assert.deepEqual(told('skill-md-several', 'a/SKILL.md', 'b/skill.md', 'c/skill.md.txt'), [
      'a/SKILL.md error',
      'b/skill.md error',
    ]);
  });

  it('has its SKILL.md in capitals', () => {
    const context = { ...noContext, files: [{ path: 'Skill.md', size: 1, isExecutable: false }] };
    assert.deepEqual(messagesIn(text, 'skill-md-case', context), [
      'The file is called "Skill.md"; the specification says "SKILL.md".',
    ]);
  });

  it('has no links out of it', () => {
    const context = { ...withFiles(), outsideLinks: ['references/shared.md', 'assets'] };
    assert.deepEqual(
      problemsIn(text, 'bundle-link-outside', context).map(({ path, severity }) => `${path} ${severity}`),
      ['assets error', 'references/shared.md error'],
    );
  });

  it('has at most 500 files for OpenAI', () => {
    const many = (count: number) =>
      withFiles(...Array.from({ length: count - 1 }, (_, i) => `assets/${i}.png`));
    assert.deepEqual(problemsIn(text, 'openai-file-count', many(500)), []);
    assert.deepEqual(messagesIn(text, 'openai-file-count', many(1501)), [
      'The skill has 1,501 files; OpenAI takes at most 500.',
    ]);
  });

  it('warns above a million bytes a megabyte, and refuses above 2²⁰', () => {
    assert.deepEqual(told('openai-file-size', ['assets/a', 25 * mega]), []);
    assert.deepEqual(told('openai-file-size', ['assets/a', 25 * mega + 1]), ['assets/a warning']);
    assert.deepEqual(told('openai-file-size', ['assets/a', 25 * mebi + 1]), ['assets/a error']);
    assert.deepEqual(
      [25 * mega + 1, 25 * mebi + 1].flatMap(size =>
        messagesIn(text, 'openai-file-size', withFiles(['assets/a', size])),
      ),
      [
        '"assets/a" has 25,000,001 bytes; OpenAI takes files of at most 25 MB, which may mean 25,000,000 bytes.',
        '"assets/a" has 25.1 MB; OpenAI takes files of at most 25 MB.',
      ],
    );
    assert.deepEqual(told('anthropic-bundle-size', ['assets/a', 30 * mega - 1000]), []);
    assert.deepEqual(told('anthropic-bundle-size', ['assets/a', 30 * mega]), ['SKILL.md warning']);
    assert.deepEqual(told('anthropic-bundle-size', ['assets/a', 30 * mebi]), ['SKILL.md error']);
  });

  it('only warns of a bundle that may be small enough when zipped', () => {
    assert.deepEqual(told('openai-bundle-size', ['assets/a', 24 * mega], ['assets/b', 24 * mega]), []);
    assert.deepEqual(
      told('openai-bundle-size', ['assets/a', 24 * mega], ['assets/b', 24 * mega], ['assets/c', 24 * mega]),
      ['SKILL.md warning'],
    );
  });
});

describe('path-not-portable', () => {
  for (const [path, why] of [
    ['assets/con', 'Windows reserves the name "con"'],
    ['assets/Aux.txt', 'Windows reserves the name "Aux.txt"'],
    ['nul/a.md', 'Windows reserves the name "nul"'],
    ['assets/a:b.md', '":" cannot stand in a name on Windows'],
    ['assets/a\\b.md', '"\\" cannot stand in a name on Windows'],
    ['assets/what?.md', '"?" cannot stand in a name on Windows'],
    ['assets/a\u0007.md', 'a control character cannot stand in a name on Windows'],
    ['assets/end.', 'Windows drops a dot or space at the end of a name'],
    ['assets/dir /a.md', 'Windows drops a dot or space at the end of a name'],
    [`assets/${'x'.repeat(200)}`, 'the path has 207 characters, and Windows takes about 260 in all'],
  ] as const) {
    it(`${JSON.stringify(path).slice(0, 30)}: ${why}`, () => {
      assert.match(messagesIn(text, 'path-not-portable', withFiles(path))[0] ?? '', /: /);
      assert.ok(messagesIn(text, 'path-not-portable', withFiles(path))[0]?.endsWith(`: ${why}.`));
    });
  }

  it('is silent about ordinary names', () => {
    for (const path of [
      'assets/console.md',
      'assets/com10.md',
      'assets/.hidden',
      'assets/日本.md',
      'assets/a b.md',
    ]) {
      assert.deepEqual(told('path-not-portable', path), [], path);
    }
  });
});

describe('path-case-collision', () => {
  it('finds what is one file elsewhere', () => {
    assert.deepEqual(
      told('path-case-collision', 'assets/A.md', 'assets/a.md', 'Assets/a.md', 'assets/b.md'),
      ['Assets/a.md warning', 'assets/a.md warning'],
    );
    assert.deepEqual(told('path-case-collision', 'assets/\u00e9', 'assets/e\u0301'), [
      'assets/e\u0301 warning',
    ]);
  });
});

describe('path-secret', () => {
  it('knows the usual names', () => {
    for (const path of [
      '.env',
      'scripts/.env.production',
      'assets/server.pem',
      'assets/id_rsa',
      'assets/credentials.json',
    ]) {
      assert.deepEqual(told('path-secret', path), [`${path} warning`]);
    }
  });

  it('lets templates and public keys pass', () => {
    for (const path of [
      '.env.example',
      'scripts/.env.template',
      'assets/id_rsa.pub',
      'assets/keys.md',
      'scripts/credentials.py',
    ]) {
      assert.deepEqual(told('path-secret', path), [], path);
    }
  });
});

describe('file-unreferenced', () => {
  const unreferenced = (body: string, ...files: readonly string[]) =>
    problemsIn(sound('', `\n${body}\n`), 'file-unreferenced', withFiles(...files)).map(({ path }) => path);

  it('is told on the file, as a hint', () => {
    const [problem] = problemsIn(sound(), 'file-unreferenced', withFiles('references/fields.md'));
    assert.equal(problem?.path, 'references/fields.md');
    assert.equal(problem?.severity, 'hint');
    assert.deepEqual(problem?.range, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
  });

  it('is satisfied by the path, the name, or the folder', () => {
    for (const body of [
      'See [a](references/fields.md).',
      'See `references/fields.md`.',
      'See references/fields.md.',
      'See ./references/fields.md.',
      'See fields.md.',
      'See everything in references/.',
      'See `references/*.md`.',
    ]) {
      assert.deepEqual(unreferenced(body, 'references/fields.md'), [], body);
    }
  });

  it('is not satisfied by another file or a word', () => {
    for (const body of [
      'See references/other.md.',
      'See the references.',
      'See fields.',
      'See old-references/.',
    ]) {
      assert.deepEqual(unreferenced(body, 'references/fields.md'), ['references/fields.md'], body);
    }
  });

  it('leaves files alone that need no mention', () => {
    assert.deepEqual(
      unreferenced(
        'Read.',
        'LICENSE',
        'LICENSE.txt',
        'README.md',
        'CHANGELOG.md',
        'requirements.txt',
        'package.json',
        'scripts/__init__.py',
        '.gitkeep',
        'agents/openai.yaml',
      ),
      [],
    );
  });

  it('copes with many files', () => {
    const many = Array.from({ length: 200 }, (_, i) => `assets/${i}.png`);
    assert.equal(unreferenced('See assets/7.png.', ...many).length, 100);
    assert.deepEqual(unreferenced('See assets/.', ...many), []);
  });
});
