// Runs test files one after another in this process, and tells nodeTests.ts of each test: node nodeGroup.ts FILE…
import { join } from 'node:path';
import { run } from 'node:test';
import type { GroupMessage } from './nodeTests.ts';

/** What node's runner tells of a test. */
interface TestEvent {
  readonly name: string;
  readonly file?: string | undefined;
  readonly skip?: string | boolean | undefined;
  readonly details: {
    readonly type?: string | undefined;
    readonly duration_ms: number;
    readonly error?: Error & { readonly failureType?: string };
  };
}

// Whoever started this is gone. That alone does not keep this process going.
const end = () => process.kill(process.pid, 'SIGKILL');
process.once('disconnect', end);
process.channel?.unref();

const files = process.argv.slice(2);
const stream = run({ files: [join(import.meta.dirname, 'sharedState.ts'), ...files], isolation: 'none' });
stream.on('test:dequeue', ({ name }) => send({ kind: 'began', title: name }));
stream.on('test:complete', ({ name }) => send({ kind: 'done', title: name }));
stream.on('test:pass', ({ name, file = '', skip, details }: TestEvent) => {
  // Of a file without a test node tells as if it were one.
  if (details.type !== 'suite' && skip === undefined && name !== file) {
    send({ kind: 'ended', file, result: { title: name, ms: details.duration_ms } });
  }
});
stream.on('test:fail', ({ name, file = '', details }: TestEvent) => {
  // A suite fails with its tests, which are told of themselves, or by itself.
  if (details.type !== 'suite' || details.error?.failureType !== 'subtestsFailed') {
    send({
      kind: 'ended',
      file,
      result: { title: name, ms: details.duration_ms, why: causeOf(details.error) },
    });
  }
});
for await (const _ of stream) {
  // Read to its end; the listeners above take what matters.
}
send({ kind: 'finished' });
process.off('disconnect', end);

function send(message: GroupMessage): void {
  process.send?.(message);
}

/** The error of the test itself, which node wraps in one of its own. */
function causeOf(error: unknown): string {
  const inner = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return inner instanceof Error ? (inner.stack ?? inner.message) : String(inner);
}
