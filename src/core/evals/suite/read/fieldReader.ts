import type { Severity, TextEdit } from '../../../skill/problem.ts';
import { plainText } from '../../../text/plainText.ts';
import { nearestWord } from '../../../text/spelling.ts';
import type { SourceRange } from '../expectation.ts';
import type { SuiteFix, SuiteProblemCode } from '../suiteProblem.ts';
import type { ProblemList } from './problemList.ts';
import { placeIn, type SourceText } from './sourceText.ts';
import { type MapNode, nodeAt, nodeWords, type ValueNode } from './values.ts';

/** A text of a source with its place. */
export interface PlacedText {
  readonly text: string;
  readonly node: ValueNode;
}

/** Reads the keys of one object or map; a value of the wrong type is a problem and counts as missing. */
export class FieldReader {
  readonly source: SourceText;
  readonly map: MapNode;
  readonly problems: ProblemList;

  constructor(source: SourceText, map: MapNode, problems: ProblemList) {
    this.source = source;
    this.map = map;
    this.problems = problems;
  }

  has(key: string): boolean {
    return this.node(key) !== null;
  }

  /** The value; null where the key is missing or says `null`. */
  node(key: string): ValueNode | null {
    const node = nodeAt(this.map, key);
    return node === null || node.kind === 'null' ? null : node;
  }

  /** The value of the first of these keys that is there. */
  first(keys: readonly string[]): { readonly key: string; readonly node: ValueNode } | null {
    for (const key of keys) {
      const node = this.node(key);
      if (node) {
        return { key, node };
      }
    }
    return null;
  }

  text(key: string): string | null {
    return this.placedText(key)?.text ?? null;
  }

  placedText(key: string): PlacedText | null {
    const node = this.node(key);
    if (!node) {
      return null;
    }
    if (node.kind !== 'string') {
      this.wrongType(key, node, 'a text');
      return null;
    }
    return { text: node.value, node };
  }

  /** A number or a text, as text. */
  label(key: string): PlacedText | null {
    const node = this.node(key);
    if (node?.kind === 'number') {
      return { text: node.source, node };
    }
    if (node && node.kind !== 'string') {
      this.wrongType(key, node, 'a number or a text');
      return null;
    }
    return this.placedText(key);
  }

  flag(key: string): boolean | null {
    const node = this.node(key);
    if (!node) {
      return null;
    }
    if (node.kind === 'boolean') {
      return node.source.toLowerCase() === 'true';
    }
    const meant = node.kind === 'string' ? node.value.trim().toLowerCase() : '';
    const isClear = meant === 'true' || meant === 'false';
    const fixes = isClear
      ? [{ title: `Change it to ${meant}`, edits: [this.replacement(node, meant)] }]
      : undefined;
    this.wrongType(key, node, 'true or false', fixes);
    return isClear ? meant === 'true' : null;
  }

  /** A number greater than 0. */
  positive(key: string): number | null {
    const node = this.node(key);
    const value = node?.kind === 'number' ? Number(node.source) : Number.NaN;
    if (node && !(Number.isFinite(value) && value > 0)) {
      this.wrongType(key, node, 'a number above 0');
      return null;
    }
    return node && value;
  }

  /** A whole number between two bounds, both included. */
  whole(key: string, bounds: { readonly min: number; readonly max?: number }): number | null {
    const node = this.node(key);
    if (!node) {
      return null;
    }
    const value = node.kind === 'number' ? Number(node.source) : Number.NaN;
    const { min, max = Number.POSITIVE_INFINITY } = bounds;
    if (Number.isInteger(value) && value >= min && value <= max) {
      return value;
    }
    const range = bounds.max === undefined ? `from ${min}` : `from ${min} to ${max.toLocaleString('en')}`;
    this.wrongType(key, node, `a whole number ${range}`);
    return null;
  }

  /** A list of texts, or a single text. Null where the key is missing. */
  texts(key: string): readonly PlacedText[] | null {
    const node = this.node(key);
    if (!node) {
      return null;
    }
    if (node.kind === 'string') {
      return [{ text: node.value, node }];
    }
    if (node.kind !== 'list') {
      this.wrongType(key, node, 'a list of texts');
      return null;
    }
    return node.items.flatMap(item => {
      if (item.kind !== 'string') {
        this.wrongType(key, item, 'a list of texts');
        return [];
      }
      return [{ text: item.value, node: item }];
    });
  }

  /** One of some words. */
  choice<T extends string>(key: string, words: readonly T[]): T | null {
    const placed = this.placedText(key);
    if (!placed) {
      return null;
    }
    const found = words.find(word => word === placed.text);
    if (found === undefined) {
      const list = words.map(word => `"${word}"`).join(' or ');
      this.add('eval-value', 'error', `"${key}" is ${list}, not "${shown(placed.text)}".`, placed.node);
    }
    return found ?? null;
  }

  /**
   * Tells of keys that nobody reads. Where strange keys are a mistake, all of them; elsewhere those that look like a
   * known one, since many authors keep notes of their own beside a case.
   */
  unknownKeys(known: readonly string[], strange: 'mistake' | 'allowed', what: string): void {
    const present = new Set(this.map.entries.map(({ key }) => key));
    for (const { key, keySpan } of this.map.entries) {
      if (known.includes(key)) {
        continue;
      }
      const meant = nearestWord(key, known);
      if (strange === 'allowed' && (meant === null || present.has(meant))) {
        continue;
      }
      const quoted = this.source.lines.text.charAt(keySpan.start) === '"';
      const fixes =
        meant === null
          ? []
          : [
              {
                title: `Change it to "${meant}"`,
                edits: [this.edit(keySpan, quoted ? `"${meant}"` : meant)],
              },
            ];
      const hint = meant === null ? '' : ` Is "${meant}" meant?`;
      this.problems.add(
        'eval-unknown-key',
        strange === 'mistake' ? 'error' : 'warning',
        `Nobody reads the key "${shown(key)}" of ${what}.${hint}`,
        placeIn(this.source, keySpan),
        fixes,
      );
    }
  }

  add(
    code: SuiteProblemCode,
    severity: Severity,
    message: string,
    node: ValueNode = this.map,
    fixes: readonly SuiteFix[] = [],
  ): void {
    this.problems.add(code, severity, message, this.place(node), fixes);
  }

  place(node: ValueNode = this.map): SourceRange {
    return placeIn(this.source, node.span);
  }

  replacement(node: ValueNode, text: string): TextEdit {
    return this.edit(node.span, text);
  }

  edit(span: ValueNode['span'], text: string): TextEdit {
    return { range: placeIn(this.source, span).range, text };
  }

  wrongType(key: string, node: ValueNode, takes: string, fixes: readonly SuiteFix[] = []): void {
    const found = node.kind === 'number' ? node.source : nodeWords(node);
    this.add('eval-value', 'error', `"${key}" takes ${takes}, not ${found}.`, node, fixes);
  }
}

/** A text of the source, short enough for a message. */
export function shown(text: string): string {
  return plainText(text, 60);
}
