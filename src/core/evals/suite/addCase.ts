import { applyEdits, type Edit, modify } from 'jsonc-parser';
import type { Failure } from '../../failure/failure.ts';
import { parseJsonValue } from '../../skill/document/jsonNodes.ts';
import type { TextEdit } from '../../skill/problem.ts';
import { failed, type Result, success } from '../../text/result.ts';
import { caseListOf } from './read/evalsJson.ts';
import { freshId } from './read/ids.ts';
import { placeIn, sourceText } from './read/sourceText.ts';
import { nodeAt, type ValueNode } from './read/values.ts';
import { evalsJsonPath } from './readSuites.ts';

/** A case to be written. */
export interface NewCase {
  readonly prompt: string;
  /** What a good answer is like, in words. */
  readonly expectedOutput?: string;
  /** Sentences, and free graders as objects. */
  readonly expectations: readonly (string | Readonly<Record<string, unknown>>)[];
  /** Relative to the skill's folder. */
  readonly files?: readonly string[];
}

/** What writing a case comes to. */
export interface AddedCase {
  readonly id: string;
  /** The file's text with the case. */
  readonly text: string;
  /** The same as one edit of the text before; nothing else is touched. */
  readonly edit: TextEdit;
  /** Where the new case begins in `text`. */
  readonly offset: number;
}

type ListNode = Extract<ValueNode, { readonly kind: 'list' }>;

/** A change of a text by offsets, as `jsonc-parser` has it. */
type Change = Pick<Edit, 'offset' | 'length' | 'content'>;

/**
 * Adds a case at the end of an `evals.json`, in the file's own indentation and line ends and with its own word for
 * expectations, or begins a file where there is none (`null`) or nothing in it. Fails as `malformed-file` where it is not
 * clear where the case belongs.
 */
export function addCase(
  before: string | null,
  skillName: string,
  added: NewCase,
  path: string = evalsJsonPath,
): Result<AddedCase, Failure> {
  const text = before ?? '';
  if (text.trim() === '') {
    const evals = [written(added, 1, 'expectations')];
    const content = `${JSON.stringify({ skill_name: skillName, evals }, null, 2)}\n`;
    return success(changed(text, { offset: 0, length: text.length, content }, '1'));
  }
  const { root, faults } = parseJsonValue(text);
  const [fault] = faults;
  if (fault) {
    return failed({ kind: 'malformed-file', path, why: `it is not JSON: ${fault.what}` });
  }
  const list = root && caseListOf(root);
  if (!list && !hasRoomForList(root)) {
    return failed({ kind: 'malformed-file', path, why: 'it has no list "evals" to add a case to' });
  }
  const cases = list?.items ?? [];
  const id = idFor(cases);
  const value = written(added, id, wordFor(cases));
  const change = list ? insertion(text, list, value) : newList(text, value);
  return success(changed(text, change, String(id)));
}

function changed(text: string, { offset, length, content }: Change, id: string): AddedCase {
  const source = sourceText(evalsJsonPath, text);
  return {
    id,
    text: text.slice(0, offset) + content + text.slice(offset + length),
    edit: { range: placeIn(source, { start: offset, end: offset + length }).range, text: content },
    offset: offset + Math.max(0, content.indexOf('"id"')),
  };
}

/** An object that is empty, or says which skill it is for and has no `evals` yet: not another tool's file. */
function hasRoomForList(root: ValueNode | null): boolean {
  return (
    root?.kind === 'map' &&
    nodeAt(root, 'evals') === null &&
    (root.entries.length === 0 || nodeAt(root, 'skill_name') !== null)
  );
}

/** Puts an item behind the last one, as that is written: on a line of its own, or on the same. */
function insertion(text: string, { items, span }: ListNode, value: object): Change {
  const { unit, eol } = formatOf(text);
  const last = items.at(-1);
  const lead = last ? leadOf(text, last.span.start) : `${indentAt(text, span.start)}${unit}`;
  if (last && lead === null) {
    return { offset: last.span.end, length: 0, content: `, ${JSON.stringify(value)}` };
  }
  const item = `${eol}${lead}${JSON.stringify(value, null, unit).replaceAll('\n', `${eol}${lead}`)}`;
  return last
    ? { offset: last.span.end, length: 0, content: `,${item}` }
    : {
        offset: span.start,
        length: span.end - span.start,
        content: `[${item}${eol}${indentAt(text, span.start)}]`,
      };
}

/** Adds the list to an object that has none. */
function newList(text: string, value: object): Change {
  const { unit, eol } = formatOf(text);
  const insertSpaces = !unit.startsWith('\t');
  const formattingOptions = { insertSpaces, tabSize: insertSpaces ? unit.length : 4, eol };
  const whole = applyEdits(text, modify(text, ['evals'], [value], { formattingOptions }));
  return { offset: 0, length: text.length, content: whole };
}

function written(
  { prompt, expectedOutput, expectations, files }: NewCase,
  id: number | string,
  word: string,
): Readonly<Record<string, unknown>> {
  return {
    id,
    prompt,
    ...(expectedOutput === undefined ? {} : { expected_output: expectedOutput }),
    ...(files === undefined || files.length === 0 ? {} : { files }),
    [word]: expectations,
  };
}

/** The next number; a text where the others have texts. */
function idFor(cases: readonly ValueNode[]): number | string {
  const ids = cases.flatMap(each => (each.kind === 'map' ? (nodeAt(each, 'id') ?? []) : []));
  // Cases without an id are counted.
  const taken = new Set([...ids.map(idText), ...cases.map((_, index) => String(index + 1))]);
  const areTexts = ids.length > 0 && ids.every(({ kind }) => kind === 'string');
  if (areTexts) {
    const wanted = `case-${cases.length + 1}`;
    return taken.has(wanted) ? freshId(wanted, taken) : wanted;
  }
  return Number(freshId('1', taken));
}

function idText(node: ValueNode): string {
  return node.kind === 'number' ? node.source : node.kind === 'string' ? node.value : '';
}

function wordFor(cases: readonly ValueNode[]): string {
  const has = (key: string) => cases.some(each => each.kind === 'map' && nodeAt(each, key) !== null);
  return has('assertions') && !has('expectations') ? 'assertions' : 'expectations';
}

/** As the file is written: its first indentation, and its line ends. */
function formatOf(text: string): { readonly unit: string; readonly eol: string } {
  const unit = /^[{[][ \t]*\r?\n([ \t]+)/.exec(text.trimStart())?.[1] ?? '  ';
  return { unit, eol: /\r?\n/.exec(text)?.[0] ?? '\n' };
}

/** What stands before an item on its line; null where that is not only blanks. */
function leadOf(text: string, offset: number): string | null {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const lead = text.slice(start, offset);
  return /^[ \t]*$/.test(lead) && start > 0 ? lead : null;
}

/** The indentation of the line that an offset is on. */
function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}
