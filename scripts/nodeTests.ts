import { join, relative } from 'node:path';
import { run } from 'node:test';
import { localFolder, root } from './paths.ts';

/** How many tests (or checks) of a stage were content. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** What node's runner tells of a test that failed. */
interface TestEvent {
  readonly name: string;
  readonly file?: string | undefined;
  readonly skip?: string | boolean | undefined;
  readonly details: {
    readonly type?: string | undefined;
    readonly duration_ms: number;
    readonly error?: unknown;
  };
}

/** Runs test files with node's own runner, each in a process of its own, and prints a line per file or per test. */
export async function runNodeTests(
  files: readonly string[],
  options: {
    readonly concurrency: number;
    readonly isEachTold: boolean;
    readonly env?: Readonly<Record<string, string>>;
  },
): Promise<Tally> {
  Object.assign(process.env, { NODE_COMPILE_CACHE: join(localFolder, 'compile-cache'), ...options.env });
  let passed = 0;
  let failed = 0;
  const counts = new Map<string, number>();
  const stream = run({ files: [...files], concurrency: options.concurrency });
  stream.on('test:pass', (event: TestEvent) => {
    if (event.details.type === 'suite' || event.skip !== undefined) {
      return;
    }
    passed++;
    counts.set(event.file ?? '', (counts.get(event.file ?? '') ?? 0) + 1);
    if (options.isEachTold) {
      console.log(`  ✔ ${event.name} (${seconds(event.details.duration_ms)})`);
    }
  });
  stream.on('test:fail', (event: TestEvent) => {
    if (event.details.type === 'suite') {
      return;
    }
    failed++;
    console.log(`  ✖ ${event.name}\n${indent(causeOf(event.details.error))}`);
  });
  stream.on('test:stdout', event => process.stdout.write(event.message));
  stream.on('test:stderr', event => process.stderr.write(event.message));
  stream.on('test:summary', summary => {
    if (summary.file !== undefined && !options.isEachTold) {
      console.log(
        `  ${summary.success ? '✔' : '✖'} ${named(summary.file)} (${counts.get(summary.file) ?? 0}, ${seconds(summary.duration_ms)})`,
      );
    }
  });
  for await (const _ of stream) {
    // Read to its end; the listeners above take what matters.
  }
  return { passed, failed };
}

function named(file: string | undefined): string {
  return file === undefined ? '' : relative(join(root, 'test'), file);
}

/** The error of the test itself, which node wraps in one of its own. */
function causeOf(error: unknown): string {
  const inner = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return inner instanceof Error ? (inner.stack ?? inner.message) : String(inner);
}

function indent(text: string): string {
  return text.replace(/^/gm, '      ');
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
