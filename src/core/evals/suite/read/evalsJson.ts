import type { Expectation, Grader } from '../expectation.ts';
import { graderWords } from '../graderWords.ts';
import type { CaseSuite, EvalCase } from '../suite.ts';
import { FieldReader, type PlacedText, shown } from './fieldReader.ts';
import { freshId, uniqueId } from './ids.ts';
import type { InputFiles } from './inputFiles.ts';
import type { ProblemList } from './problemList.ts';
import { readExpectation } from './readExpectation.ts';
import { type SourceText, startOf } from './sourceText.ts';
import { nodeAt, nodeWords, type ValueNode } from './values.ts';

/** Keys of a case in `evals.json`. */
export const caseKeys: readonly string[] = [
  'id',
  'name',
  'prompt',
  'expected_output',
  'files',
  'expectations',
  'assertions',
  'runs',
  'tags',
];

/** Keys of the file itself. */
export const evalsFileKeys: readonly string[] = ['skill_name', 'evals'];

/** What other authors' tools call a case's list of expectations. */
const expectationKeys = ['expectations', 'assertions', 'expected_behavior'];

/** What other authors' tools call the list of cases. */
const foreignListKeys = ['cases', 'test_cases', 'tests'];

/** More cases than this are not read. */
export const maxCases = 500;

/** The longest run of a case's first words that is its title, in characters. */
const maxTitle = 60;

/** What a file of a suite is read with. */
export interface SuiteReading {
  readonly source: SourceText;
  readonly problems: ProblemList;
  readonly inputs: InputFiles;
}

/**
 * The list of cases in an `evals.json`: the whole, what is under `evals`, or under another tool's word for it when an
 * item has a prompt and something to judge it by; null where there is none.
 */
export function caseListOf(root: ValueNode): CaseList | null {
  if (root.kind !== 'map') {
    return root.kind === 'list' ? root : null;
  }
  const own = nodeAt(root, 'evals');
  const others = foreignListKeys.map(key => nodeAt(root, key)).filter(node => node?.kind === 'list');
  return own?.kind === 'list' ? own : (others.find(hasJudgedPrompts) ?? null);
}

type CaseList = Extract<ValueNode, { readonly kind: 'list' }>;

function hasJudgedPrompts(list: CaseList): boolean {
  const judged = [...expectationKeys, 'expected_output'];
  const items = list.items.filter(
    item => item.kind === 'map' && judged.some(key => nodeAt(item, key) !== null),
  );
  return hasPrompts({ ...list, items });
}

/** Whether an item of a list has a prompt. */
export function hasPrompts({ items }: CaseList): boolean {
  return items.some(item => item.kind === 'map' && nodeAt(item, 'prompt')?.kind === 'string');
}

/**
 * Whether a file's value is a list of cases, also where some of them say in `should_trigger` whether the skill should be
 * loaded: one has expectations, or is judged by its output and says no such thing.
 */
export function holdsCases(root: ValueNode): boolean {
  return (caseListOf(root)?.items ?? []).some(item => {
    const has = (key: string) => item.kind === 'map' && nodeAt(item, key) !== null;
    const isJudged = expectationKeys.some(has) || (has('expected_output') && !has('should_trigger'));
    return has('prompt') && isJudged;
  });
}

/** Reads a suite of prompts and expectations. Cases without a prompt are told and left out. */
export function readEvalsJson(reading: SuiteReading, root: ValueNode): CaseSuite | null {
  const { source, problems } = reading;
  const list = caseListOf(root);
  if (!list) {
    return null;
  }
  const head = root.kind === 'map' ? new FieldReader(source, root, problems) : null;
  head?.unknownKeys(evalsFileKeys, 'allowed', 'the suite');
  const items = list.items.slice(0, maxCases);
  if (list.items.length > maxCases) {
    const message = `Only the first ${maxCases} of ${list.items.length} cases are read.`;
    problems.add('eval-too-many-cases', 'warning', message, startOf(source));
  }
  const ids = new Set<string>();
  const cases = items.flatMap((item, index) => {
    if (item.kind !== 'map') {
      const place = new FieldReader(source, { kind: 'map', entries: [], span: item.span }, problems);
      place.add('eval-shape', 'error', `A case is an object with a "prompt", not ${nodeWords(item)}.`);
      return [];
    }
    return readCase(reading, new FieldReader(source, item, problems), index, ids);
  });
  const skillName = head?.text('skill_name') ?? null;
  return { kind: 'cases', format: 'evals-json', path: source.path, skillName, cases };
}

function readCase(
  reading: SuiteReading,
  fields: FieldReader,
  index: number,
  ids: Set<string>,
): readonly EvalCase[] {
  fields.unknownKeys(caseKeys, 'allowed', 'a case');
  const id = readId(fields, index, ids);
  const prompt = readPrompt(fields);
  const expectations = readExpectations(reading, fields);
  const files = reading.inputs.read(fields, 'files');
  if (!prompt) {
    const message = `The case ${shown(id)} has no "prompt", so that there is nothing to run.`;
    fields.add('eval-no-prompt', 'error', message, fields.node('prompt') ?? fields.node('id') ?? fields.map);
    return [];
  }
  const expectedOutput = readExpectedOutput(fields);
  const asked = [
    ...(expectations.length > 0 ? expectations : fromExpectedOutput(fields, expectedOutput)),
    ...fromShouldTrigger(fields),
  ];
  if (asked.length === 0) {
    const message = `The case ${shown(id)} judges nothing: give it "expectations", or an "expected_output".`;
    fields.add('eval-judges-nothing', 'warning', message, prompt.node);
  }
  return [
    {
      id,
      title: (fields.text('name') ?? '').trim() || titleOf(prompt.text),
      prompt: prompt.text,
      expectedOutput: expectedOutput?.text ?? null,
      files,
      expectations: asked,
      tags: fields.has('tags') ? (fields.texts('tags') ?? []).map(({ text }) => text) : [],
      limits: {
        runs: fields.whole('runs', { min: 1, max: 50 }),
        maxTurns: null,
        timeoutMs: null,
        systemPrompt: null,
      },
      source: fields.place(),
      promptSource: fields.place(prompt.node),
    },
  ];
}

function readPrompt(fields: FieldReader): PlacedText | null {
  const prompt = fields.placedText('prompt') ?? (fields.has('prompt') ? null : fields.placedText('query'));
  return prompt && prompt.text.trim() !== '' ? prompt : null;
}

/** The case's own id, or its place; told and made unique where another case has it. */
function readId(fields: FieldReader, index: number, ids: Set<string>): string {
  const placed = fields.label('id');
  const wanted = placed && placed.text.trim() !== '' ? placed.text : String(index + 1);
  if (placed && ids.has(wanted)) {
    const fresh = freshId(wanted, ids);
    const isNumber = placed.node.kind === 'number';
    const text = isNumber ? fresh : JSON.stringify(fresh);
    fields.add(
      'eval-duplicate-id',
      'warning',
      `Another case has the id ${shown(wanted)}; results would be taken for each other's.`,
      placed.node,
      [{ title: `Change it to ${text}`, edits: [fields.replacement(placed.node, text)] }],
    );
  }
  return uniqueId(wanted, ids);
}

function readExpectations({ source, problems }: SuiteReading, fields: FieldReader): readonly Expectation[] {
  const found = fields.first(expectationKeys);
  if (!found) {
    return [];
  }
  const { key, node } = found;
  if (node.kind !== 'list' && node.kind !== 'string') {
    fields.wrongType(key, node, 'a list of sentences and free graders');
    return [];
  }
  const items = node.kind === 'list' ? node.items : [node];
  const ids = new Set<string>();
  return items.flatMap((item, index) => {
    const expectation = readExpectation(source, item, String(index + 1), problems);
    return expectation ? [{ ...expectation, id: uniqueId(expectation.id, ids) }] : [];
  });
}

/** A text, or several of them one below the other. */
function readExpectedOutput(fields: FieldReader): PlacedText | null {
  const node = fields.node('expected_output');
  const isText = node?.kind === 'string' || node?.kind === 'list';
  const texts = isText ? (fields.texts('expected_output') ?? []) : [];
  if (node && !isText) {
    fields.wrongType('expected_output', node, 'a text');
  }
  const text = texts
    .map(each => each.text)
    .join('\n')
    .trim();
  return node && text !== '' ? { text, node } : null;
}

function fromExpectedOutput(fields: FieldReader, expected: PlacedText | null): readonly Expectation[] {
  if (!expected) {
    return [];
  }
  const sentence = `The answer is what was expected: ${expected.text}`;
  return [
    {
      id: 'expected_output',
      text: expected.text,
      grader: { kind: 'sentence', sentence, focus: null, isFromExpectedOutput: true },
      weight: 1,
      arms: 'both',
      source: fields.place(expected.node),
    },
  ];
}

/** As `loads_skill` says it. */
function fromShouldTrigger(fields: FieldReader): readonly Expectation[] {
  const isExpected = fields.flag('should_trigger');
  const node = fields.node('should_trigger');
  if (isExpected === null || node === null) {
    return [];
  }
  const grader: Grader = { kind: 'skill-loaded', skill: null, isExpected };
  return [
    {
      id: 'should_trigger',
      text: graderWords(grader),
      grader,
      weight: 1,
      arms: isExpected ? 'with-only' : 'both',
      source: fields.place(node),
    },
  ];
}

/** A prompt's first words, for lists. */
export function titleOf(prompt: string): string {
  const line = prompt.trim().split(/\r\n|\n|\r/, 1)[0] ?? '';
  if (line.length <= maxTitle) {
    return line;
  }
  const cut = line.slice(0, maxTitle);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), maxTitle / 2)).trimEnd()}…`;
}
