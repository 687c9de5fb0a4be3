import type { Grader, GraderTarget, RegexGrader, ToolCall, ToolUsedGrader } from '../expectation.ts';
import type { SuiteFix } from '../suiteProblem.ts';
import { FieldReader, type PlacedText, shown } from './fieldReader.ts';
import { joined } from './joinPath.ts';
import { nodeWords, type ValueNode } from './values.ts';

/** The graders of `claude plugin eval`, with the keys that each takes besides `type`, `name`, `weight` and `arm`. */
export const graderTypes = {
  regex: ['pattern', 'flags', 'match', 'target'],
  tool_used: ['tool', 'input_match', 'min', 'max'],
  tool_order: ['before', 'after'],
  file_exists: ['path', 'exists'],
  llm: ['criteria', 'focus'],
  baseline: ['baseline_file', 'criteria', 'focus'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type GraderType = keyof typeof graderTypes;

/** What surrounds a grader that is written with its `type`. */
export interface GraderSurroundings {
  /** The body of a grader's file, where it has one: a pattern or the criteria. */
  readonly body: PlacedText | null;
  /** The case's folder, relative to the skill's; recorded answers lie there. */
  readonly folder: string;
}

/** Reads a grader of a type; null, with its problem told, where something is missing that it cannot do without. */
export function readTypedGrader(
  fields: FieldReader,
  type: GraderType,
  { body, folder }: GraderSurroundings,
): Grader | null {
  switch (type) {
    case 'regex':
      return readRegex(fields, fields.placedText('pattern') ?? trimmed(body));
    case 'tool_used': {
      const call = readCall(fields, 'tool', 'input_match');
      const bounds = readBounds(fields, 'told');
      return call && { kind: 'tool-used', call, ...bounds };
    }
    case 'tool_order': {
      const before = readOrdered(fields, 'before');
      const after = readOrdered(fields, 'after');
      return before && after && { kind: 'tool-order', before, after };
    }
    case 'file_exists': {
      const path = required(fields, 'path');
      return path && { kind: 'file-exists', path: path.text, isExpected: fields.flag('exists') ?? true };
    }
    case 'llm': {
      const criteria = fields.placedText('criteria') ?? trimmed(body);
      if (!criteria) {
        missing(fields, 'criteria');
        return null;
      }
      const focus = fields.has('focus') ? readTarget(fields, 'focus') : null;
      return { kind: 'sentence', sentence: criteria.text, focus, isFromExpectedOutput: false };
    }
    case 'baseline': {
      const file = required(fields, 'baseline_file');
      const criteria = fields.text('criteria') ?? trimmed(body)?.text ?? null;
      return file && { kind: 'baseline', path: joined(folder, file.text), criteria };
    }
  }
}

/** A regular expression, of which `pattern` was read already. */
export function readRegex(fields: FieldReader, pattern: PlacedText | null): RegexGrader | null {
  if (!pattern) {
    missing(fields, 'pattern');
    return null;
  }
  const flags = fields.text('flags') ?? '';
  const fault = compileFault(pattern.text, flags);
  if (fault !== null) {
    fields.add('eval-regex', 'error', `This is no regular expression of JavaScript: ${fault}`, pattern.node);
    return null;
  }
  return {
    kind: 'regex',
    pattern: pattern.text,
    flags,
    match: readMatch(fields),
    target: fields.has('target') ? readTarget(fields, 'target') : 'answer',
  };
}

/**
 * How often a tool is called. A `max` of 0 alone means never; `claude plugin eval` takes `min` as 1 then, which is told
 * where the file is for it.
 */
export function readBounds(
  fields: FieldReader,
  maxOfZero: 'told' | 'meant',
): Pick<ToolUsedGrader, 'min' | 'max'> {
  const min = fields.whole('min', { min: 0 });
  const max = fields.whole('max', { min: 0 });
  const node = fields.node('max');
  if (min !== null && max !== null && min > max) {
    fields.add('eval-value', 'error', 'This can never pass: "min" is above "max".', node ?? fields.map);
  } else if (maxOfZero === 'told' && min === null && max === 0 && node) {
    const message =
      'For claude plugin eval this can never pass: "min" is 1 there unless said. It is read as "never called" here.';
    fields.add('eval-value', 'warning', message, node, minOfZero(fields));
  }
  return { min: min ?? (max === 0 ? 0 : 1), max };
}

/** Writes `min: 0` before `max`: on a line of its own, or in the same braces. */
function minOfZero(fields: FieldReader): readonly SuiteFix[] {
  const span = fields.map.entries.findLast(({ key }) => key === 'max')?.keySpan;
  if (!span) {
    return [];
  }
  const { text } = fields.source.lines;
  const lead = text.slice(text.lastIndexOf('\n', span.start - 1) + 1, span.start);
  const isOwnLine = /^ *(?:- +)*$/.test(lead);
  const between = isOwnLine ? `\n${' '.repeat(lead.length)}` : ', ';
  return [{ title: 'Add "min: 0"', edits: [fields.edit(span, `min: 0${between}max`)] }];
}

/** Where a grader looks, which both `target` and `focus` say. */
export function readTarget(fields: FieldReader, key: string): GraderTarget {
  const node = fields.node(key);
  if (node?.kind === 'map') {
    const target = new FieldReader(fields.source, node, fields.problems);
    const path = target.text('path') ?? target.text('file');
    if (path !== null) {
      return { file: path };
    }
  }
  switch (node?.kind === 'string' ? node.value : '') {
    case 'last_message':
    case 'answer':
      return 'answer';
    case 'trace':
      return 'trace';
    case 'files':
      return 'files';
    case 'mock_calls':
      return 'mock-calls';
    default:
      if (node) {
        const found = node.kind === 'string' ? `"${shown(node.value)}"` : nodeWords(node);
        const takes = 'last_message, trace, files, or the path of a file';
        fields.add('eval-value', 'error', `"${key}" takes ${takes}, not ${found}.`, node);
      }
      return 'answer';
  }
}

/** The text of a key that the grader cannot do without; null, with its problem told, when it is missing. */
export function required(fields: FieldReader, key: string): PlacedText | null {
  const placed = fields.placedText(key);
  if (placed && placed.text.trim() !== '') {
    return placed;
  }
  if (placed || !fields.has(key)) {
    missing(fields, key);
  }
  return null;
}

/** Tells of a regular expression on a tool's input that does not compile; the call is read without it. */
export function readCall(fields: FieldReader, toolKey: string, matchKey: string): ToolCall | null {
  const tool = required(fields, toolKey);
  const match = fields.placedText(matchKey);
  const fault = match ? compileFault(match.text, '', 'write [Aa] for a letter of either case') : null;
  if (match && fault !== null) {
    fields.add('eval-regex', 'error', `This is no regular expression of JavaScript: ${fault}`, match.node);
    return null;
  }
  return tool && { tool: tool.text, inputMatch: match?.text ?? null };
}

function readOrdered(fields: FieldReader, key: string): ToolCall | null {
  const node = fields.node(key);
  if (node?.kind === 'map') {
    return readCall(new FieldReader(fields.source, node, fields.problems), 'tool', 'input_match');
  }
  const tool = required(fields, key);
  return tool && { tool: tool.text, inputMatch: null };
}

function readMatch(fields: FieldReader): RegexGrader['match'] {
  const placed = fields.placedText('match');
  const text = placed?.text.trim() ?? 'contains';
  if (text === 'contains') {
    return 'found';
  }
  if (text === 'not_contains') {
    return 'not-found';
  }
  const count = /^count:\s*(\d+)$/.exec(text)?.[1];
  if (count !== undefined) {
    return { count: Number(count) };
  }
  fields.add(
    'eval-value',
    'error',
    `"match" takes contains, not_contains or count:N, not "${shown(text)}".`,
    placed?.node as ValueNode,
  );
  return 'found';
}

function trimmed(body: PlacedText | null): PlacedText | null {
  const text = body?.text.trim() ?? '';
  return body && text !== '' ? { text, node: body.node } : null;
}

/** Told unless a value of the wrong type is there, which is told already. */
function missing(fields: FieldReader, key: string): void {
  const node = fields.node(key);
  if (node && node.kind !== 'string') {
    return;
  }
  fields.add('eval-value', 'error', `This grader lacks "${key}", without which it judges nothing.`);
}

/** Why a regular expression does not compile, ending in a full stop; null when it does. */
function compileFault(pattern: string, flags: string, wayOut?: string): string | null {
  const inline = /^\(\?([a-z]+)\)/.exec(pattern)?.[1];
  if (inline !== undefined) {
    return `"(?${inline})" at its start is not supported; ${wayOut ?? `put "${inline}" into "flags"`}.`;
  }
  try {
    new RegExp(pattern, flags);
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const why = message.replace(/^Invalid regular expression: (?:\/.*\/\w*: )?/s, '');
    return `${why.replace(/\.$/, '')}.`;
  }
}
