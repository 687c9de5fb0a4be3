import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openaiExcerpt, packageSource } from '../../../scripts/openaiExcerpt.ts';
import { root } from '../../../scripts/paths.ts';
import { tempFolder } from '../../support/process/tempFolder.ts';
import vendored from '../../support/registry/openaiDocument/skills.json' with { type: 'json' };

const document = {
  openapi: '3.1.0',
  info: { title: 'An API', version: '1', description: 'Long.' },
  paths: {
    '/chat': { get: { responses: { 200: { $ref: '#/components/responses/Chat' } } } },
    '/skills': {
      get: {
        tags: ['Skills'],
        summary: 'Lists.',
        operationId: 'ListSkills',
        responses: { 200: { $ref: '#/components/responses/Skills' } },
      },
    },
    '/skillset': {},
  },
  components: {
    responses: {
      Chat: {},
      Skills: {
        description: 'Yes.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Skill' } } },
      },
    },
    schemas: {
      Unused: {},
      Skill: {
        'x-note': 1,
        properties: {
          title: { type: 'string', example: 'a' },
          description: { type: 'string', description: 'What it does.' },
          parent: { $ref: '#/components/schemas/Skill' },
        },
      },
    },
  },
};

test('the excerpt has the paths of skills and what they lead to, without words for readers', () => {
  assert.deepEqual(openaiExcerpt(document, 'here'), {
    source: 'here',
    openapi: '3.1.0',
    info: { title: 'An API', version: '1' },
    paths: {
      '/skills': {
        get: { operationId: 'ListSkills', responses: { 200: { $ref: '#/components/responses/Skills' } } },
      },
    },
    components: {
      responses: {
        Skills: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Skill' } } } },
      },
      schemas: {
        Skill: {
          properties: {
            title: { type: 'string' },
            description: { type: 'string' },
            parent: { $ref: '#/components/schemas/Skill' },
          },
        },
      },
    },
  });
});

test('a document without skills, or with a reference that leads nowhere, gives no excerpt', () => {
  assert.throws(() => openaiExcerpt({ ...document, paths: { '/chat': {} } }, 'here'), /describes no skills/);
  assert.throws(
    () => openaiExcerpt({ ...document, components: {} }, 'here'),
    /responses\/Skills, which it has not/,
  );
});

test('the excerpt in this project is an excerpt, whole and with nothing besides', () => {
  assert.deepEqual(openaiExcerpt(vendored, vendored.source), vendored);
});

test('a description in an installed package has that package for its source', async () => {
  await using folder = await tempFolder();
  const place = join(folder.path, 'node_modules', '@vendor', 'api');
  await mkdir(join(place, 'dist'), { recursive: true });
  await writeFile(join(place, 'package.json'), '{"name":"@vendor/api","version":"1.2.3","license":"MIT"}');
  assert.equal(
    await packageSource(join(place, 'dist', 'openapi.json')),
    'dist/openapi.json of the npm package @vendor/api 1.2.3, MIT License',
  );
  assert.equal(await packageSource(join(folder.path, 'openapi.json')), null);
});

test('the script says whether the excerpt is what a description gives, and asks for a source before it writes', async () => {
  await using folder = await tempFolder();
  const file = join(folder.path, 'openapi.json');
  const check = (...args: readonly string[]) => {
    const script = join(root, 'scripts', 'writeOpenaiExcerpt.ts');
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, file, ...args], {
      encoding: 'utf8',
    });
    return { status, said: stdout + stderr };
  };
  await writeFile(file, JSON.stringify({ ...vendored, servers: [], tags: [{ name: 'Skills' }] }));
  const same = check('--check');
  assert.deepEqual([same.status, same.said.includes(vendored.source)], [0, true], same.said);
  await writeFile(file, JSON.stringify(document));
  assert.equal(check('--check').status, 1);
  const asked = check();
  assert.equal(asked.status, 2);
  assert.match(asked.said, /--source/);
});
