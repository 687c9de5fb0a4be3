import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { readStartOptions } from '../../../../scripts/start/startOptions.ts';

test('npm start takes --server and --port; a port means a browser', async () => {
  assert.deepEqual(await readStartOptions([]), { isServer: false, port: 0 });
  assert.deepEqual(await readStartOptions(['--server']), { isServer: true, port: 0 });
  assert.deepEqual(await readStartOptions(['--port', '0']), { isServer: true, port: 0 });
});

test('npm start says in one line what it does not know', async () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [['--sever'], 'There is no option --sever. There are --server, and --port with a number.'],
    [['-x'], 'There is no option -x. There are --server, and --port with a number.'],
    [['--host=0.0.0.0'], 'There is no option --host=0.0.0.0. There are --server, and --port with a number.'],
    [['here'], 'After npm start -- come --server, or --port and a number; nothing else.'],
    [['--port'], 'After npm start -- come --server, or --port and a number; nothing else.'],
    [['--port='], '--port wants a number up to 65535, not "".'],
    [['--port=65536'], '--port wants a number up to 65535, not "65536".'],
    [['--port', '0x50'], '--port wants a number up to 65535, not "0x50".'],
  ];
  for (const [words, said] of cases) {
    assert.equal(await readStartOptions(words), said);
  }
});

test('npm start says that a port is taken before it builds anything', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  assert.ok(address !== null && typeof address === 'object');
  const { port } = address;
  assert.equal(
    await readStartOptions(['--port', `${port}`]),
    `Port ${port} is taken. Choose another with --port N, or leave it out for any free one.`,
  );
  other.close();
  await once(other, 'close');
  assert.deepEqual(await readStartOptions(['--port', `${port}`]), { isServer: true, port });
});
