import { lineAt, lineEnd, rangeOf, spanOf } from '../document/positions.ts';
import type { Span } from '../document/skillDocument.ts';
import { estimateTokens } from '../document/tokens.ts';
import { counted } from '../fields.ts';
import { insertAt, lineBreakOf, possible } from '../fix/edits.ts';
import { extractToReferences, longestSection } from '../language/extractToReferences.ts';
import { bodyLines, bodyTokens, seenLimit } from '../limits.ts';
import type { Rule, RuleInput } from '../rule.ts';
import { bestPractice, commonMark, spec } from './sources.ts';

/** The body's first line that says something. */
function firstLine({ document, body }: RuleInput): Span {
  const text = document.text.slice(body.span.start, body.span.end);
  const start = body.span.start + (text.length - text.trimStart().length);
  return { start, end: lineEnd(document, lineAt(document, start)) };
}

/** The fix for a body that is too long: its longest section becomes a file of its own. */
const moveLongestSection: NonNullable<Rule['fix']> = (_problem, document, context) => {
  const section = longestSection(document);
  const extraction = section && extractToReferences(document, rangeOf(document, section), context);
  if (!extraction) {
    return [];
  }
  const { path, content, edit } = extraction;
  return [{ ...possible(`Move the longest section to ${path}`, edit), newFile: { path, content } }];
};

export const bodyRules: readonly Rule[] = [
  {
    code: 'body-empty',
    profile: 'spec',
    severity: 'warning',
    summary: 'Instructions follow the front matter.',
    source: spec(
      'The `SKILL.md` file must contain YAML frontmatter followed by Markdown content.',
      'skill-md-format',
    ),
    *check({ document, body }) {
      const { frontMatter } = document;
      if (!frontMatter?.close || body.lineCount > 0) {
        return;
      }
      yield { message: 'There are no instructions after the front matter.', span: frontMatter.close };
    },
  },
  {
    code: 'body-lines',
    profile: 'advice',
    severity: 'warning',
    summary: `The body has at most ${bodyLines} lines.`,
    source: bestPractice('Keep SKILL.md body under 500 lines for optimal performance.'),
    *check({ document, body }) {
      if (body.lineCount <= bodyLines) {
        return;
      }
      const line = lineAt(document, body.span.start) + bodyLines;
      const message = `The body has ${counted(body.lineCount)} lines; at most ${bodyLines} are advised. Move details to references/.`;
      yield { message, span: { start: document.lineStarts[line] ?? 0, end: lineEnd(document, line) } };
    },
    fix: moveLongestSection,
    isFixAChoice: true,
  },
  {
    code: 'body-tokens',
    profile: 'advice',
    severity: 'warning',
    summary: `The body has at most about ${counted(bodyTokens)} tokens.`,
    source: spec(
      '**Instructions** (< 5000 tokens recommended): The full `SKILL.md` body is loaded when the skill is activated.',
      'progressive-disclosure',
    ),
    *check(skill) {
      const { span } = skill.body;
      const text = skill.document.text.slice(span.start, span.end);
      // This is checked on every keystroke; only in scripts such as Chinese a token has fewer than two characters.
      if (text.length <= bodyTokens * 2 && !/[\u2e80-\uffff]/.test(text)) {
        return;
      }
      const tokens = estimateTokens(text);
      if (tokens <= bodyTokens) {
        return;
      }
      const message = `The body has ≈ ${counted(tokens)} tokens; at most ${counted(bodyTokens)} are advised. Move details to references/.`;
      yield { message, span: firstLine(skill) };
    },
    fix: moveLongestSection,
    isFixAChoice: true,
  },
  {
    code: 'body-unread',
    profile: 'advice',
    severity: 'warning',
    summary: `SKILL.md has at most ${counted(seenLimit)} characters; what comes after is not checked.`,
    source: bestPractice('Keep SKILL.md body under 500 lines for optimal performance.'),
    *check({ document }) {
      if (document.seenEnd === document.text.length) {
        return;
      }
      const message = `SKILL.md has ${counted(document.text.length)} characters; only the first ${counted(seenLimit)} are checked.`;
      yield { message, span: { start: 0, end: 0 } };
    },
  },
  {
    code: 'fence-not-closed',
    profile: 'advice',
    severity: 'warning',
    summary: 'Every code fence is closed.',
    source: commonMark(
      'If the end of the document is reached and no closing code fence has been found, the code block contains all of the lines after the opening code fence.',
    ),
    *check({ document, body }) {
      if (document.seenEnd < document.text.length) {
        return;
      }
      for (const { open, isClosed } of body.fences) {
        if (!isClosed) {
          yield { message: 'This code fence is not closed, so all that follows is code.', span: open };
        }
      }
    },
    fix(problem, document) {
      const { start, end } = spanOf(document, problem.range);
      const { text } = document;
      const lineStart = document.lineStarts[problem.range.start.line] ?? 0;
      const indent = /^[ \t>]*/.exec(text.slice(lineStart, start))?.[0] ?? '';
      const lineBreak = lineBreakOf(document, text.length);
      const isOnOwnLine = /[\r\n]$/.test(text);
      const closing = `${isOnOwnLine ? '' : lineBreak}${indent}${text.slice(start, end)}${lineBreak}`;
      return [possible('Close it at the end of the file', insertAt(document, text.length, closing))];
    },
  },
];
