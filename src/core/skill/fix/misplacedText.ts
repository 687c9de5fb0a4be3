import { parseSkill } from '../document/parseSkill.ts';
import { lineAt, lineEnd } from '../document/positions.ts';
import type { SkillDocument } from '../document/skillDocument.ts';
import type { Fix, TextEdit } from '../problem.ts';
import { applyEdits, insertAt, lineBreakOf, possible, preferred, replaceSpan } from './edits.ts';

/** Keys whose texts are long enough to be broken into lines. */
const longTexts = /^(?:description|compatibility|when_to_use)$/;

/**
 * For a mistake of YAML at `offset`: puts a text where its key has it, when it stands behind `>` or `|` on their line, or
 * goes on at the left edge. Null where it is another mistake, or that would not help.
 */
export function misplacedTextFix(document: SkillDocument, offset: number): Fix | null {
  const fix = behindIndicator(document, offset) ?? atLeftEdge(document, offset);
  return fix !== null && helps(document, fix.edits) ? fix : null;
}

function helps(document: SkillDocument, edits: readonly TextEdit[]): boolean {
  const after = applyEdits(document, edits);
  return after !== null && mistakesIn(parseSkill(after)) < mistakesIn(document);
}

function mistakesIn({ frontMatter }: SkillDocument): number {
  return (frontMatter?.faults ?? []).filter(({ kind }) => kind === 'stray' || kind === 'syntax').length;
}

function behindIndicator(document: SkillDocument, offset: number): Fix | null {
  const line = lineAt(document, offset);
  const start = document.lineStarts[line] ?? 0;
  const text = document.text.slice(start, lineEnd(document, line));
  const found = /^( *)([\w-]+:[ \t]+[|>][-+]?)[ \t]+(?=[^\s#])/.exec(text);
  if (!found) {
    return null;
  }
  const [all, indent = '', header = ''] = found;
  const nextStart = document.lineStarts[line + 1] ?? document.seenEnd;
  const next = document.text.slice(nextStart);
  const below = /^ *(?=\S)/.exec(next)?.[0] ?? '';
  const depth = below.length > indent.length ? below : `${indent}  `;
  const span = { start: start + indent.length + header.length, end: start + all.length };
  return preferred(
    'Put the text on the next line',
    replaceSpan(document, span, lineBreakOf(document, nextStart) + depth),
  );
}

function atLeftEdge(document: SkillDocument, offset: number): Fix | null {
  const { frontMatter, lineStarts } = document;
  const isStray = frontMatter?.faults.some(({ kind, span }) => kind === 'stray' && span.start === offset);
  const above = frontMatter?.entries.findLast(({ keySpan }) => keySpan.start < offset);
  if (!frontMatter || !isStray || !above || !longTexts.test(above.key)) {
    return null;
  }
  const starts: number[] = [];
  let isProse = true;
  for (let line = lineAt(document, above.keySpan.start) + 1; ; line++) {
    const start = lineStarts[line] ?? frontMatter.source.end;
    const text = document.text.slice(start, lineEnd(document, line));
    if (start >= frontMatter.source.end || /^[\w-]+[ \t]*:/.test(text)) {
      break;
    }
    if (/^[^\s#]/.test(text)) {
      starts.push(start);
      // One or two words may as well be a key without its colon.
      isProse &&= starts.length > 1 || /^\S+(?:[ \t]+\S+){2}/.test(text);
    }
  }
  const title = starts.length === 1 ? 'Indent the line' : `Indent the ${starts.length} lines`;
  const edits = starts.map(start => insertAt(document, start, '  '));
  return (isProse ? preferred : possible)(`${title}, as a part of "${above.key}"`, ...edits);
}
