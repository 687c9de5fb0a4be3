import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, it, test } from 'node:test';
import { readPublishArguments } from '../../../../src/cli/publish/options.ts';
import { defaultDataDirectory, openTargets } from '../../../../src/cli/publish/targets.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';

const keys = { OPENAI_API_KEY: 'key-of-openai', ANTHROPIC_API_KEY: 'key-of-anthropic' };

async function open(args: readonly string[], env: NodeJS.ProcessEnv = keys) {
  const read = readPublishArguments(['folder', ...args]);
  assert.ok(typeof read !== 'string', String(read));
  return openTargets(read, env);
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

  it('says which variable is missing, and names no other', async () => {
    const opened = await open(['--registry', 'anthropic'], { OPENAI_API_KEY: 'key-of-openai' });
    assert.equal(opened, 'Set ANTHROPIC_API_KEY to the key for anthropic.');
    const gateway = await open(['--registry', 'https://gateway.example.com/v1'], {});
    assert.equal(gateway, 'Set OPENAI_API_KEY to the key for https://gateway.example.com/v1.');
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
    assert.doesNotMatch(String(other), /Set OPENAI_API_KEY/);
    assert.match(String(other), /cannot be reached/);
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
