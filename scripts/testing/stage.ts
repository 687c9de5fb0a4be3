/** What a test (or a check) came to. */
export interface TestResult {
  readonly title: string;
  readonly ms: number;
  /** What was wrong, when it failed. */
  readonly why?: string;
}

/** What a stage tells of its work while it goes on. */
export interface Progress {
  /** With `done`, tells what a stage was at when it had to be ended. */
  began(title: string): void;
  done(title: string): void;
  /** Once for each test; may come later than `done`. */
  ended(result: TestResult): void;
}

/** A part of `npm test`, done in a process of its own. */
export interface Stage {
  /** In ms; when it takes longer it is ended, and has failed. */
  readonly limit: number;
  /** Whether it wants an editor with the extension, which is prepared once for all that do. */
  readonly needsEditor: boolean;
  /** `filter` is a part of the names of what is asked for. */
  run(progress: Progress, filter: string | undefined): Promise<void>;
}

/** From the stage's process to the one that started it. */
export type StageMessage =
  | { readonly kind: 'began' | 'done'; readonly title: string }
  | { readonly kind: 'ended'; readonly result: TestResult }
  | { readonly kind: 'finished' };

/** Prints what a test came to. */
export function tellResult({ title, ms, why }: TestResult): void {
  console.log(
    why === undefined
      ? `  ✔ ${title} (${inSeconds(ms)})`
      : `  ✖ ${title} (${inSeconds(ms)})\n${indented(why)}`,
  );
}

/** As in `12.3 s`. */
export function inSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

export function indented(text: string): string {
  return text.replace(/^/gm, '      ');
}
