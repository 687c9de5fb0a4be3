import type { Failure } from '../../failure/failure.ts';
import { anything, type Decoded, decode, list, optional, record, text } from '../../text/decode.ts';
import { failed, type Result, success } from '../../text/result.ts';
import type { TokenUsage } from '../run/answer.ts';
import type { ExecutorProgress } from '../run/executor.ts';
import { count } from './shapes.ts';

/** A block of content. Blocks are sent back unchanged when an answer is continued, so nothing of them is dropped. */
export type AnthropicBlock = { readonly type: string } & Readonly<Record<string, unknown>>;

const container = record({
  id: text,
  skills: optional(list(record({ skill_id: text, version: text }))),
});

const wholeMessage = record({
  content: list(anything),
  container: optional(container),
  stop_reason: optional(text),
  stop_details: optional(record({ explanation: optional(text) })),
  usage: optional(record({ input_tokens: count, output_tokens: count })),
});

const messageDelta = record({
  delta: record({
    stop_reason: optional(text),
    stop_details: optional(record({ explanation: optional(text) })),
    container: optional(container),
  }),
  usage: optional(record({ input_tokens: count, output_tokens: count })),
});

/** One message of Anthropic's Messages API, as far as it is looked at. */
export interface AnthropicMessage {
  readonly content: readonly AnthropicBlock[];
  /** Where the commands ran, with the versions of the skills that were there. */
  readonly container: Decoded<typeof container> | null;
  readonly stopReason: string | null;
  /** What Anthropic says of a refusal. */
  readonly explanation: string | null;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** A block while its pieces arrive. */
interface GrowingBlock {
  readonly fields: Record<string, unknown>;
  /** The pieces of a tool's input, JSON once they are complete. */
  json: string;
}

/** Puts one message together from the events of its stream, in order. */
export class AnthropicMessageReader {
  readonly #registry: string;
  readonly #onProgress: (progress: ExecutorProgress) => void;
  readonly #blocks = new Map<number, GrowingBlock>();
  #start: Decoded<typeof wholeMessage> | null = null;
  #end: Decoded<typeof messageDelta> | null = null;
  #isWhole = false;
  #failure: Failure | null = null;

  constructor(registry: string, onProgress: (progress: ExecutorProgress) => void) {
    this.#registry = registry;
    this.#onProgress = onProgress;
  }

  /** One event, or the whole message of a server that does not stream. */
  take(event: unknown): void {
    const head = decode(record({ type: text }), event);
    const type: string | null = head.ok ? head.value.type : null;
    switch (type) {
      case 'message':
        this.#begin(event);
        this.#isWhole = this.#start !== null;
        this.#tellSpent();
        return;
      case 'message_start': {
        const started = decode(record({ message: anything }), event);
        this.#begin(started.ok ? started.value.message : null);
        this.#tellSpent();
        return;
      }
      case 'content_block_start': {
        const begun = decode(record({ index: count, content_block: anything }), event);
        if (begun.ok && isBlock(begun.value.content_block)) {
          this.#blocks.set(begun.value.index, { fields: { ...begun.value.content_block }, json: '' });
        }
        return;
      }
      case 'content_block_delta':
        this.#grow(event);
        return;
      case 'message_delta': {
        const ended = decode(messageDelta, event);
        this.#end = ended.ok ? ended.value : this.#end;
        this.#tellSpent();
        return;
      }
      case 'message_stop':
        this.#isWhole = true;
        return;
      case 'error':
        this.#failure = errorOf(event, this.#registry);
        return;
      default:
      // `ping`, `content_block_stop`, and whatever is still to come.
    }
  }

  /** The message, once its stream has ended. */
  message(): Result<AnthropicMessage, Failure> {
    if (this.#failure) {
      return failed(this.#failure);
    }
    if (!this.#start || !this.#isWhole) {
      return failed({ kind: 'not-understood', registry: this.#registry, what: 'the end of the answer' });
    }
    const { content, container: first, stop_reason, stop_details } = this.#start;
    const { input: inputTokens, output: outputTokens } = this.#usage;
    const grown = [...this.#blocks].sort(([left], [right]) => left - right).map(([, block]) => closed(block));
    return success({
      content: [...content.filter(isBlock), ...grown],
      container: this.#end?.delta.container ?? first,
      stopReason: this.#end?.delta.stop_reason ?? stop_reason,
      explanation: this.#end?.delta.stop_details?.explanation ?? stop_details?.explanation ?? null,
      inputTokens,
      outputTokens,
    });
  }

  /** The counts at the end are those of the whole message; some servers tell the input at the start only. */
  get #usage(): TokenUsage {
    const [begun, ended] = [this.#start?.usage, this.#end?.usage];
    return {
      input: Math.max(begun?.input_tokens ?? 0, ended?.input_tokens ?? 0),
      output: Math.max(begun?.output_tokens ?? 0, ended?.output_tokens ?? 0),
    };
  }

  /** Told as it becomes known, so that it counts also where the stream is cut. */
  #tellSpent(): void {
    this.#onProgress({ kind: 'spent', usage: this.#usage, requests: 1 });
  }

  #begin(message: unknown): void {
    const read = decode(wholeMessage, message);
    this.#start = read.ok ? read.value : null;
  }

  #grow(event: unknown): void {
    const read = decode(record({ index: count, delta: anything }), event);
    const block = read.ok ? this.#blocks.get(read.value.index) : undefined;
    if (!read.ok || !block || !isBlock(read.value.delta)) {
      return;
    }
    const { delta } = read.value;
    switch (delta.type) {
      case 'text_delta':
        append(block, 'text', delta.text);
        this.#onProgress({ kind: 'text', delta: String(delta.text) });
        return;
      case 'input_json_delta':
        block.json += String(delta.partial_json);
        return;
      case 'thinking_delta':
        append(block, 'thinking', delta.thinking);
        return;
      case 'signature_delta':
        block.fields.signature = delta.signature;
        return;
      case 'citations_delta': {
        const before = Array.isArray(block.fields.citations) ? block.fields.citations : [];
        block.fields.citations = [...before, delta.citation];
      }
    }
  }
}

function append(block: GrowingBlock, field: string, piece: unknown): void {
  const before = block.fields[field];
  block.fields[field] =
    `${typeof before === 'string' ? before : ''}${typeof piece === 'string' ? piece : ''}`;
}

function closed({ fields, json }: GrowingBlock): AnthropicBlock {
  const block = { type: '', ...fields };
  if (json === '') {
    return block;
  }
  try {
    return { ...block, input: JSON.parse(json) };
  } catch {
    return { ...block, input: {} };
  }
}

function isBlock(value: unknown): value is AnthropicBlock {
  return decode(record({ type: text }), value).ok;
}

/** An error that comes after the answer has begun, and so without a status. */
function errorOf(event: unknown, registry: string): Failure {
  const read = decode(record({ error: record({ type: text, message: text }) }), event);
  if (!read.ok) {
    return { kind: 'not-understood', registry, what: 'an event of this protocol' };
  }
  const { type, message } = read.value.error;
  switch (type) {
    case 'rate_limit_error':
      return { kind: 'rate-limited', registry };
    case 'overloaded_error':
      return { kind: 'unavailable', registry, status: 529 };
    case 'api_error':
    case 'timeout_error':
      return { kind: 'unavailable', registry, status: 500 };
    default:
      return { kind: 'refused', registry, reason: message, code: type };
  }
}
