import { parseSkill } from '../../../skill/document/parseSkill.ts';
import { lineAt, lineEnd, offsetAt } from '../../../skill/document/positions.ts';
import type { Position } from '../../../skill/problem.ts';
import type { SourceText } from '../read/sourceText.ts';
import { type CaseFileKind, caseFileKind } from './suiteKeys.ts';

/** Where a cursor is in the YAML of a case. */
export interface CasePlace {
  readonly kind: CaseFileKind;
  readonly offset: number;
  /** The keys that this line stands below, outermost first. */
  readonly parents: readonly string[];
  /** The type of the grader that this line belongs to. */
  readonly type: string | null;
  /** Keys that stand beside this line's. */
  readonly siblings: readonly string[];
  /** What the line holds on both sides of the cursor. */
  readonly before: string;
  readonly after: string;
}

/** A line of YAML that begins with a key. A `- ` before it belongs to its indentation. */
interface KeyLine {
  readonly line: number;
  readonly indent: number;
  readonly isItem: boolean;
  readonly key: string;
  readonly value: string;
}

/** Nobody writes longer files by hand; lines beyond are not looked at. */
const maxLines = 2000;

/** Finds the place in a case's front matter or YAML; null in a body, and in files that are none of a case. */
export function casePlaceOf({ path, lines }: SourceText, position: Position): CasePlace | null {
  const kind = caseFileKind(path);
  if (kind === null) {
    return null;
  }
  const offset = offsetAt(lines, position);
  const bounds = yamlBounds(kind, lines.text, offset);
  if (!bounds) {
    return null;
  }
  const line = lineAt(lines, offset);
  const start = lines.lineStarts[line] ?? 0;
  const before = lines.text.slice(start, offset);
  const after = lines.text.slice(offset, lineEnd(lines, line));
  const keys = keyLines(lines.text.slice(bounds.start, bounds.end), lineAt(lines, bounds.start));
  const indent = /^[ ]*(?:- +)*/.exec(before + after)?.[0].length ?? 0;
  const isItem = /^ *-/.test(before + after);
  const parents = parentsOf(keys, line, indent);
  const siblings = siblingsOf(keys, line, indent, isItem);
  const type = siblings.find(({ key }) => key === 'type')?.value ?? null;
  return { kind, offset, parents, type, siblings: siblings.map(({ key }) => key), before, after };
}

function yamlBounds(
  kind: CaseFileKind,
  text: string,
  offset: number,
): { readonly start: number; readonly end: number } | null {
  if (kind === 'case') {
    return { start: 0, end: text.length };
  }
  const { frontMatter } = parseSkill(text);
  if (!frontMatter || offset < frontMatter.source.start) {
    return null;
  }
  const end = frontMatter.close?.start ?? frontMatter.source.end + 1;
  return offset < end || !frontMatter.close ? { start: frontMatter.source.start, end } : null;
}

function keyLines(yaml: string, firstLine: number): readonly KeyLine[] {
  return yaml.split(/\r\n|\n|\r/, maxLines).flatMap((text, index) => {
    const match = /^( *(?:- +)*)([A-Za-z_][\w-]*):(?:[ \t]+(.*?))?[ \t]*$/.exec(text);
    if (!match) {
      return [];
    }
    const [, indent = '', key = '', value = ''] = match;
    return [
      {
        line: firstLine + index,
        indent: indent.length,
        isItem: indent.includes('-'),
        key,
        value: value.replace(/^["']|["']$/g, ''),
      },
    ];
  });
}

/** The keys above a line that are indented less, each less than the one below it. */
function parentsOf(keys: readonly KeyLine[], line: number, indent: number): readonly string[] {
  const parents: string[] = [];
  let inner = indent;
  for (const each of keys.toReversed()) {
    if (each.line < line && each.indent < inner) {
      parents.unshift(each.key);
      inner = each.indent;
    }
  }
  return parents;
}

/** The keys of the same map: up to a line that is indented less, or to the next item of the list. */
function siblingsOf(
  keys: readonly KeyLine[],
  line: number,
  indent: number,
  isItem: boolean,
): readonly KeyLine[] {
  const siblings: KeyLine[] = [];
  if (!isItem) {
    for (const each of keys.filter(other => other.line < line).toReversed()) {
      if (each.indent < indent) {
        break;
      }
      if (each.indent === indent) {
        siblings.unshift(each);
        if (each.isItem) {
          break;
        }
      }
    }
  }
  for (const each of keys.filter(other => other.line > line)) {
    if (each.indent < indent || (each.indent === indent && each.isItem)) {
      break;
    }
    if (each.indent === indent) {
      siblings.push(each);
    }
  }
  return siblings;
}
