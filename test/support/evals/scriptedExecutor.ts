import { setTimeout as sleep } from 'node:timers/promises';
import type { ModelAnswer } from '../../../src/core/evals/run/answer.ts';
import type { Arm, OfferedArm, OfferedSkill } from '../../../src/core/evals/run/arm.ts';
import type { EvalDeps, EvalEvent } from '../../../src/core/evals/run/evalEvents.ts';
import type { EvalPlan } from '../../../src/core/evals/run/evalPlan.ts';
import type {
  Executor,
  ExecutorCapabilities,
  ExecutorOptions,
  ExecutorRequest,
  JudgeReply,
  JudgeRequest,
} from '../../../src/core/evals/run/executor.ts';
import type { Suite } from '../../../src/core/evals/suite/suite.ts';
import { cancelled, type Failure } from '../../../src/core/failure/failure.ts';
import { failed, type Result, success } from '../../../src/core/text/result.ts';

/** What the script says to the nth request, from 0. A text is an answer of that text. */
type Script = (
  request: ExecutorRequest,
  nth: number,
) => string | Partial<ModelAnswer> | Failure | Promise<string>;

/** What the judge says to the nth question, from 0. */
type JudgeScript = (request: JudgeRequest, nth: number) => string | Failure;

/** An executor in memory that answers as it is told, and remembers what it was asked. */
export class ScriptedExecutor implements Executor {
  readonly kind = 'openai';
  readonly label = 'Scripted';
  readonly model = 'scripted-1';
  readonly capabilities: ExecutorCapabilities;
  readonly requests: ExecutorRequest[] = [];
  readonly questions: JudgeRequest[] = [];
  /** Requests under way at the same time, at most. */
  mostAtOnce = 0;
  #atOnce = 0;
  readonly #script: Script;
  readonly #judge: JudgeScript;

  constructor(
    script: Script,
    judge: JudgeScript = () => passing(''),
    capabilities: Partial<ExecutorCapabilities> = {},
  ) {
    this.#script = script;
    this.#judge = judge;
    this.capabilities = { ...allCapabilities, ...capabilities };
  }

  async run(
    request: ExecutorRequest,
    { signal, onProgress }: ExecutorOptions,
  ): Promise<Result<ModelAnswer, Failure>> {
    const nth = this.requests.push(request) - 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#atOnce);
    const said = await this.#script(request, nth);
    await sleep(0);
    this.#atOnce--;
    if (signal.aborted) {
      return cancelled;
    }
    if (typeof said === 'object' && 'kind' in said) {
      onProgress?.({ kind: 'spent', usage: { input: 10, output: 0 }, requests: 1 });
      return failed(said as Failure);
    }
    return success(answer(typeof said === 'string' ? { text: said } : said));
  }

  async judge(request: JudgeRequest): Promise<Result<JudgeReply, Failure>> {
    const said = this.#judge(request, this.questions.push(request) - 1);
    await sleep(0);
    return typeof said === 'string'
      ? success({ text: said, usage: { input: 40, output: 10 } })
      : failed(said);
  }

  async estimate(): Promise<{ input: number; output: number }> {
    return { input: 80, output: 20 };
  }
}

const allCapabilities: ExecutorCapabilities = {
  arms: { 'working-copy': true, version: true, none: true },
  publishedIn: null,
  needsContent: false,
  maxSkills: 20,
  runsCommands: true,
  seesSkillLoads: true,
  listsFiles: true,
  inputFiles: 'uploaded',
  maxInputFileBytes: 1000,
  streams: true,
  reportsVersions: true,
};

/** An answer that took 100 tokens and a second. */
export function answer(parts: Partial<ModelAnswer>): ModelAnswer {
  return {
    text: '',
    trace: [],
    files: [],
    usage: { input: 80, output: 20 },
    durationMs: 1000,
    requests: 1,
    ranVersions: null,
    stop: { kind: 'done' },
    ...parts,
  };
}

/** A judge's reply that the statement is so. */
export function passing(evidence: string): string {
  return JSON.stringify({ passed: true, evidence });
}

export const skill: OfferedSkill = {
  name: 'invoices',
  description: 'Reads invoices',
  published: null,
  content: null,
};

export const workingCopy: OfferedArm = { arm: { kind: 'working-copy', digest: 'sha256:w' }, skills: [skill] };

export const noSkill: OfferedArm = { arm: { kind: 'none' }, skills: [] };

/** A version of the skill in OpenAI's registry. */
export function versionArm(key: string): OfferedArm {
  const arm: Arm = {
    kind: 'version',
    registryKey: 'openai',
    skillId: 'skill_1',
    version: key,
    label: `v${key}`,
    digest: `sha256:${key}`,
  };
  return { arm, skills: [{ ...skill, published: { skillId: 'skill_1', version: key } }] };
}

/** A plan of three runs with no ceiling. */
export function planOf(suites: readonly Suite[], parts: Partial<EvalPlan> = {}): EvalPlan {
  return {
    skillName: 'invoices',
    suites,
    isWhole: true,
    arms: [workingCopy],
    runs: 3,
    votes: 1,
    comparesAnswers: false,
    maxTokens: null,
    ...parts,
  };
}

/** What a run needs, with a clock that waiting moves on: nothing really waits. */
export function depsOf(
  executor: ScriptedExecutor,
  parts: Partial<EvalDeps> = {},
): EvalDeps & { readonly events: EvalEvent[]; readonly waits: number[] } {
  let now = new Date(2026, 10, 20, 12).getTime();
  const events: EvalEvent[] = [];
  const waits: number[] = [];
  return {
    executor,
    judge: executor,
    readFile: async path => failed({ kind: 'unreadable', path, cause: 'ENOENT' }),
    now: () => now,
    wait: async ms => {
      waits.push(ms);
      now += ms;
      await sleep(0);
    },
    signal: new AbortController().signal,
    onEvent: event => events.push(event),
    events,
    waits,
    ...parts,
  };
}
