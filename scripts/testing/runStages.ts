import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runStage, type StageCommand, type StageOutcome, stageFailure } from './runStage.ts';
import { inSeconds } from './stage.ts';
import { takeTurn } from './takeTurn.ts';

/** Tests that are told at the end as the slowest. */
const maxSlowest = 10;

/**
 * Runs stages one after another, then tells how long they took; this process ends with code 0 when every test passed.
 * The last line is `N passed, N failed`, whatever happens on the way; SIGINT, SIGTERM and SIGHUP end what runs
 * first. The stages' temporary files are all in one folder, which is removed.
 */
export async function runStages(commands: readonly StageCommand[]): Promise<void> {
  const abort = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => abort.abort(`It was ended by ${name}.`));
  }
  process.on('uncaughtException', error => abort.abort(`The runner itself failed: ${error.stack}`));
  // Nobody reads any more, as after `| head`.
  process.stdout.on('error', () => abort.abort('Nobody listened any more.'));
  // macOS has a long path for temporary files, and VS Code's sockets in it must stay below 104 characters.
  const parent = process.platform === 'darwin' ? '/tmp' : tmpdir();
  const temporary = mkdtempSync(join(parent, 'skillwright-'));
  // As open as its parent: some tests start a process of another user.
  chmodSync(temporary, 0o1777);
  const outcomes: StageOutcome[] = [];
  for (const command of commands) {
    outcomes.push(await outcomeOf(command, outcomes, { parent, temporary }, abort.signal));
  }
  rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
  const results = outcomes.flatMap(outcome => outcome.results);
  const failed = results.filter(({ why }) => why !== undefined).length;
  tellTimes(outcomes);
  const isClean = failed === 0 && results.length > 0;
  console.log(`${results.length - failed} passed, ${failed} failed`);
  process.exitCode = isClean ? 0 : 1;
}

async function outcomeOf(
  command: StageCommand,
  before: readonly StageOutcome[],
  { parent, temporary }: { readonly parent: string; readonly temporary: string },
  signal: AbortSignal,
): Promise<StageOutcome> {
  console.log(command.name);
  if (signal.aborted) {
    return notBegun(command, String(signal.reason));
  }
  const needed = before.find(({ name }) => name === command.needs);
  if (needed?.results.some(({ why }) => why !== undefined)) {
    return notBegun(command, `It needs the stage “${needed.name}”, which failed.`);
  }
  await using _turn = command.takesTurns ? await takeTurn(parent, signal) : null;
  if (signal.aborted) {
    return notBegun(command, String(signal.reason));
  }
  const env = { ...command.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary };
  const outcome = await runStage({ ...command, env }, signal);
  const failed = outcome.results.filter(({ why }) => why !== undefined).length;
  console.log(`  ${outcome.results.length - failed} passed, ${failed} failed in ${inSeconds(outcome.ms)}\n`);
  return outcome;
}

function notBegun(command: StageCommand, why: string): StageOutcome {
  return { name: command.name, results: [stageFailure(command, 0, why)], killed: [], ms: 0 };
}

function tellTimes(outcomes: readonly StageOutcome[]): void {
  const tests = outcomes.flatMap(({ name, results }) => results.map(result => ({ ...result, stage: name })));
  const slowest = tests.toSorted((left, right) => right.ms - left.ms).slice(0, maxSlowest);
  if (slowest.length > 1) {
    console.log('The slowest:');
  }
  for (const { ms, stage, title } of slowest.length > 1 ? slowest : []) {
    console.log(`  ${inSeconds(ms).padStart(8)}  ${stage}: ${title}`);
  }
  const failed = tests.filter(({ why }) => why !== undefined);
  if (failed.length > 0) {
    console.log('Failed:');
  }
  for (const { stage, title } of failed) {
    console.log(`  ✖ ${stage}: ${title}`);
  }
  const killed = outcomes.flatMap(outcome => outcome.killed);
  const times = outcomes.map(({ name, results, ms }) => `${name} ${inSeconds(ms)} (${results.length})`);
  const total = outcomes.reduce((sum, { ms }) => sum + ms, 0);
  console.log(
    `\n${times.join(', ')}; ${inSeconds(total)} in all; processes that had to be killed: ${killed.length}`,
  );
  for (const command of killed) {
    console.log(`  ${command.slice(0, 200)}`);
  }
}
