/** A command of the command line; one file each, listed in `commands.ts`. */
export interface Command {
  readonly name: string;
  /** Its arguments, as in `FOLDER [--json]`. */
  readonly usage: string;
  readonly does: string;
  /** What `--help` prints: usage, options, exit codes. */
  readonly help: string;
  /** Resolves to the exit code: 0 done, 1 the answer is no (problems found, publish refused), 2 could not run. */
  run(args: readonly string[]): Promise<number>;
}
