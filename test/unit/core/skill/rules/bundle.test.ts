import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { selectionOf } from '../../../../../src/core/bundle/select/selection.ts';
import { refusalOf } from '../../../../../src/core/bundle/zip/refusalOf.ts';
import { noContext } from '../../../../../src/core/skill/skillContext.ts';
import {
  codesIn,
  messagesIn,
  problemsIn,
  skill,
  sound,
  withFiles,
} from '../../../../support/skill/skillChecks.ts';

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

/** Paths that no bundle takes, with the reason as packing gives it. */
const refused: readonly (readonly [path: string, why: string])[] = [
  ['assets/con', 'has a name that Windows reserves for a device'],
  ['assets/Aux.txt', 'has a name that Windows reserves for a device'],
  ['nul/a.md', 'has a name that Windows reserves for a device'],
  ['assets/conin$', 'has a name that Windows reserves for a device'],
  ['assets/com¹.md', 'has a name that Windows reserves for a device'],
  ['c:/a.md', 'has : in its name, which Windows does not allow'],
  ['assets/a:b.md', 'has : in its name, which Windows does not allow'],
  ['assets/a\\b.md', 'has a backslash in its name; names in a bundle use /'],
  ['assets/what?.md', 'has ? in its name, which Windows does not allow'],
  ['assets/a\u0007.md', 'has a control character in its name'],
  ['assets/a\u009f.md', 'has a control character in its name'],
  ['assets/\ud800.md', 'has a name that is not Unicode'],
  ['assets/end.', 'has a name that ends in a dot or a space, which Windows drops'],
  ['assets/dir /a.md', 'has a name that ends in a dot or a space, which Windows drops'],
  [`assets/${'é'.repeat(128)}`, 'has a name of more than 255 bytes'],
  [`assets/${'d/'.repeat(400)}a`, 'has a path of more than 800 bytes'],
];

describe('path-not-portable', () => {
  for (const [path, why] of refused) {
    it(`reports ${JSON.stringify(path).slice(0, 30)} as an error, since it ${why}`, () => {
      assert.deepEqual(told('path-not-portable', path), [`${path} error`]);
      const [message = ''] = messagesIn(text, 'path-not-portable', withFiles(path));
      assert.ok(message.endsWith(`" ${why}; it cannot be published.`), message);
    });

    it(`says what packing says of ${JSON.stringify(path).slice(0, 30)}`, () => {
      const files = withFiles(path).files ?? [];
      const selected = files.map(file => ({ ...file, source: file.path, changedAt: 0 }));
      const refusal = refusalOf(selectionOf(selected), 'pdf-forms');
      assert.deepEqual(refusal?.kind === 'refused-paths' && refusal.paths, [
        { path, why: 'bad-name', because: why },
      ]);
    });
  }

  it('reports a skill whose name Windows reserves, once', () => {
    const reserved = skill('name: com1\ndescription: Use when asked.');
    assert.deepEqual(messagesIn(reserved, 'path-not-portable', withFiles('a.md', 'b.md')), [
      '"com1" has a name that Windows reserves for a device; no skill can be published by it.',
    ]);
  });

  it('counts the folder that the bundle puts around a path', () => {
    const path = `${'d/'.repeat(350)}${'x'.repeat(95)}`;
    const named = (name: string) => skill(`name: ${name}\ndescription: Use when asked.`);
    assert.deepEqual(problemsIn(named('a'), 'path-not-portable', withFiles(path)), []);
    assert.equal(problemsIn(named('a'.repeat(9)), 'path-not-portable', withFiles(path)).length, 1);
  });

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

describe('path-long', () => {
  it('advises shorter paths where the bundle takes them, and leaves the rest to the error', () => {
    const long = `assets/${'x'.repeat(200)}`;
    assert.deepEqual(told('path-long', long), [`${long} warning`]);
    assert.ok(
      messagesIn(text, 'path-long', withFiles(long))[0]?.endsWith(
        ': the path has 207 characters, and Windows takes about 260 in all.',
      ),
    );
    assert.deepEqual(told('path-long', `assets/${'x'.repeat(260)}`), []);
  });
});

describe('path-case-collision', () => {
  it('finds what is one file elsewhere, as packing does', () => {
    assert.deepEqual(
      told('path-case-collision', 'assets/A.md', 'assets/a.md', 'Assets/a.md', 'assets/b.md'),
      ['Assets/a.md error', 'assets/a.md error'],
    );
    assert.deepEqual(told('path-case-collision', 'assets/\u00e9', 'assets/e\u0301'), [
      'assets/e\u0301 error',
    ]);
    assert.deepEqual(told('path-case-collision', 'assets/STRASSE', 'assets/straße'), ['assets/straße error']);
  });

  it('finds a folder that is a file elsewhere', () => {
    assert.deepEqual(told('path-case-collision', 'assets/a', 'Assets/a/b.md'), ['Assets/a/b.md error']);
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
