import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type ParsedNode,
  parseDocument,
  type Scalar,
  Schema,
} from 'yaml';
import type { ManifestEntry, ManifestNode, Span } from '../skillDocument.ts';

/** Those that every parser knows. */
const knownTags =
  /^(?:!|tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq|binary|timestamp|set|omap|pairs))$/;

/** Takes longer to make than most front matters to parse. The parser adds to it what tags ask for. */
const core = new Schema({ schema: 'core', merge: false, resolveKnownTags: true });

/**
 * Parses as YAML 1.2. Duplicate keys are found elsewhere: the parser's own check is quadratic. The parser makes an
 * Error of each mistake; recording their stacks would take six times as long as the parsing.
 */
export function parseYaml(source: string): Document.Parsed<ParsedNode, true> {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return parseDocument(source, {
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
      merge: false,
      version: '1.2',
      schema: source.includes('!') ? 'core' : core,
    });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Turns the parser's nodes into plain data with spans in the whole text. */
export class NodeReader {
  /** Where anchors and aliases are. */
  readonly anchors: Span[] = [];
  /** Where tags are that YAML does not know. */
  readonly tags: Span[] = [];
  readonly #source: string;
  readonly #shift: number;
  readonly #scalars = new Map<string, Scalar>();

  /** `shift` is where the source, which was parsed, begins in the whole text. */
  constructor(source: string, shift: number) {
    this.#source = source;
    this.#shift = shift;
  }

  readEntries(map: {
    readonly items: readonly { readonly key: unknown; readonly value: unknown }[];
  }): ManifestEntry[] {
    const entries: ManifestEntry[] = [];
    for (const { key, value } of map.items) {
      if (!isScalar(key) || !key.range) {
        continue;
      }
      const keySpan = this.#span(key.range);
      const node = isAnyNode(value) ? this.#read(value, keySpan) : nothingAfter(keySpan);
      const span = { start: keySpan.start, end: Math.max(keySpan.end, node.span.end) };
      entries.push({ key: String(key.value), keySpan, value: node, span });
    }
    return entries;
  }

  #read(node: Node, keySpan: Span): ManifestNode {
    const span = node.range ? this.#span(node.range) : { start: keySpan.end, end: keySpan.end };
    if (isAlias(node)) {
      this.anchors.push(span);
      const scalar = this.#scalars.get(node.source);
      return scalar ? { ...readScalar(scalar, span), span } : { kind: 'alias', span };
    }
    if (node.tag && !knownTags.test(node.tag)) {
      this.tags.push(this.#tagSpan(keySpan, span));
    }
    if (node.anchor) {
      this.anchors.push(this.#anchorSpan(node.anchor, span));
      if (isScalar(node)) {
        this.#scalars.set(node.anchor, node);
      }
    }
    if (isScalar(node)) {
      return readScalar(node, span);
    }
    if (isMap(node)) {
      return { kind: 'map', entries: this.readEntries(node), span };
    }
    if (isSeq(node)) {
      return {
        kind: 'list',
        items: node.items.filter(isAnyNode).map(item => this.#read(item, keySpan)),
        span,
      };
    }
    return { kind: 'null', span };
  }

  /** `&name` before what it names; the parser tells the place of the latter only. */
  #anchorSpan(name: string, named: Span): Span {
    const sign = `&${name}`;
    const at = this.#source.lastIndexOf(sign, named.start - this.#shift);
    return at === -1 ? named : { start: at + this.#shift, end: at + this.#shift + sign.length };
  }

  /** `!name` before what it is for. */
  #tagSpan(keySpan: Span, tagged: Span): Span {
    const before = this.#source.slice(keySpan.end - this.#shift, tagged.start - this.#shift);
    const found = /!\S*(?=[^!]*$)/.exec(before);
    if (!found) {
      return tagged;
    }
    const start = keySpan.end + found.index;
    return { start, end: start + found[0].length };
  }

  #span(range: readonly [number, number, number]): Span {
    return { start: range[0] + this.#shift, end: range[1] + this.#shift };
  }
}

function isAnyNode(value: unknown): value is Node {
  return isAlias(value) || isScalar(value) || isMap(value) || isSeq(value);
}

function nothingAfter(keySpan: Span): ManifestNode {
  return { kind: 'null', span: { start: keySpan.end, end: keySpan.end } };
}

function readScalar(scalar: Scalar, span: Span): ManifestNode {
  const { value, type, source } = scalar;
  if (typeof value === 'string') {
    const style = type === 'PLAIN' ? 'plain' : type?.startsWith('BLOCK') ? 'block' : 'quoted';
    return { kind: 'string', value, style, span };
  }
  if (value === null || value === undefined) {
    return { kind: 'null', span };
  }
  return { kind: typeof value === 'boolean' ? 'boolean' : 'number', source: source ?? String(value), span };
}
