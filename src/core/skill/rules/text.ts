import { sentenceStart, withArticle } from '../../text/words.ts';
import { hiddenInDelimiter, type Invisible, invisibleInFrontMatter } from '../document/invisible.ts';
import { isLfsPointer, linkTargetIn, linkTargetInFile } from '../document/linkAsText.ts';
import { parseSkill } from '../document/parseSkill.ts';
import { lineAt, lineEnd, spanOf } from '../document/positions.ts';
import type { SkillDocument, Span } from '../document/skillDocument.ts';
import { quotedBit } from '../fields.ts';
import { preferred, replaceSpan } from '../fix/edits.ts';
import type { Finding, Rule, RuleInput } from '../rule.ts';
import { bestPractice, spec } from './sources.ts';

const required = spec(
  'The `SKILL.md` file must contain YAML frontmatter followed by Markdown content.',
  'skill-md-format',
);

/** Programs and settings of one system, and data, may well be written in what that system or its reader uses. */
const mayBeOtherwise = /\.(?:bat|cmd|ps1|csv|tsv|ini|cfg|txt|sql)$/i;

const conflictStart = /^<{7}(?: [^\r\n]*)?$/gm;
const conflictEnd = /^>{7}(?: |\r?$)/gm;
const maxConflicts = 100;

/** Where conflicts that Git left start. One that is whole inside one code block is somebody's example. */
function conflictsIn({ document, body }: RuleInput): readonly Span[] {
  const text = document.text.slice(0, document.seenEnd);
  if (!text.includes('<<<<<<<')) {
    return [];
  }
  const found: Span[] = [];
  for (const { index } of text.matchAll(conflictStart)) {
    conflictEnd.lastIndex = index;
    const end = conflictEnd.exec(text)?.index;
    if (end === undefined || found.length === maxConflicts) {
      break;
    }
    const blocks = [...body.fences.map(({ content }) => content), ...body.indented];
    const isExample = blocks.some(({ span }) => index >= span.start && end <= span.end);
    if (!isExample && /^={7}\r?$/m.test(text.slice(index, end))) {
      found.push({ start: index, end: lineEnd(document, lineAt(document, index)) });
    }
  }
  return found;
}

/** Also what only comes to light when the line of three hyphens is one: the other line, and what is between them. */
function invisibleIn(document: SkillDocument): readonly Invisible[] {
  const inDelimiter = hiddenInDelimiter(document);
  if (inDelimiter.length === 0) {
    return invisibleInFrontMatter(document);
  }
  const { text } = document;
  let mended = '';
  let end = 0;
  for (const found of inDelimiter) {
    mended += text.slice(end, found.start);
    end = found.end;
  }
  const more = invisibleIn(parseSkill(mended + text.slice(end)));
  return [...inDelimiter, ...more.map(found => movedBack(found, inDelimiter))];
}

/** To where it stands in the text that has these, too; they are sorted. */
function movedBack(found: Invisible, removed: readonly Invisible[]): Invisible {
  let shift = 0;
  for (const { start, end } of removed) {
    shift += start <= found.start + shift ? end - start : 0;
  }
  return { ...found, start: found.start + shift, end: found.end + shift };
}

function invisibleFinding({ start, end, name, isStructural, plain }: Invisible): Finding {
  const what = `${sentenceStart(withArticle(name))} stands here`;
  const why = name.startsWith('control character')
    ? 'which YAML does not allow'
    : plain === ' '
      ? 'where YAML wants a plain space'
      : 'which nobody sees, so this is not what it looks like';
  const message = isStructural
    ? `${what}, ${why}.`
    : `${what}, which nobody sees and readers take for a letter.`;
  return { message, span: { start, end }, severity: isStructural ? 'error' : 'warning' };
}

export const textRules: readonly Rule[] = [
  {
    code: 'not-utf-8',
    profile: 'spec',
    severity: 'error',
    summary: 'SKILL.md is UTF-8 text.',
    source: required,
    *check({ document, context }) {
      const { text, seenEnd } = document;
      const { encoding } = context;
      const at = text.slice(0, seenEnd).indexOf('\uFFFD');
      const span = at === -1 ? { start: 0, end: 0 } : { start: at, end: at + 1 };
      if (encoding === 'utf-16' || encoding === 'unknown') {
        const what = encoding === 'utf-16' ? 'UTF-16' : 'not UTF-8';
        yield {
          message: `SKILL.md is ${what}, which agents and registries cannot read. Save it as UTF-8.`,
          span,
        };
      } else if (at !== -1) {
        const message = 'This character was lost when the text was once read as something else than it was.';
        yield { message, span, severity: 'warning' };
      } else {
        const nul = text.slice(0, seenEnd).indexOf('\0', document.frontMatter?.source.end ?? 0);
        if (nul !== -1) {
          const message =
            'A character NUL stands here, by which Git and many tools take SKILL.md for no text.';
          yield { message, span: { start: nul, end: nul + 1 }, severity: 'warning', data: { isNul: true } };
        }
      }
    },
    fix(problem, document) {
      const { text, seenEnd } = document;
      if (problem.data?.isNul !== true || seenEnd < text.length) {
        return [];
      }
      const { start } = spanOf(document, problem.range);
      const edits = [...text.slice(start).matchAll(/\0/g)].map(({ index }) =>
        replaceSpan(document, { start: start + index, end: start + index + 1 }, ''),
      );
      return [preferred('Remove every NUL', ...edits)];
    },
  },
  {
    code: 'file-not-utf-8',
    profile: 'advice',
    severity: 'warning',
    summary: 'Documents and scripts are UTF-8 text.',
    source: {
      text: 'Agents read files as UTF-8; other bytes become "\uFFFD".',
      url: 'https://encoding.spec.whatwg.org/#utf-8-decode',
    },
    *check({ context }) {
      for (const [path, text] of context.texts ?? []) {
        if (text === null) {
          const message = `${quotedBit(path, 80)} is not UTF-8, so agents read other characters than you wrote.`;
          const severity = mayBeOtherwise.test(path) ? 'information' : 'warning';
          yield { message, span: { start: 0, end: 0 }, path, severity };
        }
      }
    },
  },
  {
    code: 'link-as-text',
    profile: 'spec',
    severity: 'error',
    summary:
      'SKILL.md and the files of the skill are files, not the paths that Git leaves of symbolic links on Windows.',
    source: {
      text: 'If false, symbolic links are checked out as small plain files that contain the link text.',
      url: 'https://git-scm.com/docs/git-config#Documentation/git-config.txt-coresymlinks',
    },
    *check({ document, context }) {
      const own = document.frontMatter ? null : linkTargetIn(document.text);
      const how =
        'Git checked out a symbolic link as text; set core.symlinks to true and check it out again.';
      if (own !== null) {
        yield {
          message: `SKILL.md holds nothing but the path ${quotedBit(own, 80)}. ${how}`,
          span: { start: 0, end: own.length },
        };
      }
      for (const [path, text] of context.texts ?? []) {
        const target = text === null ? null : linkTargetInFile(path, text);
        if (target !== null) {
          const message = `${quotedBit(path, 80)} holds nothing but the path ${quotedBit(target, 80)}. ${how}`;
          yield { message, span: { start: 0, end: 0 }, path, severity: 'warning' };
        }
      }
    },
  },
  {
    code: 'lfs-pointer',
    profile: 'spec',
    severity: 'error',
    summary: 'The files of the skill are here, and not only what Git LFS leaves in their places.',
    source: {
      text: 'Git LFS stores a pointer file in the Git repo in place of the real large file contents.',
      url: 'https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md#the-pointer',
    },
    *check({ document, context }) {
      const how = 'is a pointer of Git LFS and not the file itself: run "git lfs pull".';
      if (isLfsPointer(document.text)) {
        yield { message: `SKILL.md ${how}`, span: { start: 0, end: lineEnd(document, 0) } };
      }
      for (const [path, text] of context.texts ?? []) {
        if (text !== null && isLfsPointer(text)) {
          yield {
            message: `${quotedBit(path, 80)} ${how}`,
            span: { start: 0, end: 0 },
            path,
            severity: 'warning',
          };
        }
      }
    },
  },
  {
    code: 'conflict-marker',
    profile: 'spec',
    severity: 'error',
    summary: 'No conflict of Git is left in SKILL.md.',
    source: {
      text: 'It marks a conflicted hunk with markers <<<<<<<, =======, and >>>>>>>.',
      url: 'https://git-scm.com/docs/git-merge#_how_conflicts_are_presented',
    },
    *check(skill) {
      for (const span of conflictsIn(skill)) {
        yield { message: 'A conflict of Git starts here; choose one of the two sides.', span };
      }
    },
  },
  {
    code: 'invisible-character',
    profile: 'spec',
    severity: 'error',
    summary: 'The front matter has no characters that cannot be seen.',
    source: {
      text: 'White space characters of YAML are space and tab.',
      url: 'https://yaml.org/spec/1.2.2/#55-white-space-characters',
    },
    *check({ document }) {
      for (const found of invisibleIn(document)) {
        yield invisibleFinding(found);
      }
    },
    // One line is only readable when all of them are: they are mended together.
    fix: (_problem, document) => {
      const found = invisibleIn(document);
      const edits = found.map(({ start, end, plain }) => replaceSpan(document, { start, end }, plain));
      const isAllSpaces = found.every(({ plain }) => plain !== '');
      return [preferred(isAllSpaces ? 'Write plain spaces' : 'Remove what is invisible', ...edits)];
    },
  },
  {
    code: 'heading-space',
    profile: 'advice',
    severity: 'warning',
    summary: 'A plain space follows the number signs of a heading.',
    source: {
      text: 'The opening sequence of # characters must be followed by spaces or tabs, or by the end of line.',
      url: 'https://spec.commonmark.org/0.31.2/#atx-headings',
    },
    *check({ document, body }) {
      for (const [line] of body.texts) {
        const found =
          line &&
          document.text.charAt(line.start) === '#' &&
          /^#{1,6}(?=[\u00a0\u2000-\u200b\u202f\u3000\ufeff])/.exec(
            document.text.slice(line.start, line.start + 8),
          );
        if (line && found) {
          const start = line.start + found[0].length;
          const message =
            'The space after the number sign is none that Markdown knows, so this is no heading.';
          yield { message, span: { start, end: start + 1 } };
        }
      }
    },
    fix: problem => [preferred('Write a plain space', { range: problem.range, text: ' ' })],
  },
  {
    code: 'placeholder-text',
    profile: 'advice',
    severity: 'warning',
    summary: 'No text of a template is left for somebody to write over.',
    source: bestPractice('Be specific and include key terms.'),
    *check(skill) {
      for (const span of placeholdersIn(skill)) {
        yield { message: 'This text of a template is still to be written over.', span };
      }
    },
  },
];

/** What New Skill, our fixes and the widespread templates leave for the author to write. */
const placeholder =
  /Say step by step what to do, in the order in which it is done\.|Say what the script does, and when to run it\.|Describe what [a-z0-9-]{1,64} does\. Use when the user asks for it\.|\[TODO: [^\]\r\n]{1,300}\]|TODO: Complete and informative explanation|Replace with description of the skill and when Claude should use it\.?|A description of what this skill does and when to use it\.|Use when the user (?:asks for )?(?:…|\.\.\.)\.?(?=["'\s]|$)/g;

function placeholdersIn({ document, body }: RuleInput): readonly Span[] {
  const text = document.text.slice(0, document.seenEnd);
  const code = [
    ...body.codeSpans,
    ...body.fences.map(({ content }) => content),
    ...body.indented,
    ...body.comments,
  ];
  const found: Span[] = [];
  for (const { 0: all, index } of text.matchAll(placeholder)) {
    const end = index + all.length;
    if (!code.some(({ span }) => index >= span.start && end <= span.end)) {
      found.push({ start: index, end });
    }
  }
  return found;
}
