import { isMap, isScalar } from 'yaml';
import type { ParsedValue, ValueFault } from '../../../skill/document/jsonNodes.ts';
import type { ManifestNode, Span } from '../../../skill/document/skillDocument.ts';
import { NodeReader, parseYaml } from '../../../skill/document/yaml/yamlNodes.ts';
import { yamlMistake } from '../../../skill/yamlWords.ts';

/** A value of JSON or YAML with its place. */
export type ValueNode = ManifestNode;
export type MapNode = Extract<ValueNode, { readonly kind: 'map' }>;

/** YAML takes more than linear time. In characters, and in those that may be syntax. */
const maxYamlLength = 128 * 1024;
const maxYamlMarks = 10_000;

/**
 * Reads YAML; a mistake leaves nothing of it, as what comes after it cannot be relied on. `shift` is where it begins in
 * the file.
 */
export function parseYamlValue(yaml: string, shift = 0): ParsedValue {
  // To YAML a lone CR ends a line, to the parser it does not.
  const text = yaml.replaceAll(/\r(?!\n)/g, '\n');
  const marks = text.match(/[[\]{},&!*?:%"'-]/g)?.length ?? 0;
  if (text.length > maxYamlLength || marks > maxYamlMarks) {
    return { root: null, faults: [fault({ start: shift, end: shift + 1 }, 'it is too long to be read')] };
  }
  const parsed = parseYaml(text);
  const error = parsed.errors[0];
  if (error) {
    const [start, end] = error.pos;
    const span = { start: start + shift, end: Math.min(end, text.length) + shift };
    return { root: null, faults: [fault(span, yamlWords(error.code))] };
  }
  const root = parsed.contents;
  const span = { start: shift, end: shift + text.length };
  if (isMap(root)) {
    return {
      root: { kind: 'map', entries: new NodeReader(text, shift).readEntries(root), span },
      faults: [],
    };
  }
  const isEmpty = root === null || (isScalar(root) && root.value === null);
  return { root: isEmpty ? null : { kind: 'list', items: [], span }, faults: [] };
}

/** The value of a key; the last one counts where a key stands twice, as everywhere in JSON. */
export function nodeAt(map: MapNode, key: string): ValueNode | null {
  return map.entries.findLast(entry => entry.key === key)?.value ?? null;
}

/** What a value is, in words: "a text", "a list". */
export function nodeWords(node: ValueNode): string {
  switch (node.kind) {
    case 'string':
      return 'a text';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'null':
      return 'nothing';
    case 'list':
      return 'a list';
    case 'map':
      return 'a group of keys';
    case 'alias':
      return 'an alias';
  }
}

/** A mistake as the end of a sentence. */
function yamlWords(code: string): string {
  const words = yamlMistake(code)?.replace(/\.$/, '') ?? 'this is not YAML';
  return words.charAt(0).toLowerCase() + words.slice(1);
}

function fault(span: Span, what: string): ValueFault {
  return { span, what, fix: null };
}
