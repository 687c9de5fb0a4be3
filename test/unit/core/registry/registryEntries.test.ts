import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  newRegistryId,
  readRegistryEntries,
  toSettingValue,
  whereWords,
} from '../../../../src/core/registry/registryEntries.ts';

test('the vendor’s address and name are as usual unless said', () => {
  assert.deepEqual(
    readRegistryEntries([
      { id: 'openai', kind: 'openai' },
      { id: 'a', kind: 'anthropic', label: 'Team' },
    ]),
    [
      { id: 'openai', kind: 'openai', label: 'OpenAI', baseURL: 'https://api.openai.com/v1' },
      { id: 'a', kind: 'anthropic', label: 'Team', baseURL: 'https://api.anthropic.com' },
    ],
  );
});

test('a compatible server is called by its host', () => {
  const [entry] = readRegistryEntries([{ id: 'gw', kind: 'openai', baseURL: ' https://gw.example.com/v1 ' }]);
  assert.deepEqual([entry?.label, entry?.baseURL], ['gw.example.com', 'https://gw.example.com/v1']);
});

test('what is not an entry is passed over, and so is a second one of the same id', () => {
  const value = [
    null,
    'x',
    {},
    { id: 'local', kind: 'openai' },
    { id: 'o', kind: 'ftp' },
    { id: 'o', kind: 'openai' },
    { id: 'o', kind: 'anthropic' },
  ];
  assert.deepEqual(
    readRegistryEntries(value).map(({ id, kind }) => `${id} ${kind}`),
    ['o openai'],
  );
  assert.deepEqual(readRegistryEntries('nonsense'), []);
});

test('an entry that is written and read again is the same', () => {
  const entries = readRegistryEntries([
    {
      id: 'openai',
      kind: 'openai',
      organization: 'org_1',
      project: 'proj_1',
      curatedSkills: ['openai-spreadsheets', 7],
    },
    { id: 'anthropic', kind: 'anthropic', baseURL: 'http://127.0.0.1:8123', workspace: 'wrkspc_1' },
  ]);
  assert.deepEqual(readRegistryEntries(entries.map(toSettingValue)), entries);
  assert.ok(!('baseURL' in toSettingValue(entries[0]!)), 'the usual address is not written');
});

test('a label that is the host is not said twice', () => {
  const [named, plain] = readRegistryEntries([
    { id: 'a', kind: 'openai', label: 'Team' },
    { id: 'b', kind: 'openai', baseURL: 'https://gw.example.com/v1' },
  ]);
  assert.deepEqual([named && whereWords(named), plain && whereWords(plain)], ['api.openai.com', '']);
});

test('each registry gets an id of its own', () => {
  assert.equal(newRegistryId('openai', []), 'openai');
  assert.equal(newRegistryId('openai', [{ id: 'openai' }, { id: 'openai-2' }]), 'openai-3');
});

test('what people write by hand is taken as far as it makes sense', () => {
  const [entry] = readRegistryEntries([
    {
      id: ' team ',
      kind: 'openai',
      label: '  ',
      baseURL: 7,
      organization: '',
      project: ' proj_1 ',
      curatedSkills: ['pdfs', '', 7, null, 'charts'],
    },
  ]);
  assert.deepEqual(entry, {
    id: 'team',
    label: 'OpenAI',
    kind: 'openai',
    baseURL: 'https://api.openai.com/v1',
    project: 'proj_1',
    curatedSkills: ['pdfs', 'charts'],
  });
  for (const curatedSkills of [[], 'pdfs', [7], undefined]) {
    const [plain] = readRegistryEntries([{ id: 'a', kind: 'anthropic', curatedSkills }]);
    assert.ok(plain && !('curatedSkills' in plain));
    assert.equal(plain.label, 'Anthropic');
  }
  for (const id of ['', '  ', 7, null]) {
    assert.deepEqual(readRegistryEntries([{ id, kind: 'openai' }]), []);
  }
  assert.deepEqual(readRegistryEntries({ 0: { id: 'a', kind: 'openai' }, length: 1 }), []);
});

test('the embedded registry is on this machine, and its address is always written', () => {
  const local = { id: 'local', label: 'Local', kind: 'local', baseURL: 'http://127.0.0.1:1/v1' } as const;
  assert.equal(whereWords(local), 'on this machine');
  assert.deepEqual(toSettingValue(local), { ...local });
});

test('the second of a kind gets the number two', () => {
  assert.equal(newRegistryId('anthropic', [{ id: 'openai' }, { id: 'anthropic' }]), 'anthropic-2');
});

test('no two registries are called the same, nor as the one on this machine, so that an error’s button acts on the right one', () => {
  const entries = readRegistryEntries([
    { id: 'a', kind: 'openai', label: 'Team' },
    { id: 'b', kind: 'anthropic', label: 'Team' },
    { id: 'c', kind: 'openai', label: 'Team (2)' },
    { id: 'd', kind: 'openai', label: 'Local' },
  ]);
  assert.deepEqual(
    entries.map(({ label }) => label),
    ['Team', 'Team (2)', 'Team (2) (2)', 'Local (2)'],
  );
  assert.deepEqual(readRegistryEntries(entries.map(toSettingValue)), entries);
});
