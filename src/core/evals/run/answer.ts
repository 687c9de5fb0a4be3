/** What a model did with a prompt. Texts are untrusted. */
export interface ModelAnswer {
  /** The last message. */
  readonly text: string;
  /** What happened on the way, in order. */
  readonly trace: readonly TraceStep[];
  /** Files that were made, as far as the executor can see them. */
  readonly files: readonly AnswerFile[];
  readonly usage: TokenUsage;
  /** How long the model took, in ms; waiting for a rate limit is not in it. */
  readonly durationMs: number;
  /** HTTP requests, or calls of the editor's model, that it took. */
  readonly requests: number;
  /** The versions of the skills that really ran; null where the executor is not told. */
  readonly ranVersions: readonly { readonly skillId: string; readonly version: string }[] | null;
  readonly stop: AnswerStop;
}

/**
 * Why the model stopped. `done`: it was finished. `cut`: at its output limit, the text ends in the middle.
 * `turns`: at `maxTurns`. `refused`: it, or a filter of the vendor's, declined. `why` is the server's own word for it.
 */
export type AnswerStop =
  | { readonly kind: 'done' }
  | { readonly kind: 'cut' | 'turns' | 'refused'; readonly why: string };

/** One step of a run. */
export type TraceStep =
  /** Said before the last message. */
  | { readonly kind: 'message'; readonly text: string }
  /** Only where the vendor or a tool says so; a command that reads a SKILL.md is a `command`, and counts as well. */
  | { readonly kind: 'skill-loaded'; readonly skill: string }
  | {
      readonly kind: 'command';
      readonly command: string;
      readonly stdout: string;
      readonly stderr: string;
      /** Null where it did not end, as at a time limit. */
      readonly exitCode: number | null;
    }
  | { readonly kind: 'file'; readonly action: 'read' | 'written'; readonly path: string }
  /** Any other tool. `input` is JSON. */
  | {
      readonly kind: 'tool';
      readonly tool: string;
      readonly input: string;
      readonly output: string | null;
    };

export interface AnswerFile {
  /** As the model named it. */
  readonly path: string;
  /** In bytes; null where it is not known. */
  readonly size: number | null;
  /** Null where it is not text, or too large to look at. */
  readonly text: string | null;
}

/** Tokens as the vendor counted them. */
export interface TokenUsage {
  readonly input: number;
  readonly output: number;
}
