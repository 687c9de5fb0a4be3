import { entryOf, scalarText } from '../document/manifest.ts';
import { lineAt, lineEnd } from '../document/positions.ts';
import type { ManifestEntry, SkillDocument } from '../document/skillDocument.ts';
import { metadataKeys } from '../knownKeys.ts';
import type { TextEdit } from '../problem.ts';
import { insertAt, lineBreakOf, linesOf, replaceSpan, topIndent, yamlQuoted } from './edits.ts';

/**
 * Moves a top-level entry under `metadata`, where every value is text: a number gets quotes, a list becomes one text.
 * Null where that would lose something, or where `metadata` is not written line by line.
 */
export function moveToMetadata(document: SkillDocument, entry: ManifestEntry): readonly TextEdit[] | null {
  const line = asMetadataLine(document, entry);
  if (line === null) {
    return null;
  }
  const removed = linesOf(document, entry.span);
  const lineBreak = lineBreakOf(document, removed.end);
  const metadata = entryOf(document, 'metadata');
  const top = topIndent(document);
  if (!metadata) {
    return [replaceSpan(document, removed, `${top}metadata:${lineBreak}${top}  ${line}${lineBreak}`)];
  }

  const { value } = metadata;
  const colonEnd = document.text.indexOf(':', metadata.keySpan.end) + 1;
  const isBlank =
    value.kind === 'null' && document.text.slice(colonEnd, lineEndAt(document, colonEnd)).trim() === '';
  const last = value.kind === 'map' ? value.entries.at(-1) : undefined;
  const isInBlock = last && lineAt(document, value.span.start) > lineAt(document, metadata.keySpan.start);
  if (!isBlank && !isInBlock) {
    return null;
  }
  if (value.kind === 'map' && value.entries.some(({ key }) => key === keyInMetadata(entry.key))) {
    return null;
  }
  const first = value.kind === 'map' ? value.entries[0] : undefined;
  const indent = first ? indentOf(document, first.keySpan.start) : `${top}  `;
  const at = linesOf(document, last ? last.span : metadata.keySpan).end;
  if (at === removed.start) {
    return [replaceSpan(document, removed, `${indent}${line}${lineBreak}`)];
  }
  return [
    insertAt(document, at, `${indent}${line}${lineBreakOf(document, at)}`),
    replaceSpan(document, removed, ''),
  ];
}

/** `Version` becomes `version`; keys of one's own stay as they are. */
function keyInMetadata(key: string): string {
  return metadataKeys.includes(key.toLowerCase()) ? key.toLowerCase() : key;
}

function asMetadataLine(document: SkillDocument, { key: spelt, value, span }: ManifestEntry): string | null {
  const { text } = document;
  const key = keyInMetadata(spelt);
  const after = text.slice(value.span.end, lineEndAt(document, value.span.end));
  const isOneLine = lineAt(document, span.start) === lineAt(document, value.span.end);
  if (value.kind === 'string' && value.style !== 'block' && isOneLine) {
    return `${key}: ${text.slice(value.span.start, value.span.end)}${after}`.trimEnd();
  }
  const scalar = scalarText(value);
  if (value.kind !== 'string' && scalar !== null && isOneLine) {
    return `${key}: ${yamlQuoted(scalar)}${after}`.trimEnd();
  }
  if (value.kind !== 'list' || /(?:^|\s)#/.test(text.slice(value.span.start, value.span.end) + after)) {
    return null;
  }
  const items = value.items.map(scalarText);
  return items.every(item => item !== null) ? `${key}: ${yamlQuoted(items.join(', '))}` : null;
}

function lineEndAt(document: SkillDocument, offset: number): number {
  return lineEnd(document, lineAt(document, offset));
}

function indentOf(document: SkillDocument, offset: number): string {
  const start = document.lineStarts[lineAt(document, offset)] ?? offset;
  const indent = document.text.slice(start, offset);
  return indent.trim() === '' ? indent : '  ';
}
