import { cancelled, type Failure } from '../../failure/failure.ts';
import { baseName } from '../../text/paths.ts';
import { failed, type Result, success } from '../../text/result.ts';
import { gradeRun } from '../grade/gradeRun.ts';
import { loadedSkills } from '../grade/seenAnswer.ts';
import type { EvalCase } from '../suite/suite.ts';
import type { ModelAnswer } from './answer.ts';
import { type OfferedArm, offeredTo } from './arm.ts';
import { defaultMaxTurns, defaultTimeoutMs, triggerMaxTurns } from './evalPlan.ts';
import type { RunOutcome } from './evalRun.ts';
import type {
  Executor,
  ExecutorProgress,
  ExecutorRequest,
  InputContent,
  JudgeModel,
  JudgeRequest,
} from './executor.ts';
import type { Pacer } from './pacer.ts';
import { type RunMeter, tokensOf, untoldTokens } from './tokenUsage.ts';
import type { WorkItem } from './workList.ts';

/** What one run is handed. */
export interface OneRunDeps {
  readonly executor: Executor;
  readonly judge: JudgeModel;
  readonly readFile: (path: string) => Promise<Result<Uint8Array, Failure>>;
  readonly pacer: Pacer;
  readonly signal: AbortSignal;
  readonly skillName: string;
  readonly votes: 1 | 3;
  readonly isSkillEverywhere: boolean;
  /** Whether the ceiling of tokens is reached, so that no judge is asked any more. */
  readonly isOver: () => boolean;
  readonly onProgress: (progress: ExecutorProgress) => void;
  readonly onJudging: () => void;
  readonly onRepeat: (failure: Failure, afterMs: number) => void;
}

/** What an executor cannot do when it refuses an arm. */
const operations = {
  'working-copy': 'run a working copy',
  version: 'run published versions',
  none: 'run without a skill',
} as const;

/** Asks, checks which version answered, and judges. Every failure is an outcome. */
export async function carryOutRun(item: WorkItem, meter: RunMeter, deps: OneRunDeps): Promise<RunOutcome> {
  const request = await requestOf(item, deps.executor, deps.readFile);
  if (!request.ok) {
    return { kind: 'failed', failure: request.failure };
  }
  const asked = await deps.pacer.send(() => attempt(request.value, meter, deps), deps.onRepeat);
  if (!asked.ok) {
    return asked.failure.kind === 'cancelled'
      ? { kind: 'not-run', why: 'cancelled' }
      : { kind: 'failed', failure: asked.failure };
  }
  const answer = asked.value;
  const ran = otherVersion(item.arm, answer);
  if (ran) {
    return { kind: 'wrong-version', ...ran };
  }
  if (item.task.kind === 'query') {
    const offered = offeredTo('query', item.arm).map(({ name }) => name);
    return { kind: 'triggered', answer, loaded: loadedSkills(answer, offered) };
  }
  deps.onJudging();
  return {
    kind: 'answered',
    answer,
    grades: await judged(item.task.evalCase, answer, item.arm, meter, deps),
  };
}

/** What is sent for a run; fails where an input file cannot be had or the executor cannot take it. */
export async function requestOf(
  { arm, task }: WorkItem,
  { label, capabilities }: Executor,
  readFile: OneRunDeps['readFile'],
): Promise<Result<ExecutorRequest, Failure>> {
  if (capabilities.arms[arm.arm.kind] !== true) {
    return failed({ kind: 'unsupported', registry: label, operation: operations[arm.arm.kind] });
  }
  const skills = offeredTo(task.kind, arm).slice(0, capabilities.maxSkills);
  if (task.kind === 'query') {
    const { query: prompt } = task.query;
    const limits = { maxTurns: triggerMaxTurns, timeoutMs: defaultTimeoutMs };
    return success({ skills, prompt, systemPrompt: null, files: [], ...limits });
  }
  const { prompt, files, limits } = task.evalCase;
  if (files.length > 0 && capabilities.inputFiles === 'none') {
    return failed({ kind: 'unsupported', registry: label, operation: 'take files along with a prompt' });
  }
  const contents: InputContent[] = [];
  for (const { path } of files) {
    const bytes = await readFile(path);
    if (!bytes.ok) {
      return bytes;
    }
    const { length: size } = bytes.value;
    if (size > capabilities.maxInputFileBytes) {
      const limit = capabilities.maxInputFileBytes;
      return failed({ kind: 'too-large', registry: label, what: 'an input file', size, limit });
    }
    contents.push({ name: baseName(path), bytes: bytes.value });
  }
  return success({
    skills,
    prompt,
    systemPrompt: limits.systemPrompt,
    files: contents,
    maxTurns: limits.maxTurns ?? defaultMaxTurns,
    timeoutMs: limits.timeoutMs ?? defaultTimeoutMs,
  });
}

async function attempt(
  request: ExecutorRequest,
  meter: RunMeter,
  deps: OneRunDeps,
): Promise<Result<ModelAnswer, Failure>> {
  meter.startAttempt();
  const answer = await deps.executor.run(request, {
    signal: deps.signal,
    onProgress: progress => {
      if (progress.kind === 'spent') {
        meter.tell(progress.usage, progress.requests);
      }
      deps.onProgress(progress);
    },
  });
  if (answer.ok) {
    meter.tell(answer.value.usage, answer.value.requests);
    if (tokensOf(answer.value.usage) === 0) {
      meter.assume(tokensOf(await deps.executor.estimate(request)));
    }
  }
  meter.endAttempt();
  return answer;
}

function judged(evalCase: EvalCase, answer: ModelAnswer, arm: OfferedArm, meter: RunMeter, deps: OneRunDeps) {
  const { runsCommands, listsFiles } = deps.executor.capabilities;
  const ask = async (request: JudgeRequest): Promise<Result<string, Failure>> => {
    if (deps.isOver()) {
      return cancelled;
    }
    const reply = await deps.pacer.send(() => {
      meter.judgeRequests++;
      return deps.judge.judge(request, { signal: deps.signal });
    }, deps.onRepeat);
    if (!reply.ok) {
      return reply;
    }
    meter.addJudgement(reply.value.usage);
    meter.assume(untoldTokens(request, reply.value));
    return success(reply.value.text);
  };
  const offered = arm.skills.map(({ name }) => name);
  return gradeRun(
    evalCase,
    { answer, skill: deps.skillName, offered, runsCommands, listsFiles },
    {
      ask,
      readFile: deps.readFile,
      votes: deps.votes,
      hasSkill: arm.arm.kind !== 'none',
      isSkillEverywhere: deps.isSkillEverywhere,
      isOver: deps.isOver,
    },
  );
}

/** The version that answered in place of the one that was asked for; null when it was that one, or nobody says. */
function otherVersion(
  { arm }: OfferedArm,
  { ranVersions }: ModelAnswer,
): { readonly asked: string; readonly ran: string } | null {
  if (arm.kind !== 'version' || ranVersions === null) {
    return null;
  }
  const ran = ranVersions.find(({ skillId }) => skillId === arm.skillId)?.version ?? 'none';
  return ran === arm.version ? null : { asked: arm.version, ran };
}
