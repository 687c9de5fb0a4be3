// Goes before a program that shall die in the middle of its work: `node --import dieAt.ts PROGRAM …`. Counts what it
// asks of disk and network, and is killed by the system at call number DIE_AT, before that call is made, or, of what is
// written, with half of it written. Without DIE_AT it lives, and leaves the number of its calls in the file DIE_COUNT.
import fs from 'node:fs';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';

const dieAt = Number(process.env.DIE_AT ?? Number.POSITIVE_INFINITY);
const countFile = process.env.DIE_COUNT;
let calls = 0;

type Call = (this: unknown, ...args: unknown[]) => unknown;

function isLast(): boolean {
  return ++calls === dieAt;
}

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  // It is dead before it gets here, or never: the signal cannot be held.
  for (;;) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
}

/** Lets `before` happen instead of the call that is the last, and nothing after it. */
function watch(owner: object, name: string, before: (self: unknown, args: unknown[]) => unknown = () => {}) {
  const own = owner as Record<string, Call>;
  const original = own[name];
  own[name] = function watched(this: unknown, ...args: unknown[]) {
    if (isLast()) {
      before(this, args);
      die();
    }
    return original?.apply(this, args);
  };
}

for (const name of [
  'open',
  'writeFile',
  'mkdir',
  'rename',
  'rm',
  'rmdir',
  'unlink',
  'link',
  'utimes',
  'cp',
]) {
  watch(fs.promises, name);
}
for (const name of ['createWriteStream', 'openAsBlob', 'rmSync', 'writeFileSync', 'renameSync']) {
  watch(fs, name);
}
watch(http, 'request');
watch(http.ServerResponse.prototype, 'writeHead');
watch(fs.WriteStream.prototype, '_write', (self, [chunk]) => {
  const { fd } = self as { fd: unknown };
  if (typeof fd === 'number' && chunk instanceof Uint8Array) {
    fs.writeSync(fd, chunk.subarray(0, chunk.length / 2));
  }
});

const probe = await fs.promises.open(import.meta.filename);
const handles = Object.getPrototypeOf(probe);
await probe.close();
calls = 0;
for (const name of ['writeFile', 'write']) {
  watch(handles, name, (self, [content]) => {
    const { fd } = self as { fd: number };
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    if (bytes instanceof Uint8Array) {
      fs.writeSync(fd, bytes.subarray(0, bytes.length / 2));
    }
  });
}
watch(handles, 'sync');
syncBuiltinESMExports();

if (countFile !== undefined) {
  process.once('exit', () => fs.appendFileSync(countFile, `${calls}`));
}
