import { scanBody } from '../document/body.ts';
import { offsetAt, rangeOf } from '../document/positions.ts';
import type { SkillDocument, Span } from '../document/skillDocument.ts';
import { field } from '../fields.ts';
import { FileIndex } from '../fileIndex.ts';
import { replaceSpan } from '../fix/edits.ts';
import type { Position, Range, TextEdit } from '../problem.ts';
import type { SkillContext } from '../skillContext.ts';
import { codeReferences } from './references.ts';

/** What stands at a place and can be given another name. */
export type Renameable =
  | { readonly kind: 'skill'; readonly name: string; readonly range: Range }
  | { readonly kind: 'file'; readonly path: string; readonly range: Range };

/** The skill's name in the front matter, or the path of a file of the skill in code; null for anything else. */
export function renameableAt(
  document: SkillDocument,
  position: Position,
  context: SkillContext,
): Renameable | null {
  const offset = offsetAt(document, position);
  const covers = ({ start, end }: Span) => offset >= start && offset <= end;
  const value = nameOf(document);
  if (value && covers(value.span)) {
    return { kind: 'skill', name: value.name, range: rangeOf(document, value.span) };
  }
  if (offset < document.bodyStart || !context.files) {
    return null;
  }
  const index = new FileIndex(context.files, context);
  const found = codeReferences(scanBody(document), index).find(({ span }) => covers(span));
  return found ? { kind: 'file', path: found.path, range: rangeOf(document, found.span) } : null;
}

/**
 * The edits that let a SKILL.md follow a skill's new name: its own name, where it is that skill, and mentions: the name
 * in code, after a slash as a command, and as a folder in paths and links. Words of plain text are left alone.
 */
export function renameSkill(
  document: SkillDocument,
  oldName: string,
  newName: string,
  isOwn: boolean,
): readonly TextEdit[] {
  const value = isOwn ? nameOf(document) : null;
  const edits = value?.name === oldName ? [replaceSpan(document, value.span, newName)] : [];
  const body = scanBody(document);
  const isCode = (start: number, end: number) =>
    body.codeSpans.some(({ span }) => span.start === start && span.end === end);
  const text = document.text.slice(0, document.seenEnd);
  for (let at = text.indexOf(oldName, document.bodyStart); at !== -1; at = text.indexOf(oldName, at + 1)) {
    const end = at + oldName.length;
    const before = text.slice(Math.max(0, at - 20), at);
    const isWhole = !/[\w-]$/.test(before) && !/^[\w-]/.test(text.slice(end, end + 1));
    const isCommand = /(?:^|[\s`"'(])\/$/.test(before);
    const isFolder = /(?:\.\.|skills)\/$/.test(before) && /^[/\s`"')#]?/.test(text.slice(end, end + 1));
    if (isWhole && (isCode(at, end) || isCommand || isFolder)) {
      edits.push(replaceSpan(document, { start: at, end }, newName));
    }
  }
  return edits;
}

/** The name with its place, without quotes. */
function nameOf(document: SkillDocument): { readonly name: string; readonly span: Span } | null {
  const value = field(document, 'name')?.value;
  if (value?.kind !== 'string') {
    return null;
  }
  const name = value.value.trim();
  const at = document.text.indexOf(name, value.span.start);
  return name !== '' && at !== -1 && at + name.length <= value.span.end
    ? { name, span: { start: at, end: at + name.length } }
    : null;
}
