import { anything, decode, list, optional, record, text } from '../../text/decode.ts';
import type { AnswerFile, TraceStep } from '../run/answer.ts';
import type { AnthropicBlock } from './anthropicMessage.ts';

const toolUse = record({ id: text, name: text, input: anything });

const toolResult = record({ tool_use_id: text, content: anything });

const commandResult = record({
  stdout: text,
  stderr: text,
  return_code: optional(anything),
  content: optional(list(anything)),
});

/** What the tools of Anthropic's code execution are asked for. */
const toolInput = record({
  command: optional(text),
  code: optional(text),
  path: optional(text),
  file_text: optional(text),
});

/** What a list of blocks comes to. */
export interface AnthropicTrace {
  /** The last text. */
  readonly text: string;
  readonly trace: readonly TraceStep[];
  readonly files: readonly AnswerFile[];
}

/** Reads the blocks of an answer: texts, the commands with what they printed, and the files that were made. */
export function readAnthropicTrace(content: readonly AnthropicBlock[]): AnthropicTrace {
  const results = new Map(
    content.flatMap(block => {
      const read = block.type.endsWith('_tool_result') ? decode(toolResult, block) : null;
      return read?.ok ? [[read.value.tool_use_id, read.value.content] as const] : [];
    }),
  );
  const trace: TraceStep[] = [];
  const files = new Map<string, AnswerFile>();
  let last = '';
  for (const block of content) {
    if (block.type === 'text') {
      last += typeof block.text === 'string' ? block.text : '';
      continue;
    }
    const use = block.type.endsWith('tool_use') ? decode(toolUse, block) : null;
    if (!use?.ok) {
      continue;
    }
    if (last !== '') {
      trace.push({ kind: 'message', text: last });
      last = '';
    }
    const step = stepOf(use.value.name, use.value.input, results.get(use.value.id));
    trace.push(step);
    if (step.kind === 'file' && step.action === 'written') {
      files.set(step.path, fileOf(step.path, use.value.input));
    }
  }
  return { text: last, trace, files: [...files.values()] };
}

function fileOf(path: string, input: unknown): AnswerFile {
  const asked = decode(toolInput, input);
  const text = asked.ok ? asked.value.file_text : null;
  return { path, size: text === null ? null : Buffer.byteLength(text), text };
}

function stepOf(name: string, input: unknown, result: unknown): TraceStep {
  const read = decode(toolInput, input);
  const asked = read.ok ? read.value : null;
  if (name === 'text_editor_code_execution' && asked?.path != null) {
    return { kind: 'file', action: asked.command === 'view' ? 'read' : 'written', path: asked.path };
  }
  const command = asked?.command ?? asked?.code ?? null;
  if (/(?:^|_)code_execution$/.test(name) && command !== null) {
    const said = decode(commandResult, result);
    const code = said.ok ? said.value.return_code : null;
    return {
      kind: 'command',
      command,
      stdout: said.ok ? said.value.stdout : '',
      stderr: said.ok ? said.value.stderr : '',
      exitCode: typeof code === 'number' ? code : null,
    };
  }
  const output = result === undefined ? null : JSON.stringify(result);
  return { kind: 'tool', tool: name, input: JSON.stringify(input ?? {}), output };
}
