import type { Failure } from '../../failure/failure.ts';
import type { ConnectOptions } from '../../registry/connect.ts';
import { failed, type Result, success } from '../../text/result.ts';
import type { ModelAnswer } from '../run/answer.ts';
import type { OfferedSkill } from '../run/arm.ts';
import type {
  Executor,
  ExecutorCapabilities,
  ExecutorOptions,
  ExecutorRequest,
  JudgeReply,
  JudgeRequest,
} from '../run/executor.ts';
import { ModelEndpoint } from './modelEndpoint.ts';
import { OpenaiAnswer } from './openaiAnswer.ts';
import { estimateUsage } from './shapes.ts';

/** What OpenAI's hosted shell can do with skills. */
const openaiExecutorCapabilities: ExecutorCapabilities = {
  arms: { 'working-copy': true, version: true, none: true },
  publishedIn: 'openai',
  needsContent: false,
  // OpenAI's guide to skills in the hosted shell.
  maxSkills: 200,
  runsCommands: true,
  seesSkillLoads: true,
  listsFiles: false,
  inputFiles: 'uploaded',
  // OpenAI's Files API.
  maxInputFileBytes: 512 * 2 ** 20,
  streams: true,
  reportsVersions: false,
};

/** Base64 characters of one inline skill, from OpenAI's description of its API. */
const maxInlineLength = 70_254_592;

/** A judge's answer is a verdict and a quotation; what a model thinks before it counts as well. */
const maxJudgeTokens = 16_000;

/** The longest wait for a verdict, in ms. */
const judgeMs = 120_000;

interface OpenaiSkillReference {
  readonly type: 'skill_reference';
  readonly skill_id: string;
  readonly version: string;
}

interface OpenaiInlineSkill {
  readonly type: 'inline';
  readonly name: string;
  readonly description: string;
  readonly source: { readonly type: 'base64'; readonly media_type: 'application/zip'; readonly data: string };
}

/** A skill as a request of OpenAI's names it. */
export type OpenaiSkill = OpenaiSkillReference | OpenaiInlineSkill;

/** The body of `POST /responses` for one prompt. Nothing is stored there, and nothing of it names the person. */
export function openaiRequestBody(
  model: string,
  { prompt, systemPrompt, maxTurns }: ExecutorRequest,
  skills: OpenaiSkill[],
  fileIds: string[],
) {
  return {
    model,
    stream: true as const,
    store: false,
    input: [{ role: 'user' as const, content: prompt }],
    max_tool_calls: maxTurns,
    ...(systemPrompt === null ? {} : { instructions: systemPrompt }),
    tools: [
      {
        type: 'shell' as const,
        environment: {
          type: 'container_auto' as const,
          ...(skills.length === 0 ? {} : { skills }),
          ...(fileIds.length === 0 ? {} : { file_ids: fileIds }),
        },
      },
    ],
  };
}

/** The body of `POST /responses` for a question to the judge. */
export function openaiJudgeBody(model: string, { system, prompt }: JudgeRequest) {
  return {
    model,
    stream: true as const,
    store: false,
    instructions: system,
    input: [{ role: 'user' as const, content: prompt }],
    max_output_tokens: maxJudgeTokens,
  };
}

/** Runs prompts by OpenAI's Responses API with its hosted shell. */
export class OpenaiExecutor implements Executor {
  readonly kind = 'openai';
  readonly capabilities = openaiExecutorCapabilities;
  readonly model: string;
  readonly #endpoint: ModelEndpoint;
  readonly #now: () => number;

  constructor(connection: ConnectOptions, model: string, now: () => number) {
    const { organization, project } = connection.settings;
    this.model = model;
    this.#now = now;
    this.#endpoint = new ModelEndpoint(connection, key => ({
      authorization: `Bearer ${key}`,
      ...(organization === undefined ? {} : { 'openai-organization': organization }),
      ...(project === undefined ? {} : { 'openai-project': project }),
    }));
  }

  get label(): string {
    return this.#endpoint.label;
  }

  async run(request: ExecutorRequest, options: ExecutorOptions): Promise<Result<ModelAnswer, Failure>> {
    const skills: OpenaiSkill[] = [];
    for (const skill of request.skills) {
      const offered = await this.#offer(skill);
      if (!offered.ok) {
        return offered;
      }
      skills.push(offered.value);
    }
    const fileIds: string[] = [];
    try {
      for (const file of request.files) {
        const target = { path: ['files'], what: 'address for files' } as const;
        const stored = await this.#endpoint.upload(target, file, { purpose: 'user_data' }, options.signal);
        if (!stored.ok) {
          return stored;
        }
        fileIds.push(stored.value);
      }
      return await this.#ask(
        openaiRequestBody(this.model, request, skills, fileIds),
        request.timeoutMs,
        options,
      );
    } finally {
      await Promise.all(
        fileIds.map(file =>
          this.#endpoint.remove({ path: ['files', file], what: 'such file' }, options.signal),
        ),
      );
    }
  }

  async judge(
    request: JudgeRequest,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Result<JudgeReply, Failure>> {
    const answered = await this.#ask(openaiJudgeBody(this.model, request), judgeMs, { signal });
    return answered.ok ? success({ text: answered.value.text, usage: answered.value.usage }) : answered;
  }

  estimate(request: ExecutorRequest) {
    return estimateUsage(request, true);
  }

  async #ask(body: unknown, limitMs: number, { signal, onProgress }: ExecutorOptions) {
    const begin = this.#now();
    const answer = new OpenaiAnswer(this.label, progress => onProgress?.(progress));
    const target = {
      path: ['responses'],
      what: `model "${this.model}", or no version that was asked for`,
    } as const;
    const read = await this.#endpoint.events(target, body, event => answer.take(event), { signal, limitMs });
    return read.ok ? answer.answer(this.#now() - begin) : read;
  }

  async #offer({
    published,
    content,
    name,
    description,
  }: OfferedSkill): Promise<Result<OpenaiSkill, Failure>> {
    if (published) {
      return success({ type: 'skill_reference', skill_id: published.skillId, version: published.version });
    }
    const zip = await content?.zip();
    if (!zip?.ok) {
      return zip ?? failed({ kind: 'not-found', registry: this.label, what: `files of “${name}”` });
    }
    const data = Buffer.from(await zip.value.arrayBuffer()).toString('base64');
    if (data.length > maxInlineLength) {
      const limit = Math.floor((maxInlineLength / 4) * 3);
      return failed({ kind: 'too-large', registry: this.label, size: zip.value.size, limit });
    }
    const source = { type: 'base64', media_type: 'application/zip', data } as const;
    return success({ type: 'inline', name, description, source });
  }
}
