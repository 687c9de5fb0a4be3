import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { ManifestEntry, ManifestNode, Span } from './skillDocument.ts';

/** What became of a text. `root` is what could be made out, null when nothing could. */
export interface ParsedValue {
  readonly root: ManifestNode | null;
  readonly faults: readonly ValueFault[];
}

/** Where a text is not JSON or not YAML. */
export interface ValueFault {
  readonly span: Span;
  /** Ends a sentence that begins with the file's name and a colon. */
  readonly what: string;
  /** What to put in its place; null where that is not clear. */
  readonly fix: { readonly title: string; readonly span: Span; readonly text: string } | null;
}

/** Nobody nests deeper; the parser calls itself for each level. */
const maxDepth = 100;

/** Reads JSON and goes on after mistakes. Comments and trailing commas are mistakes: other readers refuse them. */
export function parseJsonValue(text: string): ParsedValue {
  if (isDeep(text)) {
    return { root: null, faults: [fault({ start: 0, end: 1 }, 'it is nested too deeply')] };
  }
  const errors: ParseError[] = [];
  const tree = parseTree(text.replace(/^\uFEFF/, ' '), errors, {
    disallowComments: true,
    allowTrailingComma: false,
    allowEmptyContent: false,
  });
  return {
    root: tree === undefined ? null : fromJson(tree, text),
    faults: errors.slice(0, 1).map(error => jsonFault(error, text)),
  };
}

function fromJson(node: Node, text: string): ManifestNode {
  const span = { start: node.offset, end: node.offset + node.length };
  switch (node.type) {
    case 'object':
      return { kind: 'map', entries: (node.children ?? []).flatMap(child => entryFrom(child, text)), span };
    case 'array':
      return { kind: 'list', items: (node.children ?? []).map(child => fromJson(child, text)), span };
    case 'string':
      return { kind: 'string', value: String(node.value), style: 'quoted', span };
    case 'number':
    case 'boolean':
      return { kind: node.type, source: text.slice(span.start, span.end), span };
    default:
      return { kind: 'null', span };
  }
}

function entryFrom(property: Node, text: string): readonly ManifestEntry[] {
  const [key, value] = property.children ?? [];
  if (!key) {
    return [];
  }
  const keySpan = { start: key.offset, end: key.offset + key.length };
  const node = value
    ? fromJson(value, text)
    : ({ kind: 'null', span: { start: keySpan.end, end: keySpan.end } } as const);
  return [
    { key: String(key.value), keySpan, value: node, span: { start: keySpan.start, end: node.span.end } },
  ];
}

function jsonFault({ error, offset, length }: ParseError, text: string): ValueFault {
  const span = { start: offset, end: Math.min(text.length, offset + Math.max(1, length)) };
  const at = text.charAt(offset);
  const trailing = /,(\s*)$/.exec(text.slice(0, offset));
  if ((at === '}' || at === ']') && trailing) {
    const start = offset - trailing[0].length;
    const comma = { start, end: start + 1 };
    return {
      span: comma,
      what: 'JSON takes no comma after the last item',
      fix: { title: 'Remove the comma', span: comma, text: '' },
    };
  }
  const code = printParseErrorCode(error);
  if (code === 'CommaExpected') {
    const end = text.slice(0, offset).trimEnd().length;
    const fix = { title: 'Insert a comma', span: { start: end, end }, text: ',' };
    return { span, what: 'a comma is missing before this', fix };
  }
  return fault(span, jsonWords(code, at));
}

function jsonWords(code: string, at: string): string {
  if (at === "'" || at === '“' || at === '”') {
    return 'JSON takes straight double quotes (") only';
  }
  switch (code) {
    case 'PropertyNameExpected':
      return 'a key in double quotes is expected here';
    case 'ValueExpected':
      return 'a value is expected here';
    case 'ColonExpected':
      return 'a colon is missing between the key and its value';
    case 'CloseBraceExpected':
      return 'a } is missing';
    case 'CloseBracketExpected':
      return 'a ] is missing';
    case 'EndOfFileExpected':
      return 'something stands behind the end of the JSON';
    case 'InvalidCommentToken':
    case 'UnexpectedEndOfComment':
      return 'JSON takes no comments';
    case 'UnexpectedEndOfString':
      return 'the closing double quote is missing';
    case 'InvalidUnicode':
    case 'InvalidEscapeCharacter':
      return 'this backslash starts no escape that JSON knows; write \\\\ for a backslash';
    case 'InvalidCharacter':
      return 'line breaks and tabs in a text are written \\n and \\t';
    default:
      return 'this is not JSON';
  }
}

function fault(span: Span, what: string): ValueFault {
  return { span, what, fix: null };
}

/** The scanner's numbers for tokens, which its package has as types only. */
const tokens = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, end: 17 };

/** By the parser's own tokens: a bracket in a comment or in a text that has no end counts as it does for the parser. */
function isDeep(text: string): boolean {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token = scanner.scan(); token !== tokens.end; token = scanner.scan()) {
    if (token === tokens.openBrace || token === tokens.openBracket) {
      depth++;
      if (depth > maxDepth) {
        return true;
      }
    } else if (token === tokens.closeBrace || token === tokens.closeBracket) {
      depth--;
    }
  }
  return false;
}
