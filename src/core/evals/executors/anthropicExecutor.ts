import type { Failure } from '../../failure/failure.ts';
import type { RemoteThing } from '../../failure/parts.ts';
import type { ConnectOptions } from '../../registry/connect.ts';
import { failed, type Result, success } from '../../text/result.ts';
import type { AnswerStop, ModelAnswer, TokenUsage } from '../run/answer.ts';
import type { OfferedSkill } from '../run/arm.ts';
import type {
  Executor,
  ExecutorCapabilities,
  ExecutorOptions,
  ExecutorProgress,
  ExecutorRequest,
  JudgeReply,
  JudgeRequest,
} from '../run/executor.ts';
import { addUsage } from '../run/tokenUsage.ts';
import { type AnthropicBlock, type AnthropicMessage, AnthropicMessageReader } from './anthropicMessage.ts';
import { readAnthropicTrace } from './anthropicTrace.ts';
import { ModelEndpoint, type ModelTarget } from './modelEndpoint.ts';
import { estimateUsage } from './shapes.ts';

/** What Anthropic's Messages API can do with skills. */
const anthropicExecutorCapabilities: ExecutorCapabilities = {
  arms: {
    'working-copy':
      'Anthropic runs published skills only, and what is published to a skill there runs at once. ' +
      'To try this working copy, publish it as a skill of its own and delete that afterwards, or run it elsewhere.',
    version: true,
    none: true,
  },
  publishedIn: 'anthropic',
  needsContent: false,
  // Anthropic's guide to skills in the Messages API.
  maxSkills: 20,
  runsCommands: true,
  seesSkillLoads: true,
  listsFiles: true,
  inputFiles: 'uploaded',
  // Anthropic's Files API.
  maxInputFileBytes: 500 * 2 ** 20,
  streams: true,
  reportsVersions: true,
};

/** Tokens of one message; the smallest limit among the models of today is above it. */
const maxAnswerTokens = 16_000;

/** A judge's answer is a verdict and a quotation. */
const maxJudgeTokens = 2_000;

/** The longest wait for a verdict, in ms. */
const judgeMs = 120_000;

const messagesTarget = (model: string): ModelTarget => ({
  path: ['messages'],
  what: `model "${model}", or no version that was asked for`,
});

/** What came before in the same answer, where the vendor paused it. */
interface Continuation {
  readonly containerId: string | null;
  readonly content: AnthropicBlock[];
}

/** The body of `POST /v1/messages` for one prompt. Nothing of it names the person. */
export function anthropicRequestBody(
  model: string,
  { prompt, systemPrompt, skills }: ExecutorRequest,
  fileIds: readonly string[],
) {
  const asked = skills.map(({ published }) => ({
    type: 'custom' as const,
    skill_id: published?.skillId ?? '',
    version: published?.version ?? 'latest',
  }));
  const files = fileIds.map(file_id => ({ type: 'container_upload' as const, file_id }));
  return {
    model,
    max_tokens: maxAnswerTokens,
    stream: true as const,
    messages: [{ role: 'user' as const, content: [{ type: 'text' as const, text: prompt }, ...files] }],
    ...(systemPrompt === null ? {} : { system: systemPrompt }),
    ...(asked.length === 0 ? {} : { container: { skills: asked } }),
    tools: [{ type: 'code_execution_20250825' as const, name: 'code_execution' as const }],
  };
}

/** The same request once more, with what was said before a pause, in the container where it was said. */
function continuedBody(
  body: ReturnType<typeof anthropicRequestBody>,
  { containerId, content }: Continuation,
) {
  const container = { ...body.container, ...(containerId === null ? {} : { id: containerId }) };
  return {
    ...body,
    messages: [...body.messages, { role: 'assistant', content }],
    ...(Object.keys(container).length === 0 ? {} : { container }),
  };
}

/** The body of `POST /v1/messages` for a question to the judge. */
export function anthropicJudgeBody(model: string, { system, prompt }: JudgeRequest) {
  return {
    model,
    max_tokens: maxJudgeTokens,
    stream: true as const,
    system,
    messages: [{ role: 'user' as const, content: prompt }],
  };
}

/** Runs prompts by Anthropic's Messages API with its code execution. */
export class AnthropicExecutor implements Executor {
  readonly kind = 'anthropic';
  readonly capabilities = anthropicExecutorCapabilities;
  readonly model: string;
  readonly #endpoint: ModelEndpoint;
  readonly #now: () => number;
  readonly #root: readonly string[];

  constructor(connection: ConnectOptions, model: string, now: () => number) {
    const { workspace, baseURL } = connection.settings;
    this.model = model;
    this.#now = now;
    this.#root = /\/v1\/*$/.test(baseURL) ? [] : ['v1'];
    this.#endpoint = new ModelEndpoint(connection, key => ({
      'anthropic-version': '2026-10-21',
      authorization: `Bearer ${key}`,
      ...(workspace === undefined ? {} : { 'anthropic-workspace-id': workspace }),
    }));
  }

  get label(): string {
    return this.#endpoint.label;
  }

  async run(request: ExecutorRequest, options: ExecutorOptions): Promise<Result<ModelAnswer, Failure>> {
    if (request.skills.some(({ published }) => published === null)) {
      return failed({ kind: 'not-found', registry: this.label, what: unpublished(request.skills) });
    }
    const fileIds: string[] = [];
    try {
      for (const file of request.files) {
        const target = this.#target({ path: ['files'], what: 'address for files' });
        const stored = await this.#endpoint.upload(target, file, {}, options.signal);
        if (!stored.ok) {
          return stored;
        }
        fileIds.push(stored.value);
      }
      return await this.#converse(request, fileIds, options);
    } finally {
      await Promise.all(
        fileIds.map(file =>
          this.#endpoint.remove(this.#target({ path: ['files', file], what: 'such file' }), options.signal),
        ),
      );
    }
  }

  async judge(
    request: JudgeRequest,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Result<JudgeReply, Failure>> {
    const message = await this.#ask(anthropicJudgeBody(this.model, request), judgeMs, { signal });
    if (!message.ok) {
      return message;
    }
    const { content, inputTokens: input, outputTokens: output } = message.value;
    return success({ text: readAnthropicTrace(content).text, usage: { input, output } });
  }

  estimate(request: ExecutorRequest) {
    return estimateUsage(request, false);
  }

  /** Asks, and goes on for as long as the vendor pauses, in the same container. */
  async #converse(
    request: ExecutorRequest,
    fileIds: readonly string[],
    options: ExecutorOptions,
  ): Promise<Result<ModelAnswer, Failure>> {
    const begin = this.#now();
    const content: AnthropicBlock[] = [];
    let usage: TokenUsage = { input: 0, output: 0 };
    let continued: Continuation | null = null;
    let stop: AnswerStop | null = null;
    let ran: AnthropicMessage['container'] = null;
    for (let requests = 1; ; requests++) {
      const limitMs = request.timeoutMs - (this.#now() - begin);
      const first = anthropicRequestBody(this.model, request, fileIds);
      const body = continued === null ? first : continuedBody(first, continued);
      const before = usage;
      const tell = (progress: ExecutorProgress) =>
        options.onProgress?.(
          progress.kind === 'spent'
            ? { ...progress, usage: addUsage(before, progress.usage), requests }
            : progress,
        );
      const message = await this.#ask(body, Math.max(1, limitMs), { ...options, onProgress: tell });
      if (!message.ok) {
        return message;
      }
      const { container, inputTokens: input, outputTokens: output } = message.value;
      usage = addUsage(usage, { input, output });
      content.push(...message.value.content);
      ran = container ?? ran;
      stop = stopOf(message.value);
      if (stop === null && requests < request.maxTurns) {
        continued = { containerId: ran?.id ?? null, content };
        continue;
      }
      const { text, trace, files } = readAnthropicTrace(content);
      for (const step of trace) {
        options.onProgress?.({ kind: 'step', step });
      }
      const versions = ran?.skills?.map(({ skill_id, version }) => ({ skillId: skill_id, version })) ?? null;
      return success({
        text,
        trace,
        files,
        usage,
        durationMs: this.#now() - begin,
        requests,
        ranVersions: versions,
        stop: stop ?? { kind: 'turns', why: 'pause_turn' },
      });
    }
  }

  async #ask(
    body: unknown,
    limitMs: number,
    { signal, onProgress }: ExecutorOptions,
  ): Promise<Result<AnthropicMessage, Failure>> {
    const reader = new AnthropicMessageReader(this.label, progress => onProgress?.(progress));
    const target = this.#target(messagesTarget(this.model));
    const read = await this.#endpoint.events(target, body, event => reader.take(event), { signal, limitMs });
    return read.ok ? reader.message() : read;
  }

  #target({ path, what }: ModelTarget): ModelTarget {
    return { path: [...this.#root, ...path], what };
  }
}

function unpublished(skills: readonly OfferedSkill[]): RemoteThing {
  return `published version of “${skills.find(({ published }) => published === null)?.name}”`;
}

/** Null where the vendor paused and wants to be asked to go on. */
function stopOf({ stopReason, explanation }: AnthropicMessage): AnswerStop | null {
  switch (stopReason) {
    case 'pause_turn':
      return null;
    case 'end_turn':
    case 'stop_sequence':
      return { kind: 'done' };
    case 'refusal':
      return { kind: 'refused', why: explanation ?? stopReason };
    default:
      return { kind: 'cut', why: stopReason ?? 'no reason' };
  }
}
