import type {
  Response,
  ResponseFunctionShellToolCall,
  ResponseFunctionShellToolCallOutput,
  ResponseOutputItem,
  ResponseOutputMessage,
  ResponseStreamEvent,
} from 'openai/resources/responses/responses';
import type { ModelRequest, ScriptedAnswer, ShapedAnswer } from './scriptedAnswer.ts';

/** A scripted answer as OpenAI's Responses API gives it. */
export function openaiAnswer(request: ModelRequest, answer: ScriptedAnswer): ShapedAnswer {
  const calls = (answer.commands ?? []).flatMap(
    ({ command, stdout = '', stderr = '', exitCode = 0 }, index) => {
      const call: ResponseFunctionShellToolCall = {
        id: `sh_${index}`,
        call_id: `call_${index}`,
        type: 'shell_call',
        status: 'completed',
        action: { commands: [command], max_output_length: null, timeout_ms: null },
        environment: { type: 'container_reference', container_id: 'cntr_1' },
      };
      const output: ResponseFunctionShellToolCallOutput = {
        id: `sho_${index}`,
        call_id: `call_${index}`,
        type: 'shell_call_output',
        status: 'completed',
        max_output_length: null,
        output: [{ stdout, stderr, outcome: { type: 'exit', exit_code: exitCode } }],
      };
      return [call, output];
    },
  );
  const message: ResponseOutputMessage = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    status: 'completed',
    content:
      answer.stop === 'refused'
        ? [{ type: 'refusal', refusal: answer.text }]
        : [{ type: 'output_text', text: answer.text, annotations: [] }],
  };
  const whole = response(request, answer, [...calls, message]);
  return { events: eventsOf(whole, answer.text), whole };
}

function response(request: ModelRequest, answer: ScriptedAnswer, output: ResponseOutputItem[]): Response {
  const { inputTokens = 900, outputTokens = 120, stop = 'done' } = answer;
  const { model } = request.body as { model: string };
  return {
    id: 'resp_1',
    object: 'response',
    access_programs: null,
    created_at: 1_780_000_000,
    status: stop === 'cut' ? 'incomplete' : 'completed',
    error: null,
    incomplete_details: stop === 'cut' ? { reason: 'max_output_tokens' } : null,
    instructions: null,
    metadata: {},
    model,
    output,
    output_text: answer.text,
    parallel_tool_calls: true,
    temperature: 1,
    tool_choice: 'auto',
    tools: [],
    top_p: 1,
    usage: {
      input_tokens: inputTokens,
      input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
      output_tokens: outputTokens,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: inputTokens + outputTokens,
    },
  };
}

function eventsOf(whole: Response, text: string): ResponseStreamEvent[] {
  const events: ResponseStreamEvent[] = [];
  let sequence_number = 0;
  const next = () => sequence_number++;
  events.push({
    type: 'response.created',
    response: { ...whole, status: 'in_progress', output: [] },
    sequence_number: next(),
  });
  for (const [output_index, item] of whole.output.entries()) {
    events.push({ type: 'response.output_item.added', output_index, item, sequence_number: next() });
    if (item.type === 'message') {
      for (const delta of text.match(/[\s\S]{1,12}/g) ?? []) {
        events.push({
          type: 'response.output_text.delta',
          item_id: item.id,
          output_index,
          content_index: 0,
          delta,
          logprobs: [],
          sequence_number: next(),
        });
      }
    }
    events.push({ type: 'response.output_item.done', output_index, item, sequence_number: next() });
  }
  const type = whole.status === 'incomplete' ? 'response.incomplete' : 'response.completed';
  events.push({ type, response: whole, sequence_number: next() });
  return events;
}
