import type { Failure } from '../../failure/failure.ts';
import { anything, type Decoded, decode, list, optional, record, text } from '../../text/decode.ts';
import { failed, type Result, success } from '../../text/result.ts';
import type { AnswerStop, ModelAnswer, TokenUsage, TraceStep } from '../run/answer.ts';
import type { ExecutorProgress } from '../run/executor.ts';
import { count } from './shapes.ts';

const usage = record({ input_tokens: count, output_tokens: count });

/** A response of OpenAI's Responses API, as far as it is looked at. */
const response = record({
  status: optional(text),
  output: list(anything),
  usage: optional(usage),
  incomplete_details: optional(record({ reason: optional(text) })),
  error: optional(record({ code: optional(text), message: text })),
});

const message = record({
  content: list(record({ type: text, text: optional(text), refusal: optional(text) })),
});

const shellCall = record({ call_id: text, action: record({ commands: list(text) }) });

const shellOutput = record({
  call_id: text,
  output: list(
    record({
      stdout: text,
      stderr: text,
      outcome: record({ type: text, exit_code: optional(exitCode) }),
    }),
  ),
});

const toolCall = record({ name: optional(text), arguments: optional(text) });

function exitCode(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

/** Reads the events of one response, in order, into an answer. */
export class OpenaiAnswer {
  readonly #registry: string;
  readonly #onProgress: (progress: ExecutorProgress) => void;
  #final: unknown;
  #failure: Failure | null = null;

  constructor(registry: string, onProgress: (progress: ExecutorProgress) => void) {
    this.#registry = registry;
    this.#onProgress = onProgress;
  }

  /** One event, or the whole response of a server that does not stream. */
  take(event: unknown): void {
    const head = decode(record({ type: optional(text), object: optional(text) }), event);
    if (!head.ok) {
      return;
    }
    if (head.value.object === 'response') {
      this.#final = event;
      return;
    }
    switch (head.value.type) {
      case 'response.output_text.delta': {
        const said = decode(record({ delta: text }), event);
        if (said.ok) {
          this.#onProgress({ kind: 'text', delta: said.value.delta });
        }
        return;
      }
      case 'response.completed':
      case 'response.incomplete':
      case 'response.failed': {
        const ended = decode(record({ response: anything }), event);
        this.#final = ended.ok ? ended.value.response : undefined;
        return;
      }
      case 'error': {
        const said = decode(record({ code: optional(text), message: text }), event);
        this.#failure = said.ok ? refusal(this.#registry, said.value.code, said.value.message) : null;
        return;
      }
      default:
      // Events of which the end holds all.
    }
  }

  /** What came of it, once the stream has ended. `durationMs` is the caller's to measure. */
  answer(durationMs: number): Result<ModelAnswer, Failure> {
    if (this.#failure) {
      return failed(this.#failure);
    }
    if (this.#final === undefined) {
      return failed({ kind: 'not-understood', registry: this.#registry, what: 'the end of the answer' });
    }
    const read = decode(response, this.#final);
    if (!read.ok) {
      return failed({ kind: 'not-understood', registry: this.#registry, what: read.failure });
    }
    const spent = usageOf(read.value.usage);
    this.#onProgress({ kind: 'spent', usage: spent, requests: 1 });
    if (read.value.error) {
      return failed(refusal(this.#registry, read.value.error.code, read.value.error.message));
    }
    const { messages, trace, declined } = readOutput(read.value.output);
    for (const step of trace) {
      this.#onProgress({ kind: 'step', step });
    }
    return success({
      text: messages.at(-1) ?? '',
      trace,
      files: [],
      usage: spent,
      durationMs,
      requests: 1,
      ranVersions: null,
      stop: stopOf(read.value, declined),
    });
  }
}

interface ReadOutput {
  /** Each message's text. */
  readonly messages: readonly string[];
  readonly trace: readonly TraceStep[];
  /** The model's own words where it declined. */
  readonly declined: string | null;
}

function readOutput(output: readonly unknown[]): ReadOutput {
  const messages: string[] = [];
  const trace: TraceStep[] = [];
  const outputs = new Map(
    output.flatMap(item => {
      const read = typeOf(item) === 'shell_call_output' ? decode(shellOutput, item) : null;
      return read?.ok ? [[read.value.call_id, read.value.output] as const] : [];
    }),
  );
  let declined: string | null = null;
  for (const item of output) {
    const type = typeOf(item);
    if (type === 'message') {
      const read = decode(message, item);
      const parts = read.ok ? read.value.content : [];
      declined ??= parts.find(part => part.refusal !== null)?.refusal ?? null;
      const before = messages.at(-1);
      if (before !== undefined) {
        trace.push({ kind: 'message', text: before });
      }
      messages.push(parts.map(part => part.text ?? part.refusal ?? '').join(''));
    } else if (type === 'shell_call') {
      trace.push(...commandsOf(item, outputs));
    } else if (type?.endsWith('_call')) {
      const read = decode(toolCall, item);
      trace.push({
        kind: 'tool',
        tool: (read.ok && read.value.name) || type,
        input: (read.ok && read.value.arguments) || '{}',
        output: null,
      });
    }
  }
  return { messages, trace, declined };
}

function commandsOf(
  item: unknown,
  outputs: ReadonlyMap<string, Decoded<typeof shellOutput>['output']>,
): readonly TraceStep[] {
  const call = decode(shellCall, item);
  if (!call.ok) {
    return [];
  }
  const said = outputs.get(call.value.call_id) ?? [];
  return call.value.action.commands.map((command, index): TraceStep => {
    const output = said[index];
    return {
      kind: 'command',
      command,
      stdout: output?.stdout ?? '',
      stderr: output?.stderr ?? '',
      exitCode: output?.outcome.exit_code ?? null,
    };
  });
}

function typeOf(item: unknown): string | undefined {
  const read = decode(record({ type: text }), item);
  return read.ok ? read.value.type : undefined;
}

function stopOf(
  { status, incomplete_details }: Decoded<typeof response>,
  declined: string | null,
): AnswerStop {
  if (declined !== null) {
    return { kind: 'refused', why: declined };
  }
  const why = incomplete_details?.reason ?? status ?? 'no status';
  if (why === 'content_filter') {
    return { kind: 'refused', why };
  }
  if (why === 'max_tool_calls') {
    return { kind: 'turns', why };
  }
  return status === 'completed' ? { kind: 'done' } : { kind: 'cut', why };
}

function usageOf(counted: Decoded<typeof usage> | null): TokenUsage {
  return { input: counted?.input_tokens ?? 0, output: counted?.output_tokens ?? 0 };
}

/** An error that comes after the answer has begun, and so without a status. */
function refusal(registry: string, code: string | null, reason: string): Failure {
  switch (code) {
    case 'rate_limit_exceeded':
      return { kind: 'rate-limited', registry };
    case 'server_error':
    case 'internal_error':
      return { kind: 'unavailable', registry, status: 500 };
    default:
      return { kind: 'refused', registry, reason, ...(code === null ? {} : { code }) };
  }
}
