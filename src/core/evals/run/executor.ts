import type { Failure } from '../../failure/failure.ts';
import type { Result } from '../../text/result.ts';
import type { ModelAnswer, TokenUsage, TraceStep } from './answer.ts';
import type { Arm, OfferedSkill } from './arm.ts';

/** Where a prompt can run. `editor`: the models that `vscode.lm` offers. */
export type ExecutorKind = 'openai' | 'anthropic' | 'editor';

/** What an executor can do. The interface greys out what is missing, with the reason, instead of failing late. */
export interface ExecutorCapabilities {
  /** The arms that can run there. Where one cannot, the sentence that says why and what to do instead. */
  readonly arms: Readonly<Record<Arm['kind'], true | string>>;
  /** The only registry kind whose versions run there; null where any version's files can be offered. */
  readonly publishedIn: 'openai' | 'anthropic' | null;
  /** Skills are read from `content`, which has to be there for published versions, too. */
  readonly needsContent: boolean;
  /** Skills that one request may offer. */
  readonly maxSkills: number;
  /** Commands are run. Where not, what was run and which files were made cannot be judged. */
  readonly runsCommands: boolean;
  /** What is loaded can be told from its trace; without, trigger sets cannot run there. */
  readonly seesSkillLoads: boolean;
  /** The answer's files are listed. */
  readonly listsFiles: boolean;
  /** How a case's input files reach the model; `none`: such cases cannot run there. */
  readonly inputFiles: 'uploaded' | 'text-only' | 'none';
  /** In bytes, for one input file. */
  readonly maxInputFileBytes: number;
  /** The text arrives in pieces. */
  readonly streams: boolean;
  /** It says which versions ran, so that they can be held against what was asked for. */
  readonly reportsVersions: boolean;
}

/** One prompt for one arm. Nothing in it names the person, the workspace or the arm. */
export interface ExecutorRequest {
  readonly skills: readonly OfferedSkill[];
  readonly prompt: string;
  /** Put behind the executor's own system prompt. */
  readonly systemPrompt: string | null;
  readonly files: readonly InputContent[];
  readonly maxTurns: number;
  /** For the whole run, all its requests together. */
  readonly timeoutMs: number;
}

/** A file that goes along with a prompt. */
export interface InputContent {
  /** The base name. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What is told while a prompt runs. */
export type ExecutorProgress =
  | { readonly kind: 'text'; readonly delta: string }
  | { readonly kind: 'step'; readonly step: TraceStep }
  /** All that the run has cost by now, also when it fails afterwards. */
  | { readonly kind: 'spent'; readonly usage: TokenUsage; readonly requests: number };

export interface ExecutorOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: ExecutorProgress) => void;
}

/** A question to the judge: two texts, and nothing of the run's settings. */
export interface JudgeRequest {
  readonly system: string;
  readonly prompt: string;
}

export interface JudgeReply {
  readonly text: string;
  readonly usage: TokenUsage;
}

/** A model that judges. No tools, no skills. */
export interface JudgeModel {
  /** As the vendor calls it. */
  readonly model: string;
  judge(
    request: JudgeRequest,
    options: { readonly signal: AbortSignal },
  ): Promise<Result<JudgeReply, Failure>>;
}

/**
 * A place where prompts run, with its model and key chosen. It sends each request once: repeating after a 429 or a lost
 * answer is the runner's work (`runEvals.ts`). It continues what the vendor paused. Aborting its signal ends the call
 * at once with the failure `cancelled`, and nothing is sent afterwards.
 *
 * Failures are the registry's own kinds, with `label` in their `registry`: `no-key`, `unauthorised`, `forbidden`,
 * `not-found` (a version or model that is gone), `refused` (the server's words), `too-large`, `rate-limited`,
 * `unavailable`, `unreachable` (a cut stream, too), `timed-out`, `not-understood`, `unsupported`. That the model
 * declined, or was cut off, is not a failure but the answer's `stop`.
 */
export interface Executor extends JudgeModel {
  readonly kind: ExecutorKind;
  /** What the person calls it, such as the registry's label. */
  readonly label: string;
  readonly capabilities: ExecutorCapabilities;
  run(request: ExecutorRequest, options: ExecutorOptions): Promise<Result<ModelAnswer, Failure>>;
  /** About how many tokens a run will take, known before anything is sent; asks no server. */
  estimate(request: ExecutorRequest): Promise<TokenUsage>;
}
