import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument, type Scalar } from 'yaml';
import type { FrontMatterPlace } from './findFrontMatter.ts';
import { frontMatterLimit, frontMatterLines, frontMatterMarks } from './limits.ts';
import type { FrontMatter, ManifestEntry, ManifestNode, Span, YamlError } from './skillDocument.ts';

/** More than this many are not worth listing: the rest follow from the first. */
const mostErrors = 20;

/** Parses the YAML between the delimiters. Sizes and shapes that the parser is slow on are refused beforehand. */
export function parseFrontMatter(text: string, place: FrontMatterPlace): FrontMatter {
  const source = text.slice(place.source.start, place.source.end);
  const unread = { ...place, root: 'other', entries: [], errors: [], anchors: [] } as const;
  if (source.length > frontMatterLimit) return { ...unread, state: 'too-large' };
  if (isTooComplex(source)) return { ...unread, state: 'too-complex' };

  const parsed = parseDocument<Node>(source, {
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
    merge: false,
    version: '1.2',
    schema: 'core',
  });
  const reader = new NodeReader(place.source.start);
  const root = parsed.contents;
  const entries = isMap(root) ? reader.readEntries(root) : [];
  const errors = parsed.errors.slice(0, mostErrors).map(
    (error): YamlError => ({
      code: error.code,
      span: shifted(error.pos[0], Math.max(error.pos[1], error.pos[0]), place.source),
    }),
  );
  const isEmpty = root === null || (isScalar(root) && root.value === null);
  return {
    ...place,
    state: 'parsed',
    root: isMap(root) ? 'map' : isEmpty ? 'empty' : 'other',
    entries,
    errors,
    anchors: reader.anchors,
  };
}

function shifted(start: number, end: number, source: Span): Span {
  const { start: shift, end: limit } = source;
  return { start: Math.min(start + shift, limit), end: Math.min(end + shift, limit) };
}

/** Counts lines and characters that may be syntax; either bounds the parser's time. */
function isTooComplex(source: string): boolean {
  let lines = 0;
  let marks = 0;
  for (let i = 0; i < source.length; i++) {
    const code = source.charCodeAt(i);
    if (code === 10) lines++;
    // [ ] { } , & ! * ? : - %
    else if ('[]{},&!*?:-%'.includes(source.charAt(i))) marks++;
    if (lines > frontMatterLines || marks > frontMatterMarks) return true;
  }
  return false;
}

/** Turns the parser's nodes into plain data with spans in the whole text. */
class NodeReader {
  readonly anchors: Span[] = [];
  readonly #shift: number;
  readonly #scalars = new Map<string, Scalar>();

  constructor(shift: number) {
    this.#shift = shift;
  }

  readEntries(map: { readonly items: readonly { key: unknown; value: unknown }[] }): ManifestEntry[] {
    const entries: ManifestEntry[] = [];
    for (const { key, value } of map.items) {
      if (!isScalar(key) || !key.range) continue;
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
    if (node.anchor) {
      this.anchors.push(span);
      if (isScalar(node)) this.#scalars.set(node.anchor, node);
    }
    if (isScalar(node)) return readScalar(node, span);
    if (isMap(node)) return { kind: 'map', entries: this.readEntries(node), span };
    if (isSeq(node)) {
      return {
        kind: 'list',
        items: node.items.filter(isAnyNode).map(item => this.#read(item, keySpan)),
        span,
      };
    }
    return { kind: 'null', span };
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
  if (value === null || value === undefined) return { kind: 'null', span };
  return { kind: typeof value === 'boolean' ? 'boolean' : 'number', source: source ?? String(value), span };
}
