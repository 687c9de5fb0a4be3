// Takes a lock, says so, and says on every line that comes in whether it still has it. Arguments: the lock's path,
// after how many ms without a sign of life it is taken for dead.
import { createInterface } from 'node:readline';
import { acquireLock } from '../../../src/disk/files/lock.ts';

const [, , path = '', staleAfter = ''] = process.argv;
const taken = await acquireLock(path, {
  patience: 60_000,
  whenBusy: { kind: 'busy', skill: 's' },
  staleAfter: Number(staleAfter),
});
if (!taken.ok) {
  throw new Error(taken.failure.kind);
}
console.log('taken');
for await (const _ of createInterface({ input: process.stdin })) {
  console.log((await taken.value.isOurs()) ? 'ours' : 'lost');
}
await taken.value.release();
