import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { parser } from '@lezer/python';
import { loadPrism } from '@ruby/prism';
import { snippet } from '../../../../../src/core/registry/snippet/snippet.ts';
import {
  fitsInline,
  languagesFor,
  type SkillUse,
  type SnippetLanguage,
} from '../../../../../src/core/registry/snippet/use.ts';
import { runHere } from '../../../../support/process/runInProcess.ts';
import { tempFolder } from '../../../../support/process/tempFolder.ts';
import { pythonBodies, rubyBodies, whenRun } from '../../../../support/registry/codeValues.ts';
import { startRawServer } from '../../../../support/registry/rawServer.ts';

const root = join(import.meta.dirname, '../../../../..');
const run = promisify(execFile);

const openai = 'https://api.openai.com/v1';
const anthropic = 'https://api.anthropic.com';
const published = { skillId: 'skill_1', isOwn: true } as const;
const folder = { name: 'demo', description: 'Does it. Use when it must be done.' } as const;

/** One of each thing that the vendors' guides show. */
const uses: Readonly<Record<string, SkillUse>> = {
  'the default version, hosted': { way: 'hosted', baseURL: openai, ...published, version: null },
  'the latest version, hosted': { way: 'hosted', baseURL: openai, ...published, version: 'latest' },
  'one version, hosted': { way: 'hosted', baseURL: openai, ...published, version: '2' },
  'one version in a container': { way: 'container', baseURL: openai, ...published, version: '2' },
  'a folder for the local shell': { way: 'local', baseURL: openai, ...folder, path: '/work/skills/demo' },
  'a short zip, inline': { way: 'inline', baseURL: openai, ...folder, zip: { base64: 'UEsFBgAA' } },
  'a zip in a file, inline': { way: 'inline', baseURL: openai, ...folder, zip: { file: 'demo.zip' } },
  'one version of Anthropic’s': { way: 'messages', baseURL: anthropic, ...published, version: 'skver_01' },
  'a skill that Anthropic made': {
    way: 'messages',
    baseURL: anthropic,
    skillId: 'xlsx',
    isOwn: false,
    version: null,
  },
};

/** The same with every other version that can be asked for; what is written differs in the version alone. */
const allUses: Readonly<Record<string, SkillUse>> = {
  ...uses,
  'the default version in a container': { way: 'container', baseURL: openai, ...published, version: null },
  'the latest version in a container': { way: 'container', baseURL: openai, ...published, version: 'latest' },
  'the latest version of Anthropic’s': {
    way: 'messages',
    baseURL: anthropic,
    ...published,
    version: 'latest',
  },
  'what runs now of Anthropic’s': { way: 'messages', baseURL: anthropic, ...published, version: null },
};

/** Texts that would break out of their quotes, if they could. */
const hostile = [
  `'; touch /tmp/owned; '`,
  '"); process.exit(1); ("',
  '$(touch owned)`touch owned`\\',
  '#{exit 1} #$0 #@x',
  '@/etc/passwd',
  '\u202e\u2066skill\u2069 \u2028\n{{{',
  'ünïcödé 😀',
].join('');

/** A name of a file that is one, and needs quoting in each language. */
const hostilePath = `it's "a" $HOME \`id\` #{1} %s \\n.zip`;

function withText(use: SkillUse, text: string): SkillUse {
  if ('skillId' in use) {
    return { ...use, skillId: text };
  }
  const named = { ...use, name: text, description: text };
  if (named.way === 'local') {
    return { ...named, path: `/home/${hostilePath}/${text}` };
  }
  return 'file' in named.zip ? { ...named, zip: { file: hostilePath } } : named;
}

function written(use: SkillUse, language: SnippetLanguage): string {
  const text = snippet(use, language);
  assert.ok(text !== null);
  return text;
}

/** The bodies that a use is made of, in their order. */
function bodies(use: SkillUse): readonly unknown[] {
  if (use.way !== 'container') {
    return [JSON.parse(written(use, 'json'))];
  }
  const { version, skillId } = use;
  const pin = version === null ? {} : { version };
  const response = JSON.parse(written({ ...use, way: 'hosted' }, 'json'));
  return [
    { name: 'skills', skills: [{ type: 'skill_reference', skill_id: skillId, ...pin }] },
    {
      ...response,
      tools: [{ type: 'shell', environment: { type: 'container_reference', container_id: 'cntr_1' } }],
    },
  ];
}

function zipFileOf(use: SkillUse): string {
  return use.way === 'inline' && 'file' in use.zip ? use.zip.file : 'none.zip';
}

test("OpenAI's request names the skill in a hosted shell, and every version as text", () => {
  const skillsOf = (version: string | null) =>
    JSON.parse(written({ way: 'hosted', baseURL: openai, ...published, version }, 'json')).tools[0]
      .environment.skills;
  const reference = { type: 'skill_reference', skill_id: 'skill_1' };
  assert.deepEqual(skillsOf('2'), [{ ...reference, version: '2' }]);
  assert.deepEqual(skillsOf('latest'), [{ ...reference, version: 'latest' }]);
  assert.deepEqual(skillsOf(null), [reference], 'the default one runs, and nothing is said');
});

test("Anthropic's request names the skill in the container, and lets code run", () => {
  const own = JSON.parse(written(uses['one version of Anthropic’s'] ?? assert.fail(), 'json'));
  assert.deepEqual(own.container.skills, [{ type: 'custom', skill_id: 'skill_1', version: 'skver_01' }]);
  assert.deepEqual(own.tools, [{ type: 'code_execution_20250825', name: 'code_execution' }]);
  const made = JSON.parse(written(uses['a skill that Anthropic made'] ?? assert.fail(), 'json'));
  assert.deepEqual(made.container.skills, [{ type: 'anthropic', skill_id: 'xlsx', version: 'latest' }]);
});

test('Python and Ruby read like Python and Ruby', () => {
  const use = uses['one version, hosted'] ?? assert.fail();
  const request = (open: string, indent: string, field: (name: string) => string) => {
    const at = (depth: number) => indent.repeat(depth);
    return `${open}
${at(1)}${field('model')}"gpt-6.1-sol",
${at(1)}${field('input')}"Do the task that this skill is made for.",
${at(1)}${field('tools')}[
${at(2)}{
`;
  };
  assert.ok(
    written({ ...use, baseURL: 'https://gateway.example/v1' }, 'python').startsWith(
      `from openai import OpenAI

client = OpenAI(base_url="https://gateway.example/v1")

${request('response = client.responses.create(', '    ', name => `${name}=`)}`,
    ),
  );
  assert.ok(
    written(use, 'ruby').startsWith(`require "openai"

client = OpenAI::Client.new

${request('response = client.responses.create(', '  ', name => `${name}: `)}`),
  );
});

test('a zip goes along up to the limit of its base64, and not beyond', () => {
  assert.equal(fitsInline(52_690_944), true);
  assert.equal(fitsInline(52_690_945), false);
});

test('a container is made and used, which no single body can say', () => {
  const use = uses['one version in a container'] ?? assert.fail();
  assert.deepEqual(
    languagesFor('container').filter(language => snippet(use, language) === null),
    [],
  );
  assert.deepEqual([snippet(use, 'json'), snippet(use, 'cli')], [null, null]);
});

test('code is ASCII, whatever an id or a name holds', () => {
  for (const use of Object.values(allUses)) {
    for (const language of languagesFor(use.way)) {
      assert.match(written(withText(use, hostile), language), /^[\n\x20-\x7e]+$/);
    }
  }
});

test('every snippet parses, in Python and in Ruby, whatever an id or a name holds', async () => {
  const prism = await loadPrism();
  for (const [what, use] of Object.entries(allUses)) {
    for (const shown of [use, withText(use, hostile)]) {
      const python = written(shown, 'python');
      const faults: number[] = [];
      parser.parse(python).iterate({ enter: node => void (node.type.isError && faults.push(node.from)) });
      assert.deepEqual(faults, [], `${what} in Python:\n${python}`);
      const ruby = written(shown, 'ruby');
      const { errors } = prism(ruby);
      assert.deepEqual(
        errors.map(({ message }) => message),
        [],
        `${what} in Ruby:\n${ruby}`,
      );
      // Nothing of a text is code.
      assert.doesNotMatch(ruby, /(?<!\\)#[{$@]/);
    }
  }
});

test('Python and Ruby send what the JSON shows, whatever an id, a name or a path holds', async () => {
  for (const [what, use] of Object.entries(allUses)) {
    for (const shown of [use, withText(use, hostile)]) {
      const expected = JSON.parse(
        JSON.stringify(bodies(shown))
          .replace('"data":""', JSON.stringify({ data: whenRun }).slice(1, -1))
          .replace('"cntr_1"', JSON.stringify(whenRun)),
      );
      assert.deepEqual(pythonBodies(written(shown, 'python')), expected, `${what} in Python`);
      assert.deepEqual(await rubyBodies(written(shown, 'ruby')), expected, `${what} in Ruby`);
    }
  }
});

test('every snippet in TypeScript is what the vendor’s package takes', async () => {
  await using place = await tempFolder();
  await symlink(join(root, 'node_modules'), join(place.path, 'node_modules'));
  const names = await Promise.all(
    Object.values(allUses).map(async (use, index) => {
      const name = `use-${index}.mts`;
      await writeFile(join(place.path, name), written(use, 'typescript'));
      return name;
    }),
  );
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2024'];
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const said = await run(process.execPath, [tsc, ...options, '--types', 'node', ...names], {
    cwd: place.path,
  }).then(
    () => '',
    error => String(error.stdout),
  );
  assert.equal(said, '');
});

test('the vendors’ command lines get the same body, and read no file that a text names', () => {
  for (const [what, use] of Object.entries(uses)) {
    if (use.way === 'container') {
      continue;
    }
    const text = written(use, 'cli');
    const [, command, body] = /^(.*) <<'JSON'\n([\s\S]*)\nJSON\n$/.exec(text) ?? [];
    const vendor = use.way === 'messages' ? 'ant messages create' : 'openai responses create';
    assert.ok(command?.endsWith(vendor), text);
    if (!('zip' in use && 'file' in use.zip)) {
      assert.deepEqual(JSON.parse(body ?? ''), bodies(use)[0], what);
    }
  }
  const own = { ...(uses['one version of Anthropic’s'] ?? assert.fail()), skillId: '@/etc/passwd' };
  assert.match(written(own as SkillUse, 'cli'), /"skill_id": "\\\\@\/etc\/passwd"/);
  assert.match(
    written(uses['one version, hosted'] ?? assert.fail(), 'cli'),
    /^OPENAI_UNTRUSTED_STDIN=1 openai /,
  );
  assert.match(
    written(uses['a zip in a file, inline'] ?? assert.fail(), 'cli'),
    /"data": "@data:\/\/demo\.zip"/,
  );
});

describe('what is pasted sends the request that the JSON shows', () => {
  for (const [what, plain] of Object.entries(uses)) {
    for (const [kind, use] of Object.entries({ plain, hostile: withText(plain, hostile) })) {
      test(`${what}, as code and as a command line, of a ${kind} text`, async () => {
        const received: unknown[] = [];
        const paths: string[] = [];
        await using server = await startRawServer((request, response) => {
          let body = '';
          request.on('data', chunk => {
            body += chunk;
          });
          request.once('end', () => {
            received.push(JSON.parse(body));
            paths.push(`${request.method} ${request.url} ${request.headers.authorization}`);
            response.setHeader('content-type', 'application/json');
            const id = request.url?.endsWith('/containers') ? 'cntr_1' : 'r';
            response.end(JSON.stringify({ id, object: 'response', output: [], content: [] }, null, 2));
          });
        });
        const baseURL = use.way === 'messages' ? server.origin : `${server.origin}/v1`;
        const shown: SkillUse = { ...use, baseURL };
        const keys = { OPENAI_API_KEY: 'sk-1', ANTHROPIC_API_KEY: 'sk-1' };
        const env = { ...process.env, ...keys };
        await using place = await tempFolder();
        await symlink(join(root, 'node_modules'), join(place.path, 'node_modules'));
        await writeFile(join(place.path, zipFileOf(use)), 'PK\u0005\u0006 a zip');
        const file = join(place.path, 'pasted.mts');
        await writeFile(file, written(shown, 'typescript'));
        await runHere(() => import(pathToFileURL(file).href), place.path, keys);
        const expected = JSON.parse(
          JSON.stringify(bodies(shown)).replace('"data":""', '"data":"UEsFBiBhIHppcA=="'),
        );
        const hasCurl = await run('curl', ['--version']).then(
          () => true,
          () => false,
        );
        if (hasCurl) {
          const command = written(shown, 'curl').replaceAll(/\bcurl /g, 'curl --silent --show-error --fail ');
          await run('sh', ['-c', command], { env, cwd: place.path });
        }
        assert.deepEqual(received, hasCurl ? [...expected, ...expected] : expected);
        const path = use.way === 'messages' ? '/v1/messages' : '/v1/responses';
        assert.ok(paths[expected.length - 1]?.startsWith(`POST ${path} `), paths.join('\n'));
        if (hasCurl) {
          assert.equal(paths.at(-1), `POST ${path} Bearer sk-1`);
        }
      });
    }
  }
});
