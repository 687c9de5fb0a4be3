import { writeFile } from 'node:fs/promises';
import Mocha from 'mocha';

/**
 * Runs mocha inside the extension host and writes what happened where the runner reads it. Tests use mocha's globals
 * `suite` and `test`, and `import * as vscode from 'vscode'`. Rejects when a test failed, which is how VS Code is told.
 */
export async function runMocha(loadTests: () => Promise<void>): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', timeout: 60_000, reporter: Mocha.reporters.Base });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await loadTests();
  const passed: { title: string; ms: number }[] = [];
  const failed: { title: string; why: string }[] = [];
  const isClean = await new Promise<boolean>(resolve => {
    mocha
      .run(failures => resolve(failures === 0))
      .on('pass', test => passed.push({ title: test.fullTitle(), ms: test.duration ?? 0 }))
      .on('fail', (test, error: Error) =>
        failed.push({ title: test.fullTitle(), why: error.stack ?? error.message }),
      );
  });
  const file = process.env.SKILLWRIGHT_REPORT;
  if (file !== undefined) {
    await writeFile(file, JSON.stringify({ passed, failed }));
  }
  if (!isClean) {
    throw new Error(`${failed.length} of the tests failed`);
  }
}
