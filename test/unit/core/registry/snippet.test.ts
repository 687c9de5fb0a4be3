import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { type SnippetSubject, snippet } from '../../../../src/core/registry/snippet.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import { startRawServer } from '../../../support/registry/rawServer.ts';

const openai: SnippetSubject = {
  kind: 'openai',
  baseURL: 'https://api.openai.com/v1',
  skillId: 'skill_1',
  version: '2',
  isOwn: true,
};
const anthropic: SnippetSubject = {
  kind: 'anthropic',
  baseURL: 'https://api.anthropic.com',
  skillId: 'skill_01',
  version: 'skver_01',
  isOwn: true,
};

test("OpenAI's request names the skill in a hosted shell, and the version as text", () => {
  assert.deepEqual(JSON.parse(snippet(openai, 'json')).tools, [
    {
      type: 'shell',
      environment: {
        type: 'container_auto',
        skills: [{ type: 'skill_reference', skill_id: 'skill_1', version: '2' }],
      },
    },
  ]);
});

test('without a version OpenAI uses the default one, and nothing is said', () => {
  const [tool] = JSON.parse(snippet({ ...openai, version: null }, 'json')).tools;
  assert.deepEqual(tool.environment.skills, [{ type: 'skill_reference', skill_id: 'skill_1' }]);
});

test("Anthropic's request names the skill in the container, and lets code run", () => {
  const { container, tools } = JSON.parse(snippet(anthropic, 'json'));
  assert.deepEqual(container.skills, [{ type: 'custom', skill_id: 'skill_01', version: 'skver_01' }]);
  assert.deepEqual(tools, [{ type: 'code_execution_20250825', name: 'code_execution' }]);
});

test('a skill that Anthropic made is called so, and its latest version is meant', () => {
  const subject = { ...anthropic, skillId: 'xlsx', version: null, isOwn: false };
  assert.deepEqual(JSON.parse(snippet(subject, 'json')).container.skills, [
    { type: 'anthropic', skill_id: 'xlsx', version: 'latest' },
  ]);
});

test('Python reads like Python', () => {
  assert.equal(
    snippet({ ...openai, baseURL: 'https://gateway.example/v1' }, 'python'),
    `from openai import OpenAI

client = OpenAI(base_url="https://gateway.example/v1")

response = client.responses.create(
    model="gpt-6.1-sol",
    input="Do the task that this skill is made for.",
    tools=[
        {
            "type": "shell",
            "environment": {
                "type": "container_auto",
                "skills": [
                    {
                        "type": "skill_reference",
                        "skill_id": "skill_1",
                        "version": "2",
                    },
                ],
            },
        },
    ],
)
print(response.output_text)
`,
  );
  assert.match(snippet(anthropic, 'python'), /^from anthropic import Anthropic\n\nclient = Anthropic\(\)\n/);
});

/** Ids that would break out of their quotes, if they could. */
const hostileIds = [
  `'; touch /tmp/owned; '`,
  '"); process.exit(1); ("',
  '$(touch owned)`touch owned`\\',
  '\u202e\u2066skill\u2069 \u2028\n{{{',
  'ünïcödé 😀',
];

describe('what is pasted sends the request that the JSON shows', () => {
  for (const subject of [openai, anthropic]) {
    for (const [name, skillId] of Object.entries({ plain: 'skill_1', hostile: hostileIds.join('') })) {
      test(`${subject.kind}, as code and as a command line, of a ${name} id`, async () => {
        const bodies: unknown[] = [];
        const paths: string[] = [];
        await using server = await startRawServer((request, response) => {
          let body = '';
          request.on('data', chunk => {
            body += chunk;
          });
          request.once('end', () => {
            bodies.push(JSON.parse(body));
            paths.push(`${request.method} ${request.url} ${request.headers.authorization}`);
            response.setHeader('content-type', 'application/json');
            response.end(JSON.stringify({ id: 'r', object: 'response', output: [], content: [] }));
          });
        });
        const base = subject.kind === 'openai' ? `${server.origin}/v1` : server.origin;
        const shown = { ...subject, skillId, baseURL: base };
        const env = { ...process.env, OPENAI_API_KEY: 'sk-1', ANTHROPIC_API_KEY: 'sk-1' };
        const run = promisify(execFile);
        await using folder = await tempFolder();
        const modules = join(import.meta.dirname, '../../../../node_modules');
        await symlink(modules, join(folder.path, 'node_modules'));
        const file = join(folder.path, 'pasted.mts');
        await writeFile(file, snippet(shown, 'typescript'));
        await run(process.execPath, [file], { env, cwd: folder.path });
        const expected = JSON.parse(snippet(shown, 'json'));
        const path = subject.kind === 'openai' ? '/v1/responses' : '/v1/messages';
        const command = snippet(shown, 'curl').replace(/^curl /, 'curl --silent --show-error --fail ');
        const hasCurl = await run('curl', ['--version']).then(
          () => true,
          () => false,
        );
        if (hasCurl) {
          await run('sh', ['-c', command], { env, cwd: folder.path });
        }
        const times = hasCurl ? 2 : 1;
        assert.deepEqual(bodies, Array(times).fill(expected));
        if (hasCurl) {
          assert.equal(paths[1], `POST ${path} Bearer sk-1`);
        }
        assert.ok(paths[0]?.startsWith(`POST ${path} `), paths[0]);
        assert.ok(JSON.stringify(bodies).includes(JSON.stringify(skillId).slice(1, -1)));
      });
    }
  }
});

test('code shows every character of an id', () => {
  for (const language of ['json', 'curl', 'python', 'typescript'] as const) {
    for (const skillId of hostileIds) {
      assert.match(snippet({ ...openai, skillId }, language), /^[\n\x20-\x7e]+$/);
    }
  }
});
