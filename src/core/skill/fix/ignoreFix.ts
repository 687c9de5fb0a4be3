import { scanBody } from '../document/body.ts';
import { parseSkill } from '../document/parseSkill.ts';
import { lineEnd, offsetAt } from '../document/positions.ts';
import type { SkillDocument } from '../document/skillDocument.ts';
import type { Fix, Problem } from '../problem.ts';
import { appendLines, applyEdits, insertAt, lineBreakOf } from './edits.ts';
import { isReadableAs } from './fixes.ts';

/** A comment that silences the rule, as near to the problem as a comment can be; null for errors, and without front matter. */
export function ignoreFix(problem: Problem, document: SkillDocument): Fix | null {
  const fix = commentFor(problem, document);
  const text = fix && applyEdits(document, fix.edits);
  return text !== null && isReadableAs(parseSkill(text), document) ? fix : null;
}

function commentFor(problem: Problem, document: SkillDocument): Fix | null {
  const { code } = problem;
  const { frontMatter, lineStarts, bodyStart } = document;
  if (!frontMatter?.close || problem.severity === 'error') {
    return null;
  }
  const { line } = problem.range.start;
  const lineStart = lineStarts[line] ?? 0;
  const isEverywhere = problem.path !== 'SKILL.md' || lineStart < frontMatter.source.start;
  if (isEverywhere || (lineStart >= frontMatter.close.start && lineStart < bodyStart)) {
    const edit = appendLines(document, frontMatter, [`# skillwright-ignore-file ${code}`]);
    return { title: `Ignore "${code}" in this skill`, edits: [edit], isPreferred: false };
  }
  if (lineStart >= bodyStart) {
    const offset = offsetAt(document, problem.range.start);
    const isInFence = scanBody(document).fences.some(
      ({ open, content }) => offset >= open.start && offset <= content.span.end,
    );
    const comment = isInFence ? `skillwright-ignore-file ${code}` : `skillwright-ignore ${code}`;
    const edit = isInFence
      ? appendLines(document, frontMatter, [`# ${comment}`])
      : insertAt(document, lineEnd(document, line), ` <!-- ${comment} -->`);
    const title = isInFence ? `Ignore "${code}" in this skill` : `Ignore "${code}" in this line`;
    return { title, edits: [edit], isPreferred: false };
  }
  const entry = frontMatter.entries.find(({ span }) => span.start >= lineStart || span.end > lineStart);
  const start = entry ? Math.min(entry.span.start, lineStart) : lineStart;
  const edit = insertAt(document, start, `# skillwright-ignore ${code}${lineBreakOf(document, start)}`);
  return { title: `Ignore "${code}" here`, edits: [edit], isPreferred: false };
}
