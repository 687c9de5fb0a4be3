import type { TriggerQuery, TriggerSuite } from '../suite.ts';
import { maxCases, type SuiteReading } from './evalsJson.ts';
import { FieldReader, shown } from './fieldReader.ts';
import { uniqueId } from './ids.ts';
import { placeIn, startOf } from './sourceText.ts';
import { nodeAt, type ValueNode } from './values.ts';

/** Keys of a query in a trigger set. */
export const queryKeys: readonly string[] = ['id', 'query', 'prompt', 'should_trigger'];

/** What runs of a trigger set write beside its queries: such a list is no set to run again. */
const resultKeys = ['trigger_rate', 'observed_trigger_rate', 'triggers', 'triggered', 'pass', 'passed'];

/**
 * The list of queries in a file's value: the whole, or the first list under any key of which an item says what should
 * trigger; null where there is none, or where it holds results.
 */
function queryListOf(root: ValueNode): ListNode | null {
  const lists = root.kind === 'map' ? root.entries.map(({ value }) => value) : [root];
  return lists.filter(list => list.kind === 'list').find(({ items }) => items.some(saysTrigger)) ?? null;
}

type ListNode = Extract<ValueNode, { readonly kind: 'list' }>;

function saysTrigger(item: ValueNode): boolean {
  return item.kind === 'map' && nodeAt(item, 'should_trigger') !== null && !isResult(item);
}

function isResult(item: ValueNode): boolean {
  return (
    item.kind === 'map' &&
    resultKeys.some(key => {
      const kind = nodeAt(item, key)?.kind;
      return kind === 'number' || kind === 'boolean';
    })
  );
}

/** Whether a file's value holds what a run of a trigger set wrote down, and no set. */
export function isTriggerResult(root: ValueNode): boolean {
  const lists = root.kind === 'map' ? root.entries.map(({ value }) => value) : [root];
  return lists.some(list => list.kind === 'list' && list.items.some(isResult)) && !isTriggerSet(root);
}

/** Whether a file's value is a trigger set. */
export function isTriggerSet(root: ValueNode): boolean {
  return queryListOf(root) !== null;
}

/** Tells of lists of queries in a file whose cases are read: it is one suite only. */
export function tellQueriesBeside(
  { source, problems }: SuiteReading,
  root: ValueNode,
  cases: ValueNode | null,
): void {
  for (const { key, keySpan, value } of root.kind === 'map' ? root.entries : []) {
    if (value !== cases && value.kind === 'list' && value.items.some(saysTrigger)) {
      const message = `The list "${shown(key)}" is not read beside cases: put its queries into a file of their own.`;
      problems.add('eval-shape', 'information', message, placeIn(source, keySpan));
    }
  }
}

/** Reads a trigger set. Queries without their text or without `should_trigger` are told and left out. */
export function readTriggerSet({ source, problems }: SuiteReading, root: ValueNode): TriggerSuite | null {
  const list = queryListOf(root);
  if (!list) {
    return null;
  }
  const head = root.kind === 'map' ? new FieldReader(source, root, problems) : null;
  const { items } = list;
  if (items.length > maxCases) {
    const message = `Only the first ${maxCases} of ${items.length} queries are read.`;
    problems.add('eval-too-many-cases', 'warning', message, startOf(source));
  }
  const ids = new Set<string>();
  const queries = items.slice(0, maxCases).flatMap((item, index) => {
    const map = item.kind === 'map' ? item : ({ kind: 'map', entries: [], span: item.span } as const);
    return readQuery(new FieldReader(source, map, problems), index, ids);
  });
  tellContradictions(queries, problems);
  tellOneSided(queries, { source, problems });
  return {
    kind: 'triggers',
    format: 'trigger-set',
    path: source.path,
    skillName: head?.text('skill_name') ?? null,
    queries,
  };
}

function readQuery(fields: FieldReader, index: number, ids: Set<string>): readonly TriggerQuery[] {
  fields.unknownKeys(queryKeys, 'allowed', 'a query');
  const placed = fields.label('id');
  if (placed && ids.has(placed.text)) {
    const message = `Another query has the id ${shown(placed.text)}; results would be taken for each other's.`;
    fields.add('eval-duplicate-id', 'warning', message, placed.node);
  }
  const id = uniqueId(placed?.text ?? String(index + 1), ids);
  const query = fields.placedText(fields.has('query') ? 'query' : 'prompt');
  const shouldTrigger = fields.flag('should_trigger');
  if (!query || query.text.trim() === '') {
    const written = fields.node('query') ?? fields.node('prompt');
    // One of the wrong type is told already.
    if (written === null || written.kind === 'string') {
      fields.add('eval-no-prompt', 'error', `The query ${shown(id)} has no text in "query".`);
    }
    return [];
  }
  if (shouldTrigger === null) {
    if (!fields.has('should_trigger')) {
      const message = `The query ${shown(id)} does not say in "should_trigger" whether the skill should be loaded.`;
      fields.add('eval-value', 'error', message);
    }
    return [];
  }
  return [{ id, query: query.text, shouldTrigger, source: fields.place() }];
}

function tellContradictions(queries: readonly TriggerQuery[], problems: SuiteReading['problems']): void {
  const seen = new Map<string, TriggerQuery>();
  for (const query of queries) {
    const text = query.query.trim().toLowerCase();
    const before = seen.get(text);
    if (before && before.shouldTrigger !== query.shouldTrigger) {
      const message = `The query ${shown(before.id)} asks the same and expects the opposite.`;
      problems.add('eval-value', 'warning', message, query.source);
    }
    seen.set(text, query);
  }
}

function tellOneSided(
  queries: readonly TriggerQuery[],
  { source, problems }: Pick<SuiteReading, 'source' | 'problems'>,
): void {
  const positive = queries.filter(({ shouldTrigger }) => shouldTrigger).length;
  if (queries.length > 1 && (positive === 0 || positive === queries.length)) {
    const missing = positive === 0 ? 'should' : 'should not';
    const message = `No query ${missing} load the skill, so that ${positive === 0 ? 'recall' : 'precision'} tells nothing. Near misses are the best ones.`;
    problems.add('eval-one-sided', 'information', message, startOf(source));
  }
}
