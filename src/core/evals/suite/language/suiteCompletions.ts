import { getLocation } from 'jsonc-parser';
import { offsetAt, rangeOf } from '../../../skill/document/positions.ts';
import type { Completion } from '../../../skill/language/completions.ts';
import type { Position } from '../../../skill/problem.ts';
import type { SourceText } from '../read/sourceText.ts';
import { type CasePlace, casePlaceOf } from './casePlace.ts';
import { caseKeyWords, keysBelow, valuesOfKey } from './suiteKeys.ts';

/** What proposals are made of, besides the text. */
export interface SuiteContext {
  /** Every file of the skill, `evals/` included; relative, with `/`. */
  readonly files: readonly string[];
  /** Names of the skills of the workspace. */
  readonly skills: readonly string[];
}

/** Keys in JSON suites whose value is a path of the skill. */
const pathKeys: ReadonlySet<string> = new Set(['files', 'names_file', 'not_names_file', 'ran', 'not_ran']);

/**
 * Proposals at a place of a suite. Keys of JSON suites come from their schema, so that here are only the values that it
 * cannot know: files and skills. For the files of `claude plugin eval`: keys and values of their YAML.
 */
export function suiteCompletions(
  source: SourceText,
  position: Position,
  context: SuiteContext,
): readonly Completion[] {
  if (source.path.endsWith('.json')) {
    return jsonValues(source, position, context);
  }
  const place = casePlaceOf(source, position);
  return place ? [...keysAtPlace(source, place), ...valuesAtPlace(source, place)] : [];
}

function jsonValues(
  source: SourceText,
  position: Position,
  { files, skills }: SuiteContext,
): readonly Completion[] {
  const offset = offsetAt(source.lines, position);
  const { path, previousNode, isAtPropertyKey } = getLocation(source.lines.text, offset);
  const key = path.findLast(part => typeof part === 'string');
  if (isAtPropertyKey || key === undefined) {
    return [];
  }
  const values = pathKeys.has(key)
    ? files.filter(file => !/^evals\/(?:evals\.json|results?\/)/.test(file))
    : key === 'loads_skill'
      ? skills
      : [];
  const isText = previousNode?.type === 'string' && offset > previousNode.offset;
  const span = isText
    ? { start: previousNode.offset, end: previousNode.offset + previousNode.length }
    : { start: offset, end: offset };
  return values.map(value => ({
    label: value,
    kind: key === 'loads_skill' ? 'value' : 'file',
    detail: key === 'loads_skill' ? 'a skill of the workspace' : 'a file of the skill',
    edit: { range: rangeOf(source.lines, span), text: JSON.stringify(value) },
    goesOn: false,
  }));
}

function keysAtPlace({ lines }: SourceText, place: CasePlace): readonly Completion[] {
  const typed = /^ *(?:- +)*([A-Za-z_][\w-]*|)$/.exec(place.before)?.[1];
  if (typed === undefined) {
    return [];
  }
  const rest = /^[\w-]*/.exec(place.after)?.[0] ?? '';
  const hasColon = place.after.startsWith(':', rest.length);
  const span = { start: place.offset - typed.length, end: place.offset + rest.length };
  const own = typed + rest;
  return keysBelow(place.kind, place.parents, place.type)
    .filter(key => key === own || !place.siblings.includes(key))
    .map(key => ({
      label: key,
      kind: 'key',
      detail: caseKeyWords[key] ?? '',
      edit: { range: rangeOf(lines, span), text: hasColon ? key : `${key}: ` },
      goesOn: !hasColon,
    }));
}

function valuesAtPlace({ lines }: SourceText, place: CasePlace): readonly Completion[] {
  const [, key, typed] = /^ *(?:- +)*([A-Za-z_][\w-]*):[ \t]+(\S*)$/.exec(place.before) ?? [];
  if (key === undefined || typed === undefined) {
    return [];
  }
  const rest = /^[^\s#]*/.exec(place.after)?.[0] ?? '';
  const span = { start: place.offset - typed.length, end: place.offset + rest.length };
  return valuesOfKey(key).map(({ value, detail }) => ({
    label: value,
    kind: 'value',
    detail,
    edit: { range: rangeOf(lines, span), text: value },
    goesOn: false,
  }));
}
