import * as vscode from 'vscode';
import { estimateUsage, toolsOnly } from '../../../core/evals/executors/shapes.ts';
import type { ModelAnswer, TokenUsage, TraceStep } from '../../../core/evals/run/answer.ts';
import type { OfferedSkill } from '../../../core/evals/run/arm.ts';
import type {
  Executor,
  ExecutorCapabilities,
  ExecutorOptions,
  ExecutorRequest,
  JudgeReply,
  JudgeRequest,
} from '../../../core/evals/run/executor.ts';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { failed, type Result, success } from '../../../core/text/result.ts';

/** What the models of the editor can do with skills: they read them, and run nothing. */
const editorExecutorCapabilities: ExecutorCapabilities = {
  arms: { 'working-copy': true, version: true, none: true },
  publishedIn: null,
  needsContent: true,
  maxSkills: 100,
  runsCommands: false,
  listsFiles: false,
  inputFiles: 'text-only',
  maxInputFileBytes: 200_000,
  streams: true,
  reportsVersions: false,
  seesSkillLoads: true,
};

const loadTool = 'load_skill';
const readTool = 'read_skill_file';

/** The longest wait for a verdict, in ms. */
const judgeMs = 120_000;

/** Characters of one file that a model is given. */
const maxFileLength = 200_000;

/** Runs prompts by a model that the editor offers. The skill is offered as tools and never put into the prompt. */
export class EditorExecutor implements Executor {
  readonly kind = 'editor';
  readonly label: string;
  readonly model: string;
  readonly capabilities = editorExecutorCapabilities;
  readonly #chat: vscode.LanguageModelChat;

  constructor(chat: vscode.LanguageModelChat) {
    this.#chat = chat;
    this.label = chat.name;
    this.model = chat.id;
  }

  async run(request: ExecutorRequest, options: ExecutorOptions): Promise<Result<ModelAnswer, Failure>> {
    const begin = Date.now();
    const trace: TraceStep[] = [];
    const messages = firstMessages(request);
    const tools = request.skills.length === 0 ? [] : toolsFor(request.skills);
    let usage: TokenUsage = { input: 0, output: 0 };
    for (let requests = 1; ; requests++) {
      const limit = { leftMs: request.timeoutMs - (Date.now() - begin), wholeMs: request.timeoutMs };
      const turn = await this.#ask(messages, tools, limit, options);
      if (!turn.ok) {
        return turn;
      }
      const { text, calls } = turn.value;
      usage = await this.#spent(usage, messages, turn.value);
      options.onProgress?.({ kind: 'spent', usage, requests });
      const isDone = calls.length === 0;
      if (isDone || requests >= request.maxTurns) {
        return success({
          text,
          trace,
          files: [],
          usage,
          durationMs: Date.now() - begin,
          requests,
          ranVersions: null,
          stop: isDone ? { kind: 'done' } : { kind: 'turns', why: `${request.maxTurns} turns` },
        });
      }
      if (text !== '') {
        trace.push({ kind: 'message', text });
      }
      messages.push(vscode.LanguageModelChatMessage.Assistant([...textParts(text), ...calls]));
      const results: vscode.LanguageModelToolResultPart[] = [];
      for (const call of calls) {
        const { step, output } = await answerCall(call, request.skills);
        trace.push(step);
        options.onProgress?.({ kind: 'step', step });
        results.push(
          new vscode.LanguageModelToolResultPart(call.callId, [new vscode.LanguageModelTextPart(output)]),
        );
      }
      messages.push(vscode.LanguageModelChatMessage.User(results));
    }
  }

  async judge(
    { system, prompt }: JudgeRequest,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Result<JudgeReply, Failure>> {
    const messages = [vscode.LanguageModelChatMessage.User(`${system}\n\n${prompt}`)];
    const turn = await this.#ask(messages, [], { leftMs: judgeMs, wholeMs: judgeMs }, { signal });
    if (!turn.ok) {
      return turn;
    }
    const usage = await this.#spent({ input: 0, output: 0 }, messages, turn.value);
    return success({ text: turn.value.text, usage });
  }

  estimate(request: ExecutorRequest): Promise<TokenUsage> {
    return estimateUsage(request, true, toolsOnly);
  }

  async #ask(
    messages: readonly vscode.LanguageModelChatMessage[],
    tools: readonly vscode.LanguageModelChatTool[],
    { leftMs, wholeMs }: TimeLimit,
    { signal, onProgress }: ExecutorOptions,
  ): Promise<Result<Turn, Failure>> {
    const source = new vscode.CancellationTokenSource();
    const onAbort = () => source.cancel();
    signal.addEventListener('abort', onAbort, { once: true });
    const stopped = Promise.withResolvers<'stopped' | 'late'>();
    const timer = setTimeout(() => stopped.resolve('late'), Math.max(0, leftMs));
    source.token.onCancellationRequested(() => stopped.resolve('stopped'));
    if (signal.aborted) {
      source.cancel();
    }
    try {
      const read = this.#read(messages, tools, source.token, delta => onProgress?.({ kind: 'text', delta }));
      // A model that does not stop when it is told to is not waited for.
      const turn = await Promise.race([read, stopped.promise]);
      if (turn === 'late') {
        source.cancel();
        return failed({ kind: 'timed-out', registry: this.label, afterMs: wholeMs });
      }
      return turn === 'stopped' ? cancelled : success(turn);
    } catch (error) {
      return signal.aborted ? cancelled : failed(this.#failureOf(error));
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      source.dispose();
    }
  }

  async #read(
    messages: readonly vscode.LanguageModelChatMessage[],
    tools: readonly vscode.LanguageModelChatTool[],
    token: vscode.CancellationToken,
    onText: (delta: string) => void,
  ): Promise<Turn> {
    const response = await this.#chat.sendRequest(
      [...messages],
      {
        justification: 'Skillwright tries a skill with the cases that are written for it.',
        ...(tools.length === 0 ? {} : { tools: [...tools], toolMode: vscode.LanguageModelChatToolMode.Auto }),
      },
      token,
    );
    let text = '';
    const calls: vscode.LanguageModelToolCallPart[] = [];
    for await (const part of response.stream) {
      if (part instanceof vscode.LanguageModelTextPart) {
        text += part.value;
        onText(part.value);
      } else if (part instanceof vscode.LanguageModelToolCallPart) {
        calls.push(part);
      }
    }
    return { text, calls };
  }

  async #spent(
    before: TokenUsage,
    messages: readonly vscode.LanguageModelChatMessage[],
    { text, calls }: Turn,
  ): Promise<TokenUsage> {
    const said = `${text}${calls.map(({ input }) => JSON.stringify(input)).join('')}`;
    const counts = await Promise.all(
      [...messages, said].map(async message => this.#chat.countTokens(message)),
    ).catch(() => [0]);
    const output = counts.at(-1) ?? 0;
    const input = counts.slice(0, -1).reduce((sum, count) => sum + count, 0);
    return { input: before.input + input, output: before.output + output };
  }

  #failureOf(error: unknown): Failure {
    const registry = this.label;
    if (!(error instanceof vscode.LanguageModelError)) {
      return { kind: 'refused', registry, reason: error instanceof Error ? error.message : String(error) };
    }
    switch (error.code) {
      case vscode.LanguageModelError.NoPermissions.name:
        return { kind: 'forbidden', registry, reason: error.message };
      case vscode.LanguageModelError.Blocked.name:
        return { kind: 'rate-limited', registry };
      default:
        return { kind: 'refused', registry, reason: error.message, code: error.code };
    }
  }
}

/** How long a turn may take, and the run that it belongs to, in ms. */
interface TimeLimit {
  readonly leftMs: number;
  readonly wholeMs: number;
}

/** What a model said in one go. */
interface Turn {
  readonly text: string;
  readonly calls: readonly vscode.LanguageModelToolCallPart[];
}

function textParts(text: string): readonly vscode.LanguageModelTextPart[] {
  return text === '' ? [] : [new vscode.LanguageModelTextPart(text)];
}

function firstMessages({ prompt, systemPrompt, files }: ExecutorRequest): vscode.LanguageModelChatMessage[] {
  const attached = files.map(
    ({ name, bytes }) => `<file name="${name}">\n${new TextDecoder().decode(bytes)}\n</file>`,
  );
  const asked = [...(systemPrompt === null ? [] : [systemPrompt]), prompt, ...attached];
  return [vscode.LanguageModelChatMessage.User(asked.join('\n\n'))];
}

/** Skills as agents see them before they load one: by name and description. */
function toolsFor(skills: readonly OfferedSkill[]): readonly vscode.LanguageModelChatTool[] {
  const names = skills.map(({ name }) => name);
  const list = skills.map(({ name, description }) => `- ${name}: ${description}`).join('\n');
  return [
    {
      name: loadTool,
      description: `Loads the instructions of a skill. Load one before you do what it is for. Skills:\n${list}`,
      inputSchema: {
        type: 'object',
        properties: { name: { type: 'string', enum: names } },
        required: ['name'],
      },
    },
    {
      name: readTool,
      description: 'Reads a file of a skill that was loaded, by its path in the skill’s folder.',
      inputSchema: {
        type: 'object',
        properties: { name: { type: 'string', enum: names }, path: { type: 'string' } },
        required: ['name', 'path'],
      },
    },
  ];
}

async function answerCall(
  { name: tool, input }: vscode.LanguageModelToolCallPart,
  skills: readonly OfferedSkill[],
): Promise<{ readonly step: TraceStep; readonly output: string }> {
  // What a model puts into a call is anything.
  const asked: { readonly name?: unknown; readonly path?: unknown } = { ...input };
  const { name, path } = asked;
  const skill = skills.find(offered => offered.name === name);
  if (!skill || (tool !== loadTool && tool !== readTool)) {
    const output = `There is no ${skill ? `tool ${tool}` : `skill ${String(name)}`}.`;
    return { step: { kind: 'tool', tool, input: JSON.stringify(input ?? null), output }, output };
  }
  const wanted = tool === loadTool ? manifestOf(skill) : String(path);
  const output = await textOf(skill, wanted);
  const step: TraceStep =
    tool === loadTool
      ? { kind: 'skill-loaded', skill: skill.name }
      : { kind: 'file', action: 'read', path: wanted };
  return { step, output };
}

function manifestOf({ content }: OfferedSkill): string {
  return content?.paths.find(path => path.toLowerCase() === 'skill.md') ?? 'SKILL.md';
}

async function textOf({ content }: OfferedSkill, path: string): Promise<string> {
  if (!content?.paths.includes(path)) {
    return `There is no file ${path}. Files: ${(content?.paths ?? []).join(', ')}.`;
  }
  const bytes = await content.read(path);
  return bytes.ok ? new TextDecoder().decode(bytes.value).slice(0, maxFileLength) : `${path} cannot be read.`;
}
