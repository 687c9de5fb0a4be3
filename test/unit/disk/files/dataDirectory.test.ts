import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { defaultDataDirectory } from '../../../../src/disk/files/dataDirectory.ts';

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
