import { appendFileSync } from 'node:fs';
import Mocha from 'mocha';
import * as vscode from 'vscode';

/** A line of the report, as JSON. A report without `isComplete` is that of a host that broke. */
export type ReportLine =
  | { readonly began: string }
  | { readonly title: string; readonly ms: number; readonly why?: string }
  | { readonly isComplete: true };

/**
 * Runs mocha inside the extension host and writes what happens where the runner reads it, as it happens. Tests use
 * mocha's globals `suite` and `test`, and `import * as vscode from 'vscode'`. Rejects when a test failed, which is how
 * VS Code is told.
 */
export async function runMocha(loadTests: () => Promise<void>): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', timeout: 60_000, reporter: Mocha.reporters.Base });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  // VS Code looks some seconds for the SKILL.md that activates it, and on a busy machine gives up.
  await vscode.extensions.getExtension('skillwright.skillwright')?.activate();
  await loadTests();
  const file = process.env.SKILLWRIGHT_REPORT;
  const report = (line: ReportLine): void => {
    if (file !== undefined) {
      appendFileSync(file, `${JSON.stringify(line)}\n`);
    }
  };
  const failures = await new Promise<number>(resolve => {
    mocha
      .run(resolve)
      .on('test', test => report({ began: test.fullTitle() }))
      .on('pass', test => report({ title: test.fullTitle(), ms: test.duration ?? 0 }))
      .on('fail', (test, error: Error) =>
        report({ title: test.fullTitle(), ms: test.duration ?? 0, why: error.stack ?? error.message }),
      );
  });
  report({ isComplete: true });
  if (failures > 0) {
    throw new Error(`${failures} of the tests failed`);
  }
}
