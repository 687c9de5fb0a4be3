import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, it, test } from 'node:test';
import { readPublishArguments } from '../../../../src/cli/publish/options.ts';
import { defaultDataDirectory, openRegistries } from '../../../../src/cli/registries/openRegistries.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';

const keys = {
  OPENAI_API_KEY: 'key-of-openai',
  ANTHROPIC_API_KEY: 'key-of-anthropic',
  SKILLWRIGHT_KEY: 'key-of-others',
};

async function open(args: readonly string[], env: NodeJS.ProcessEnv = keys) {
  const read = readPublishArguments(['folder', ...args]);
  if (typeof read === 'string') {
    return read;
  }
  const opened = await openRegistries(read.asked, { env, isReadOnly: read.dryRun });
  return opened.ok ? opened.value : opened.failure;
}

async function keysOf(...registries: readonly string[]) {
  const opened = await open(registries.flatMap(registry => ['--registry', registry]));
  assert.ok(typeof opened !== 'string', String(opened));
  await opened.close();
  return opened.targets.map(({ registry, key }) => [registry.kind, key]);
}

describe('--registry', () => {
  it('takes the vendors by name, and other servers by address', async () => {
    assert.deepEqual(
      await keysOf(
        'openai',
        'anthropic',
        'https://gateway.example.com/v1',
        'openai=https://other.example.com/v1',
        'anthropic=https://claude.example.com',
      ),
      [
        ['openai', 'openai'],
        ['anthropic', 'anthropic'],
        ['openai', 'openai https://gateway.example.com/v1'],
        ['openai', 'openai https://other.example.com/v1'],
        ['anthropic', 'anthropic https://claude.example.com'],
      ],
    );
  });

  it('counts once when it is given twice', async () => {
    assert.equal((await keysOf('openai', 'openai')).length, 1);
  });

  it('names the account where one is given, in the same way as the editor', async () => {
    const account = ['--organization', 'org_1', '--project', 'proj_1', '--workspace', 'wrkspc_1'];
    const opened = await open(['--registry', 'openai', '--registry', 'anthropic', ...account]);
    assert.ok(typeof opened !== 'string');
    assert.deepEqual(
      opened.targets.map(({ key }) => key),
      ['openai organization=org_1 project=proj_1', 'anthropic workspace=wrkspc_1'],
    );
  });

  it('refuses an account that none of the registries has, which would count for nothing', async () => {
    for (const [registry, option, vendor] of [
      ['anthropic', '--project', /^--project is for registries of OpenAI's protocol/],
      ['local', '--organization', /^--organization is for registries of OpenAI's protocol/],
      ['openai', '--workspace', /^--workspace is for registries of Anthropic's/],
    ] as const) {
      assert.match(String(await open(['--registry', registry, option, 'id'])), vendor);
    }
  });

  it('says which variable is missing, and names no other', async () => {
    const opened = await open(['--registry', 'anthropic'], { OPENAI_API_KEY: 'key-of-openai' });
    assert.equal(opened, 'Set ANTHROPIC_API_KEY to the key for anthropic.');
    const gateway = await open(['--registry', 'https://gateway.example.com/v1'], {});
    assert.equal(gateway, 'Set SKILLWRIGHT_KEY to the key for https://gateway.example.com/v1.');
  });

  it('says that a word is no registry, and that a key is not sent in the clear, before it asks for a key', async () => {
    for (const typed of [
      'nowhere',
      'gemini=https://x.example',
      'Local',
      '',
      'openai=',
      'anthropic=x',
      'localhost',
    ]) {
      const opened = await open(['--registry', typed], {});
      assert.ok(
        String(opened).startsWith(`"${typed}" is no registry: --registry takes local,`),
        String(opened),
      );
    }
    const plain = await open(['--registry', 'http://gateway.example.com/v1'], {});
    assert.match(String(plain), /not encrypted.*Use an https address/);
    const other = await open(['--registry', 'ftp://gateway.example.com'], {});
    assert.match(String(other), /is no registry/);
  });

  it('starts the local registry in its data directory, without any key', async () => {
    await using folder = await tempFolder();
    const data = join(folder.path, 'data');
    const opened = await open(['--registry', 'local', '--data', data], {});
    assert.ok(typeof opened !== 'string', String(opened));
    const [target] = opened.targets;
    assert.equal(target?.key, 'local');
    assert.ok((await target.registry.listSkills()).ok);
    assert.ok(existsSync(data));
    await opened.close();
    assert.ok(!(await target.registry.listSkills()).ok);
  });

  it('leaves no data directory behind after a dry run', async () => {
    await using folder = await tempFolder();
    const data = join(folder.path, 'data');
    const opened = await open(['--registry', 'local', '--data', data, '--dry-run'], {});
    assert.ok(typeof opened !== 'string', String(opened));
    const skills = await opened.targets[0]?.registry.listSkills();
    assert.ok(skills?.ok && skills.value.items.length === 0);
    await opened.close();
    assert.ok(!existsSync(data));
  });

  it('sends a vendor’s key to the vendor’s own address only, however it is written', async () => {
    const asked = (args: readonly string[]) => {
      const read = readPublishArguments(['folder', ...args]);
      assert.ok(typeof read !== 'string', String(read));
      return read.asked.registries.map(one => (one.kind === 'local' ? 'none' : one.keyVariable));
    };
    const cases: readonly (readonly [string, string])[] = [
      ['openai', 'OPENAI_API_KEY'],
      ['openai=https://api.openai.com/v1', 'OPENAI_API_KEY'],
      ['https://api.openai.com/v1', 'OPENAI_API_KEY'],
      ['https://api.openai.com:443/v1', 'OPENAI_API_KEY'],
      ['https://api.openai.com.evil.example/v1', 'SKILLWRIGHT_KEY'],
      ['https://api.openai.com:8443/v1', 'SKILLWRIGHT_KEY'],
      ['http://127.0.0.1:9/v1', 'SKILLWRIGHT_KEY'],
      ['anthropic', 'ANTHROPIC_API_KEY'],
      ['anthropic=https://api.anthropic.com', 'ANTHROPIC_API_KEY'],
      ['anthropic=https://api.openai.com', 'SKILLWRIGHT_KEY'],
      ['openai=https://api.anthropic.com', 'SKILLWRIGHT_KEY'],
      ['local', 'none'],
    ];
    for (const [typed, variable] of cases) {
      assert.deepEqual(asked(['--registry', typed]), [variable], typed);
    }
    const named = ['--registry', 'https://a.example/v1', '--key-env', 'KEY_A', '--registry', 'openai'];
    assert.deepEqual(asked(named), ['KEY_A', 'OPENAI_API_KEY']);
  });

  it('says what --key-env belongs to, and never takes a key for it', async () => {
    const alone = await open(['--key-env', 'X', '--registry', 'openai']);
    assert.match(String(alone), /--key-env names the key of the --registry before it/);
    const local = await open(['--registry', 'local', '--key-env', 'X']);
    assert.match(String(local), /before it, which has to be/);
    const key = await open(['--registry', 'openai', '--key-env', 'sk-live-123']);
    assert.match(String(key), /the name of an environment variable, not a key/);
    assert.doesNotMatch(String(key), /sk-live/);
  });

  it('never repeats an address that has a name, a password or a query in it', async () => {
    for (const typed of [
      'https://me:hunter2@a.example/v1',
      'https://a.example/v1?api-key=hunter2',
      'anthropic=https://hunter2@a.example',
      'https://a.example/v1#hunter2',
    ]) {
      const said = await open(['--registry', typed]);
      assert.match(String(said), /has more in it than a host and a path/, typed);
      assert.doesNotMatch(String(said), /hunter2/, typed);
    }
  });

  it('repeats nothing that may be a password or a key where no registry was named', async () => {
    for (const typed of [
      'ftp://me:hunter2@a.example',
      'openai=me:hunter2@a.example',
      'https://me:hunter2@a .example/v1',
      'a.example/v1?api-key=hunter2',
      'sk-hunter2',
      'hunter2_0123456789-0123456789',
    ]) {
      const said = await open(['--registry', typed]);
      assert.match(String(said), /^What was typed is no registry: --registry takes local/, typed);
    }
    assert.match(String(await open(['--registry', 'opnai'])), /^"opnai" is no registry/);
  });
});

test('whoever only looks leaves no more behind for every time that the process is killed', async () => {
  await using folder = await tempFolder();
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder.path;
  try {
    const args = ['--registry', 'local', '--data', join(folder.path, 'none'), '--dry-run'];
    const left = [];
    for (let time = 0; time < 2; time++) {
      const opened = await open(args);
      assert.ok(typeof opened !== 'string', String(opened));
      // As it is at a kill: `close` has removed nothing yet.
      left.push((await readdir(folder.path, { recursive: true })).sort());
      await opened.close();
    }
    assert.deepEqual(left[1], left[0]);
    assert.equal(existsSync(join(folder.path, 'none')), false);
  } finally {
    if (before === undefined) {
      delete process.env.TMPDIR;
    } else {
      process.env.TMPDIR = before;
    }
  }
});

test('the local registry is where the system keeps the data of applications', () => {
  const place = ['skillwright', 'registry'];
  assert.equal(defaultDataDirectory({ XDG_DATA_HOME: '/data' }, 'linux'), join('/data', ...place));
  assert.equal(defaultDataDirectory({}, 'linux'), join(homedir(), '.local', 'share', ...place));
  assert.equal(
    defaultDataDirectory({ XDG_DATA_HOME: '' }, 'linux'),
    join(homedir(), '.local', 'share', ...place),
  );
  assert.equal(
    defaultDataDirectory({ XDG_DATA_HOME: '/ignored' }, 'darwin'),
    join(homedir(), 'Library', 'Application Support', ...place),
  );
  assert.equal(defaultDataDirectory({ LOCALAPPDATA: 'C:\\Local' }, 'win32'), join('C:\\Local', ...place));
  assert.equal(defaultDataDirectory({}, 'win32'), join(homedir(), 'AppData', 'Local', ...place));
});
