import type { Expectation, Grader } from '../expectation.ts';
import { graderWords } from '../graderWords.ts';
import { FieldReader, type PlacedText, shown } from './fieldReader.ts';
import type { ProblemList } from './problemList.ts';
import { placeIn, type SourceText } from './sourceText.ts';
import {
  type GraderSurroundings,
  type GraderType,
  graderTypes,
  readBounds,
  readCall,
  readRegex,
  readTarget,
  readTypedGrader,
  required,
} from './typedGraders.ts';
import { type MapNode, nodeWords, type ValueNode } from './values.ts';

/** Keys that every grader takes. */
export const commonGraderKeys: readonly string[] = ['type', 'name', 'weight', 'arm'];

/** The free graders of `evals.json`: the key that names each, and the keys that it takes besides. */
export const freeForms: Readonly<Record<string, readonly string[]>> = {
  contains: ['ignore_case', 'target'],
  not_contains: ['ignore_case', 'target'],
  regex: ['flags', 'match', 'target'],
  ran: [],
  not_ran: [],
  names_file: [],
  not_names_file: [],
  loads_skill: [],
  file_exists: ['exists'],
  tool_used: ['input_match', 'min', 'max'],
  tool_order: [],
};

/** Keys under which tools of several authors keep a sentence that is judged. */
const sentenceKeys = [
  'text',
  'description',
  'expectation',
  'assertion',
  'criterion',
  'criteria',
  'statement',
];

/** What others call the types; their pattern or text stands in one of `valueKeys`. */
const typeSynonyms: Readonly<Record<string, string>> = {
  llm_judge: 'llm',
  'llm-judge': 'llm',
  'llm-rubric': 'llm',
  sentence: 'llm',
  'not-contains': 'not_contains',
  matches: 'regex',
};
const valueKeys = ['value', 'pattern', 'text', 'expected', 'contains'];

/** Reads an item of `expectations`: a sentence, or an object. Null, with its problem told, where it judges nothing. */
export function readExpectation(
  source: SourceText,
  node: ValueNode,
  id: string,
  problems: ProblemList,
): Expectation | null {
  const place = placeIn(source, node.span);
  if (node.kind === 'string') {
    if (node.value.trim() === '') {
      problems.add('eval-value', 'warning', 'This expectation is empty, so that it judges nothing.', place);
      return null;
    }
    const grader = sentence(node.value);
    return { id, text: graderWords(grader), grader, weight: 1, arms: 'both', source: place };
  }
  if (node.kind !== 'map') {
    const message = `An expectation is a sentence or a free grader, not ${nodeWords(node)}.`;
    problems.add('eval-value', 'error', message, place);
    return null;
  }
  const fields = new FieldReader(source, node, problems);
  const grader = readObject(fields);
  return grader && expectationOf(fields, grader, fields.label('id')?.text ?? id, node);
}

/** Reads a grader of `claude plugin eval`, where a strange key is a mistake. `id` is its file's name, or its place. */
export function readPluginGrader(
  fields: FieldReader,
  id: string,
  surroundings: GraderSurroundings,
): Expectation | null {
  const placed = required(fields, 'type');
  if (!placed) {
    return null;
  }
  const type = typeNamed(fields, placed);
  if (type === null) {
    return null;
  }
  fields.unknownKeys([...commonGraderKeys, ...graderTypes[type]], 'mistake', `a grader of the type ${type}`);
  const grader = readTypedGrader(fields, type, surroundings);
  return grader && expectationOf(fields, grader, id, fields.map);
}

function readObject(fields: FieldReader): Grader | null {
  const form = Object.keys(freeForms).find(key => fields.has(key));
  const type = fields.node('type');
  if (form !== undefined && (type === null || !fields.has('pattern'))) {
    const known = ['id', 'text', 'type', ...commonGraderKeys, form, ...(freeForms[form] ?? [])];
    fields.unknownKeys(known, 'allowed', `the grader "${form}"`);
    return readFreeForm(fields, form);
  }
  if (type?.kind === 'string') {
    const typed = readForeignType(fields, { text: type.value, node: type });
    if (typed !== undefined) {
      return typed;
    }
  }
  const words = fields.first(sentenceKeys);
  if (words?.node.kind === 'string' && words.node.value.trim() !== '') {
    return sentence(words.node.value);
  }
  const keys = Object.keys(freeForms).join(', ');
  fields.add(
    'eval-unknown-grader',
    'warning',
    `This judges nothing: it has neither a sentence in "text" nor one of the free graders ${keys}.`,
  );
  return null;
}

/** Undefined for a type that is nobody's here: then a sentence is looked for. */
function readForeignType(fields: FieldReader, placed: PlacedText): Grader | null | undefined {
  const name = typeSynonyms[placed.text] ?? placed.text;
  if (name === 'contains' || name === 'not_contains') {
    const value = fields.first(valueKeys);
    return value?.node.kind === 'string'
      ? contains(fields, value.node.value, name === 'contains')
      : undefined;
  }
  if (!isGraderType(name)) {
    return undefined;
  }
  const value = fields.first(name === 'regex' ? valueKeys : sentenceKeys)?.node;
  const body = value?.kind === 'string' ? { text: value.value, node: value } : null;
  return name === 'regex'
    ? readRegex(fields, body)
    : readTypedGrader(fields, name, { body, folder: 'evals' });
}

function readFreeForm(fields: FieldReader, form: string): Grader | null {
  switch (form) {
    case 'contains':
    case 'not_contains': {
      const text = required(fields, form);
      return text && contains(fields, text.text, form === 'contains');
    }
    case 'regex': {
      const pattern = required(fields, 'regex');
      return pattern && readRegex(fields, pattern);
    }
    case 'ran':
    case 'not_ran': {
      const commands = (fields.texts(form) ?? []).map(({ text }) => text).filter(text => text.trim() !== '');
      if (commands.length === 0) {
        fields.add('eval-value', 'error', `"${form}" takes a command, or a list of commands.`);
        return null;
      }
      return { kind: 'command', commands, isExpected: form === 'ran' };
    }
    case 'names_file':
    case 'not_names_file': {
      const path = required(fields, form);
      return path && { kind: 'file-named', path: path.text, isExpected: form === 'names_file' };
    }
    case 'loads_skill':
      return readLoadsSkill(fields);
    case 'file_exists': {
      const path = required(fields, form);
      return path && { kind: 'file-exists', path: path.text, isExpected: fields.flag('exists') ?? true };
    }
    case 'tool_used': {
      const call = readCall(fields, 'tool_used', 'input_match');
      const bounds = readBounds(fields, 'meant');
      return call && { kind: 'tool-used', call, ...bounds };
    }
    default: {
      const [before, after, ...rest] = fields.texts('tool_order') ?? [];
      if (!before || !after || rest.length > 0) {
        fields.add('eval-value', 'error', '"tool_order" takes a list of two tools.');
        return null;
      }
      const call = (tool: string) => ({ tool, inputMatch: null });
      return { kind: 'tool-order', before: call(before.text), after: call(after.text) };
    }
  }
}

function readLoadsSkill(fields: FieldReader): Grader | null {
  const node = fields.node('loads_skill');
  if (node?.kind === 'string' && node.value.trim() !== '' && !/^(?:true|false)$/i.test(node.value)) {
    return { kind: 'skill-loaded', skill: node.value.trim(), isExpected: true };
  }
  const isExpected = fields.flag('loads_skill');
  return isExpected === null ? null : { kind: 'skill-loaded', skill: null, isExpected };
}

function contains(fields: FieldReader, text: string, isExpected: boolean): Grader {
  const target = fields.has('target') ? readTarget(fields, 'target') : 'answer';
  return { kind: 'contains', text, isExpected, ignoresCase: fields.flag('ignore_case') ?? false, target };
}

function expectationOf(fields: FieldReader, grader: Grader, id: string, node: MapNode): Expectation {
  const weight = fields.positive('weight');
  const arm = fields.choice('arm', ['with-only', 'both']);
  const words = grader.kind === 'sentence' ? null : fields.first(['text', 'description'])?.node;
  return {
    id,
    text: words?.kind === 'string' && words.value.trim() !== '' ? words.value : graderWords(grader),
    grader,
    weight: weight ?? 1,
    arms: arm ?? (needsSkill(grader) ? 'with-only' : 'both'),
    source: fields.place(node),
  };
}

/** Cannot be met where there is no skill. */
function needsSkill(grader: Grader): boolean {
  return (
    (grader.kind === 'skill-loaded' && grader.isExpected) ||
    (grader.kind === 'tool-used' && grader.call.tool === 'Skill')
  );
}

function typeNamed(fields: FieldReader, { text, node }: PlacedText): GraderType | null {
  if (isGraderType(text)) {
    return text;
  }
  const list = Object.keys(graderTypes).join(', ');
  fields.add(
    'eval-unknown-grader',
    'error',
    `There is no grader of the type "${shown(text)}": ${list}.`,
    node,
  );
  return null;
}

function isGraderType(name: string): name is GraderType {
  return Object.hasOwn(graderTypes, name);
}

/** A sentence that a judge is asked about. */
function sentence(text: string): Grader {
  return { kind: 'sentence', sentence: text.trim(), focus: null, isFromExpectedOutput: false };
}
