import { specKeys } from '../../knownKeys.ts';
import type { Span, YamlFault } from '../skillDocument.ts';
import { parseYaml } from './yamlNodes.ts';

/** A top-level key with the lines that belong to it, or a line that is none. */
export interface YamlBlock {
  readonly text: string;
  readonly start: number;
}

/** Lines at the left edge that go on with what is above: blank, comment, list item, closing bracket. */
const continues = /^(?:\s|#|- |-$|[\]}]|$)/;
const keyLine = /^([ \t]*(?:- +)?)([A-Za-z_][\w.-]*):[ \t]+(\S.*)$/;
const keyWithoutSpace = /^([A-Za-z_][\w-]*)(?::(?=[^\s:/])|[ \t]*\uff1a)/;

/** Trying out quotes costs a parse each; no value that may be this long is longer. */
const maxQuotedLength = 5000;

/** What the parser says of a block, with the place in the block. */
export interface YamlError {
  readonly code: string;
  readonly pos: readonly [number, number];
}

/** Cuts front matter at its top-level keys, so that what is broken in one does not spoil the others. */
export function yamlBlocks(source: string, start: number): readonly YamlBlock[] {
  const blocks: YamlBlock[] = [];
  let blockStart = 0;
  let line = 0;
  while (line < source.length) {
    const end = source.indexOf('\n', line);
    const next = end === -1 ? source.length : end + 1;
    if (line > blockStart && !continues.test(source.slice(line, line + 2))) {
      blocks.push({ text: source.slice(blockStart, line), start: start + blockStart });
      blockStart = line;
    }
    line = next;
  }
  return [...blocks, { text: source.slice(blockStart), start: start + blockStart }];
}

/** Says in our own terms what is wrong with a block that the parser refuses; the commonest mistakes first. */
export function faultsOf(block: YamlBlock, error: YamlError | null): readonly YamlFault[] {
  const tabs = tabFaults(block);
  if (tabs.length > 0) {
    return tabs;
  }
  const spaceless = keyWithoutSpace.exec(block.text);
  if (spaceless?.[1]) {
    const end = block.start + spaceless[0].length;
    return [{ kind: 'space-after-colon', key: spaceless[1], span: { start: block.start, end } }];
  }
  if (!isKey(block.text)) {
    return [strayFault(block)];
  }
  if (!error) {
    return [];
  }
  const indented = indentedKeys(block);
  if (indented.length > 0) {
    return indented;
  }
  const span = shifted(block, error.pos);
  return [quoteFault(block, error.pos[0]) ?? { kind: 'syntax', code: error.code, span }];
}

function shifted(block: YamlBlock, [from, to]: readonly [number, number]): Span {
  const limit = block.text.trimEnd().length;
  const start = Math.min(from, limit);
  return { start: block.start + start, end: block.start + Math.min(Math.max(to, start), limit) };
}

function isKey(text: string): boolean {
  return /^(?:[^\s#][^\r\n]*?:(?:\s|$)|\?\s|\{)/.test(text) || text.trim() === '' || text.startsWith('#');
}

function strayFault(block: YamlBlock): YamlFault {
  const length = (block.text.split(/\r|\n/, 1)[0] ?? '').trimEnd().length;
  return { kind: 'stray', span: { start: block.start, end: block.start + length } };
}

function tabFaults(block: YamlBlock): readonly YamlFault[] {
  const faults: YamlFault[] = [];
  for (const { 0: indent, index } of block.text.matchAll(/^[ \t]+(?=\S)/gm)) {
    const start = block.start + index;
    if (indent.includes('\t')) {
      faults.push({ kind: 'tab', span: { start, end: start + indent.length } });
    }
  }
  return faults;
}

/** Keys of the specification that slipped to the right, under a key that has a value already. */
function indentedKeys(block: YamlBlock): readonly YamlFault[] {
  if (!/^[\w-]+:[ \t]+[^\s#|>]/.test(block.text)) {
    return [];
  }
  const faults: YamlFault[] = [];
  for (const { 0: all, 1: key = '', index } of block.text.matchAll(/^[ ]+([a-z-]+):(?=\s|$)/gm)) {
    const start = block.start + index;
    const span = { start, end: start + all.length - key.length - 1 };
    if (specKeys.includes(key)) {
      faults.push({ kind: 'indented-key', key, span });
    }
  }
  return faults;
}

/** How a value is written so that YAML takes it as it stands; what is in quotes that do not fit gets better ones. */
export function requoted(text: string): string {
  const quote = text.charAt(0);
  const isWrapped = text.length > 1 && (quote === '"' || quote === "'") && text.endsWith(quote);
  // Line breaks stay as they are: in quotes as outside, YAML reads them as spaces.
  return `"${(isWrapped ? text.slice(1, -1) : text).replace(/[\\"]/g, '\\$&')}"`;
}

/** The value on or above the error's line, if quoting it makes the block valid. */
function quoteFault(block: YamlBlock, errorAt: number): YamlFault | null {
  if (block.text.length > maxQuotedLength) {
    return null;
  }
  for (const value of [valueOnLine(block.text, errorAt), valueOnLine(block.text, 0)]) {
    if (!value) {
      continue;
    }
    const text = block.text.slice(value.start, value.end);
    const span = { start: block.start + value.start, end: block.start + value.end };
    const quote = text.charAt(0);
    const isQuoted = quote === '"' || quote === "'";
    if (isQuoted && isValidWith(block.text, value, text + quote)) {
      return { kind: 'unclosed-quote', quote, span };
    }
    const isOpen = (quote === '[' && !text.includes(']')) || (quote === '{' && !text.includes('}'));
    if (!isOpen && !/^[|>]/.test(text) && isValidWith(block.text, value, requoted(text))) {
      return { kind: 'unquoted', key: value.key, why: whyUnquoted(text), span };
    }
  }
  return null;
}

function isValidWith(text: string, { start, end }: Span, replacement: string): boolean {
  return parseYaml(text.slice(0, start) + replacement + text.slice(end)).errors.length === 0;
}

/** A key's value with the deeper lines after it. */
function valueOnLine(text: string, offset: number): (Span & { readonly key: string }) | null {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const lines = text.slice(lineStart).split('\n');
  const found = keyLine.exec((lines[0] ?? '').replace(/\r$/, ''));
  if (!found?.[2] || !found[3]) {
    return null;
  }
  const start = lineStart + found[0].length - found[3].length;
  const indent = (found[1] ?? '').length;
  let end = start + found[3].trimEnd().length;
  let at = lineStart + (lines[0] ?? '').length + 1;
  for (const line of lines.slice(1)) {
    const depth = line.length - line.trimStart().length;
    if (line.trim() !== '' && depth <= indent) {
      break;
    }
    if (line.trim() !== '') {
      end = at + line.trimEnd().length;
    }
    at += line.length + 1;
  }
  return { start, end, key: found[2] };
}

function whyUnquoted(text: string): string {
  const first = text.charAt(0);
  if (/["']/.test(first)) {
    return text.endsWith(first) ? 'what is between its quotes' : 'text after its quotes';
  }
  if (/[@`%&*!,[\]{}?-]/.test(first)) {
    return `"${first}" at its start`;
  }
  return '": "';
}
