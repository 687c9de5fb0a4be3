import type { IncomingHttpHeaders } from 'node:http';
import type { Message, RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages/messages';
import type { Response as OpenaiResponse, ResponseStreamEvent } from 'openai/resources/responses/responses';

/** A command that the scripted model runs, with what it prints. */
export interface ScriptedCommand {
  readonly command: string;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly exitCode?: number;
}

/** What the scripted model does with a prompt. */
export interface ScriptedAnswer {
  readonly text: string;
  readonly commands?: readonly ScriptedCommand[];
  /** Files that are written; told by Anthropic's protocol only. */
  readonly writes?: readonly { readonly path: string; readonly text: string }[];
  readonly stop?: 'done' | 'cut' | 'refused';
  /** How often Anthropic's protocol pauses before this answer. */
  readonly pauses?: number;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  /** The versions that Anthropic's protocol says ran; those asked for unless said. */
  readonly ranVersion?: string;
}

/** A request that the scripted server got. */
export interface ModelRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON; the raw text of a form. */
  readonly body: unknown;
  /** All text that the model is asked with; empty for files. */
  readonly prompt: string;
  /** Skills as the request names them: `id@version`, or the name of an inline one. */
  readonly skills: readonly string[];
}

/** One answer in a vendor's shapes: as events, and as one document. */
export interface ShapedAnswer {
  readonly events: readonly (ResponseStreamEvent | RawMessageStreamEvent)[];
  readonly whole: OpenaiResponse | Message;
}
