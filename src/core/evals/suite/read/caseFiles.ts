import { parseSkill } from '../../../skill/document/parseSkill.ts';
import { FieldReader, type PlacedText } from './fieldReader.ts';
import type { ProblemList } from './problemList.ts';
import {
  brokenIn,
  brokenWords,
  conflictIn,
  conflictWords,
  placeIn,
  type SourceText,
  sourceText,
  startOf,
} from './sourceText.ts';
import { type MapNode, parseYamlValue } from './values.ts';

/** A file with front matter, taken apart. */
export interface MarkdownFile {
  readonly fields: FieldReader;
  /** Null when there is none but blanks. */
  readonly body: PlacedText | null;
  readonly hasFrontMatter: boolean;
  /** False where the front matter does not parse: what it lacks is then no mistake of its own. */
  readonly isReadable: boolean;
}

/** Takes a `prompt.md` or a grader's file apart, and tells what of it cannot be read. */
export function readMarkdown(path: string, text: string, problems: ProblemList): MarkdownFile {
  const source = sourceText(path, text);
  if (!isSettled(source, text, problems)) {
    const nothing: MapNode = { kind: 'map', entries: [], span: { start: 0, end: 0 } };
    const fields = new FieldReader(source, nothing, problems);
    return { fields, body: null, hasFrontMatter: true, isReadable: false };
  }
  const { frontMatter, bodyStart } = parseSkill(text);
  const yaml = frontMatter?.source ?? { start: 0, end: 0 };
  const { root, faults } = parseYamlValue(text.slice(yaml.start, yaml.end), yaml.start);
  for (const { span, what } of faults) {
    problems.add('eval-syntax', 'error', `The front matter does not parse: ${what}.`, placeIn(source, span));
  }
  if (frontMatter && !frontMatter.close) {
    const message = 'The front matter is not closed: a line "---" is missing.';
    problems.add('eval-syntax', 'error', message, placeIn(source, frontMatter.open));
  }
  const map: MapNode = { kind: 'map', entries: root?.kind === 'map' ? root.entries : [], span: yaml };
  const raw = text.slice(bodyStart);
  const body = raw.trim();
  const start = bodyStart + raw.indexOf(body);
  const span = { start, end: start + body.length };
  // As YAML reads its texts: a checkout on Windows asks and judges the same.
  const said = body.replaceAll(/\r\n?/g, '\n');
  return {
    fields: new FieldReader(source, map, problems),
    body: body === '' ? null : { text: said, node: { kind: 'string', value: said, style: 'block', span } },
    hasFrontMatter: frontMatter !== null,
    isReadable: faults.length === 0,
  };
}

/** The keys of a `case.yaml`; null, with its problem told, when there are none. */
export function readCaseFile(path: string, text: string, problems: ProblemList): FieldReader | null {
  const source: SourceText = sourceText(path, text);
  if (!isSettled(source, text, problems)) {
    return null;
  }
  const { root, faults } = parseYamlValue(text);
  for (const { span, what } of faults) {
    problems.add('eval-syntax', 'error', `case.yaml does not parse: ${what}.`, placeIn(source, span));
  }
  if (faults.length > 0) {
    return null;
  }
  if (root?.kind !== 'map') {
    problems.add('eval-shape', 'error', 'A case.yaml holds keys and their values.', startOf(source));
    return null;
  }
  return new FieldReader(source, root, problems);
}

/** Tells of characters that cannot be read and of a conflict that Git left; false where such a conflict is. */
function isSettled(source: SourceText, text: string, problems: ProblemList): boolean {
  const broken = brokenIn(text);
  if (broken) {
    problems.add('eval-syntax', 'error', brokenWords, placeIn(source, broken));
  }
  const conflict = conflictIn(text);
  if (conflict) {
    problems.add('eval-syntax', 'error', conflictWords, placeIn(source, conflict));
  }
  return conflict === null;
}
