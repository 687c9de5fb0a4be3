import type {
  ContentBlock,
  Message,
  RawMessageStreamEvent,
  StopReason,
} from '@anthropic-ai/sdk/resources/messages/messages';
import type { ModelRequest, ScriptedAnswer, ShapedAnswer } from './scriptedAnswer.ts';

/** A scripted answer as Anthropic's Messages API gives it. It pauses for as long as fewer turns came back. */
export function anthropicAnswer(request: ModelRequest, answer: ScriptedAnswer): ShapedAnswer {
  const { messages } = request.body as { messages: { role: string; content: unknown[] }[] };
  const before = messages.find(({ role }) => role === 'assistant')?.content.length ?? 0;
  const isPaused = before < (answer.pauses ?? 0);
  const content: ContentBlock[] = isPaused
    ? [{ type: 'text', text: `Working (${before + 1}). `, citations: null }]
    : [...workOf(answer), { type: 'text', text: answer.text, citations: null }];
  const whole = message(request, answer, content, isPaused ? 'pause_turn' : stopReason(answer));
  return { events: eventsOf(whole), whole };
}

function stopReason({ stop = 'done' }: ScriptedAnswer): StopReason {
  return stop === 'done' ? 'end_turn' : stop === 'cut' ? 'max_tokens' : 'refusal';
}

function workOf({ commands = [], writes = [] }: ScriptedAnswer): ContentBlock[] {
  const ran = commands.flatMap(
    ({ command, stdout = '', stderr = '', exitCode = 0 }, index): ContentBlock[] => [
      {
        type: 'server_tool_use',
        id: `srvtoolu_${index}`,
        name: 'bash_code_execution',
        input: { command },
        caller: { type: 'direct' },
      },
      {
        type: 'bash_code_execution_tool_result',
        tool_use_id: `srvtoolu_${index}`,
        content: { type: 'bash_code_execution_result', stdout, stderr, return_code: exitCode, content: [] },
      },
    ],
  );
  const written = writes.flatMap(({ path, text }, index): ContentBlock[] => [
    {
      type: 'server_tool_use',
      id: `srvtoolu_w${index}`,
      name: 'text_editor_code_execution',
      input: { command: 'create', path, file_text: text },
      caller: { type: 'direct' },
    },
    {
      type: 'text_editor_code_execution_tool_result',
      tool_use_id: `srvtoolu_w${index}`,
      content: { type: 'text_editor_code_execution_create_result', is_file_update: false },
    },
  ]);
  return [...ran, ...written];
}

function message(
  request: ModelRequest,
  { inputTokens = 900, outputTokens = 120, ranVersion }: ScriptedAnswer,
  content: ContentBlock[],
  stop_reason: StopReason,
): Message {
  const { model, container } = request.body as {
    model: string;
    container?: { skills?: { skill_id: string; version: string }[] };
  };
  const skills = (container?.skills ?? []).map(({ skill_id, version }) => ({
    type: 'custom' as const,
    skill_id,
    version: ranVersion ?? version,
  }));
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model,
    content,
    container: { id: 'container_1', expires_at: '2026-12-01T00:00:00Z', skills },
    diagnostics: null,
    stop_reason,
    stop_sequence: null,
    stop_details:
      stop_reason === 'refusal'
        ? { type: 'refusal', category: 'general_harms', explanation: 'It was declined.' }
        : null,
    usage: {
      input_tokens: inputTokens,
      output_tokens: outputTokens,
      output_tokens_details: null,
      cache_creation: null,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      inference_geo: null,
      server_tool_use: null,
      service_tier: 'standard',
      speed: null,
    },
  };
}

function eventsOf(whole: Message): RawMessageStreamEvent[] {
  const { content, container, stop_reason, stop_sequence, stop_details, usage } = whole;
  return [
    {
      type: 'message_start',
      message: { ...whole, content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } },
    },
    ...content.flatMap((block, index) => blockEvents(block, index)),
    {
      type: 'message_delta',
      delta: { container, stop_reason, stop_sequence, stop_details },
      usage: {
        input_tokens: usage.input_tokens,
        output_tokens: usage.output_tokens,
        output_tokens_details: null,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 0,
        server_tool_use: null,
      },
    },
    { type: 'message_stop' },
  ];
}

function blockEvents(block: ContentBlock, index: number): RawMessageStreamEvent[] {
  if (block.type === 'text') {
    return [
      { type: 'content_block_start', index, content_block: { ...block, text: '' } },
      ...(block.text.match(/[\s\S]{1,12}/g) ?? []).map(
        (text): RawMessageStreamEvent => ({
          type: 'content_block_delta',
          index,
          delta: { type: 'text_delta', text },
        }),
      ),
      { type: 'content_block_stop', index },
    ];
  }
  if (block.type === 'server_tool_use') {
    return [
      { type: 'content_block_start', index, content_block: { ...block, input: {} } },
      {
        type: 'content_block_delta',
        index,
        delta: { type: 'input_json_delta', partial_json: JSON.stringify(block.input) },
      },
      { type: 'content_block_stop', index },
    ];
  }
  return [
    { type: 'content_block_start', index, content_block: block },
    { type: 'content_block_stop', index },
  ];
}
