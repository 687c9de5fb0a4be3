import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages/messages';
import type { ResponseStreamEvent } from 'openai/resources/responses/responses';
import { anthropicAnswer } from './anthropicAnswer.ts';
import { openaiAnswer } from './openaiAnswer.ts';
import type { ModelRequest, ScriptedAnswer } from './scriptedAnswer.ts';

/** What goes wrong with a request instead of, or in the middle of, its answer. */
export type ModelFault =
  /** Answered with this status, body and headers. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The connection is reset before anything is answered. */
  | { readonly kind: 'reset' }
  /** It is cut after so many events. */
  | { readonly kind: 'cut'; readonly afterEvents: number }
  /** So many events come, and then nothing more; the connection stays. */
  | { readonly kind: 'silence'; readonly afterEvents: number }
  /** The answer comes as one document and not as events. */
  | { readonly kind: 'whole' }
  /** An event that says that something went wrong comes after so many events. */
  | {
      readonly kind: 'error-event';
      readonly afterEvents: number;
      readonly type: string;
      readonly message: string;
    };

export interface ScriptedServer extends AsyncDisposable {
  readonly origin: string;
  readonly requests: readonly ModelRequest[];
}

/** What the scripted model says to a request, and what goes wrong with it. */
export type ModelScript = (
  request: ModelRequest,
  index: number,
) => ScriptedAnswer | ModelFault | Promise<ScriptedAnswer | ModelFault>;

/**
 * A model behind OpenAI's Responses and Anthropic's Messages whose answers are written in advance. It streams, or
 * answers at once where `stream` is not asked for, and keeps what it was asked.
 */
export async function startScriptedServer(script: ModelScript): Promise<ScriptedServer> {
  const requests: ModelRequest[] = [];
  const server = createServer((request, response) => {
    answer(request, response, requests, script).catch(error => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    [Symbol.asyncDispose]: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  incoming: IncomingMessage,
  response: ServerResponse,
  requests: ModelRequest[],
  script: ModelScript,
): Promise<void> {
  const request = await readRequest(incoming);
  requests.push(request);
  const { path, method } = request;
  if (path.includes('/files')) {
    const id = method === 'DELETE' ? path.split('/').at(-1) : `file_${requests.length}`;
    json(response, 200, method === 'DELETE' ? { id, deleted: true } : { id, object: 'file', type: 'file' });
    return;
  }
  const index = requests.filter(({ path: other }) => !other.includes('/files')).length - 1;
  const said = await script(request, index);
  const isFault = 'kind' in said;
  if (isFault && said.kind === 'answer') {
    response.writeHead(said.status, { 'content-type': 'application/json', ...said.headers }).end(said.body);
    return;
  }
  if (isFault && said.kind === 'reset') {
    incoming.socket.resetAndDestroy();
    return;
  }
  const scripted = isFault ? { text: 'Never read to its end.' } : said;
  const isOpenai = path.endsWith('/responses');
  const { events, whole } = isOpenai ? openaiAnswer(request, scripted) : anthropicAnswer(request, scripted);
  const isStreamed = (request.body as { stream?: boolean }).stream === true;
  if (!isStreamed || (isFault && said.kind === 'whole')) {
    json(response, 200, whole);
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  await writeEvents(response, events, isFault ? said : null);
}

async function writeEvents(
  response: ServerResponse,
  events: readonly (ResponseStreamEvent | RawMessageStreamEvent)[],
  fault: ModelFault | null,
): Promise<void> {
  for (const [index, event] of events.entries()) {
    if (fault && 'afterEvents' in fault && index === fault.afterEvents) {
      if (fault.kind === 'cut') {
        response.socket?.resetAndDestroy();
        return;
      }
      if (fault.kind === 'silence') {
        return;
      }
      const { type, message } = fault;
      write(response, { type: 'error', code: type, message, error: { type, message } });
      break;
    }
    write(response, event);
    await new Promise(resolve => setImmediate(resolve));
  }
  response.end();
}

function write(
  response: ServerResponse,
  event:
    | { readonly type: string; readonly [field: string]: unknown }
    | ResponseStreamEvent
    | RawMessageStreamEvent,
): void {
  response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** What is looked at of a request's body, in both protocols. */
interface AskedBody {
  readonly input?: readonly { readonly content: unknown }[];
  readonly messages?: readonly { readonly role: string; readonly content: unknown }[];
  readonly container?: { readonly skills?: readonly AskedSkill[] };
  readonly tools?: readonly { readonly environment?: { readonly skills?: readonly AskedSkill[] } }[];
}

interface AskedSkill {
  readonly skill_id?: string;
  readonly version?: string;
  readonly name?: string;
}

async function readRequest(incoming: IncomingMessage): Promise<ModelRequest> {
  let text = '';
  for await (const chunk of incoming.setEncoding('utf8')) {
    text += chunk;
  }
  const isJson = incoming.headers['content-type']?.includes('application/json') ?? false;
  const body: AskedBody = isJson ? JSON.parse(text) : {};
  const asked = body.container?.skills ?? body.tools?.[0]?.environment?.skills ?? [];
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    headers: incoming.headers,
    body: isJson ? body : text,
    prompt: textOf(body.input?.[0]?.content ?? body.messages?.[0]?.content ?? ''),
    skills: asked.map(({ skill_id, version, name }) => (skill_id ? `${skill_id}@${version}` : (name ?? ''))),
  };
}

function textOf(content: unknown): string {
  if (typeof content === 'string') {
    return content;
  }
  const parts = Array.isArray(content) ? (content as readonly { readonly text?: string }[]) : [];
  return parts.map(({ text }) => text ?? '').join('\n');
}
