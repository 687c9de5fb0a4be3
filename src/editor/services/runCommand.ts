import type { CommandId } from '../../contributions.ts';
import type { Failure } from '../../core/failure/failure.ts';
import type { Result } from '../../core/text/result.ts';
import type { FailureServices } from './showFailure.ts';

/** A command's body: `target` is the tree row or the file it was called on; undefined from the palette. */
export type CommandBody<Services> = (
  services: Services,
  target: unknown,
) => Promise<Result<unknown, Failure> | undefined>;

/** The one wrapper around every command: shows an expected failure in words, and logs a bug. */
export async function runCommand<Services>(
  id: CommandId,
  load: () => Promise<CommandBody<Services>>,
  services: Services & FailureServices,
  target: unknown,
): Promise<void> {
  const run = async () => (await load())(services, target);
  await runTold(services, id, run, () => runCommand(id, load, services, target));
}

/**
 * The same for what a person began and nobody waits for, such as a message that has buttons: it never rejects, and
 * what becomes of it is told as with a command. `name` is for the log.
 */
export async function runTold(
  services: FailureServices,
  name: string,
  run: () => Promise<unknown>,
  again?: () => unknown,
): Promise<void> {
  try {
    const result = await run();
    if (isFailed(result)) {
      const { showFailure } = await import('./showFailure.ts');
      await showFailure(services, result.failure, again);
    }
  } catch (bug) {
    services.log.error(`${name} failed`, bug instanceof Error ? bug : String(bug));
    const { showBug } = await import('./showFailure.ts');
    await showBug(services);
  }
}

function isFailed(result: unknown): result is { readonly failure: Failure } {
  return typeof result === 'object' && result !== null && 'ok' in result && result.ok === false;
}
