import { marksEnd } from '../document/findFrontMatter.ts';
import { hiddenInDelimiter, invisibleInFrontMatter } from '../document/invisible.ts';
import { isLfsPointer, linkTargetIn } from '../document/linkAsText.ts';
import { spanOf } from '../document/positions.ts';
import type { ManifestEntry, SkillDocument, Span } from '../document/skillDocument.ts';
import { counted, quotedBit, readableEntries } from '../fields.ts';
import {
  insertAt,
  lineBreakOf,
  linesOf,
  possible,
  preferred,
  replaceSpan,
  yamlScalar,
} from '../fix/edits.ts';
import { suggestedDescription, suggestedName } from '../fix/suggest.ts';
import { frontMatterLimit, frontMatterLines } from '../limits.ts';
import type { Rule } from '../rule.ts';
import { hasFieldLine, missingWords, oddClosing, oddDelimiters } from './oddDelimiters.ts';
import { spec } from './sources.ts';

const required = spec(
  'The `SKILL.md` file must contain YAML frontmatter followed by Markdown content.',
  'skill-md-format',
);

/** What stands before the opening `---`, without a byte order mark. */
function lead(document: SkillDocument): { readonly start: number; readonly end: number } {
  const start = marksEnd(document.text);
  return { start, end: document.frontMatter?.open.start ?? start };
}

/** The given entries, then those of the maps in them, at any depth. */
function mapsIn(entries: readonly ManifestEntry[]): readonly (readonly ManifestEntry[])[] {
  return [entries, ...entries.flatMap(({ value }) => (value.kind === 'map' ? mapsIn(value.entries) : []))];
}

/** False in a map in braces. */
function isAloneOnItsLines(document: SkillDocument, span: Span): boolean {
  const lines = linesOf(document, span);
  return (
    /^\s*$/.test(document.text.slice(lines.start, span.start)) &&
    !/^\s*[,}]/.test(document.text.slice(span.end, lines.end))
  );
}

/** The blanks behind the opening and the closing `---`. */
function blanksAfterDelimiters({ text, frontMatter }: SkillDocument): readonly Span[] {
  const delimiters = frontMatter ? [frontMatter.open, ...(frontMatter.close ? [frontMatter.close] : [])] : [];
  return delimiters.flatMap(({ start }) => {
    const blank = /[ \t]*/y;
    blank.lastIndex = start + 3;
    const blanks = blank.exec(text)?.[0].length ?? 0;
    return blanks > 0 ? [{ start: start + 3, end: start + 3 + blanks }] : [];
  });
}

export const frontMatterRules: readonly Rule[] = [
  {
    code: 'front-matter-missing',
    profile: 'spec',
    severity: 'error',
    summary: 'SKILL.md has front matter.',
    source: required,
    *check({ document }) {
      // What stands in the way of seeing it has rules of its own.
      if (
        document.frontMatter ||
        linkTargetIn(document.text) !== null ||
        isLfsPointer(document.text) ||
        hiddenInDelimiter(document).length > 0
      ) {
        return;
      }
      const message = document.text.trim() === '' ? 'The file is empty.' : missingWords(document.text);
      yield { message, span: { start: 0, end: 0 } };
    },
    fix(_problem, document, context) {
      const written = oddDelimiters(document.text);
      if (written) {
        return [preferred('Write three hyphens', ...written.map(span => replaceSpan(document, span, '---')))];
      }
      const lineBreak = lineBreakOf(document, 0);
      const name = suggestedName(document, context);
      const { text: description, isOwn } = suggestedDescription(document, name);
      const lines = ['---', `name: ${name}`, `description: ${yamlScalar(description)}`, '---', ''];
      const text = lines.join(lineBreak) + (document.text.trim() === '' ? '' : lineBreak);
      return [
        (isOwn && !hasFieldLine(document.text) ? preferred : possible)(
          'Add front matter',
          insertAt(document, lead(document).start, text),
        ),
      ];
    },
  },
  {
    code: 'front-matter-not-first',
    profile: 'spec',
    severity: 'error',
    summary: 'Nothing comes before the front matter, not even a blank line.',
    source: required,
    *check({ document }) {
      const span = lead(document);
      if (span.end > span.start) {
        yield { message: 'The front matter does not start on the first line.', span };
      }
    },
    fix: (_problem, document) => [
      preferred('Remove what is blank before it', replaceSpan(document, lead(document), '')),
    ],
  },
  {
    code: 'byte-order-mark',
    profile: 'spec',
    severity: 'error',
    summary: 'The file does not start with a byte order mark.',
    source: required,
    *check({ document }) {
      const end = marksEnd(document.text);
      if (end === 0) {
        return;
      }
      yield {
        message:
          'The file starts with an invisible byte order mark; readers that look for "---" do not find it.',
        span: { start: 0, end },
      };
    },
    fix: (_problem, document) => [
      preferred(
        'Remove the byte order mark',
        replaceSpan(document, { start: 0, end: marksEnd(document.text) }, ''),
      ),
    ],
  },
  {
    code: 'delimiter-blank',
    profile: 'advice',
    severity: 'warning',
    summary: 'Nothing follows the three hyphens that open and close the front matter, not even a blank.',
    source: required,
    *check({ document }) {
      for (const { start, end } of blanksAfterDelimiters(document)) {
        const count = end - start;
        const message = `${count === 1 ? 'A blank follows' : `${count} blanks follow`} the three hyphens; readers that look for "---" alone do not see a skill here.`;
        yield { message, span: { start, end } };
      }
    },
    fix: problem => [preferred('Remove what is blank', { range: problem.range, text: '' })],
  },
  {
    code: 'front-matter-not-closed',
    profile: 'spec',
    severity: 'error',
    summary: 'The front matter ends with a line of three hyphens.',
    source: required,
    *check({ document }) {
      const { frontMatter } = document;
      if (frontMatter && !frontMatter.close && hiddenInDelimiter(document).length === 0) {
        const odd = oddClosing(document);
        const why =
          odd === null
            ? 'a line "---" is missing'
            : `the line ${quotedBit(document.text.slice(odd.start, odd.end).trim())} is not three hyphens at the left edge`;
        yield { message: `The front matter is not closed: ${why}.`, span: odd ?? frontMatter.open };
      }
    },
    fix(_problem, document) {
      const { frontMatter } = document;
      if (!frontMatter || frontMatter.close) {
        return [];
      }
      const odd = oddClosing(document);
      if (odd !== null) {
        return [preferred('Write three hyphens', replaceSpan(document, odd, '---'))];
      }
      const { start, end } = frontMatter.source;
      const lineBreak = lineBreakOf(document, end);
      const isOnOwnLine =
        start < end ? /[\r\n]$/.test(document.text.slice(start, end)) : start > frontMatter.open.end;
      const text = `${isOnOwnLine ? '' : lineBreak}---${lineBreak}`;
      return [preferred('Close the front matter', insertAt(document, end, text))];
    },
  },
  {
    code: 'front-matter-not-map',
    profile: 'spec',
    severity: 'error',
    summary: 'The front matter consists of keys and values.',
    source: required,
    *check({ document }) {
      const { frontMatter } = document;
      if (frontMatter?.close && frontMatter.state === 'parsed' && frontMatter.root === 'other') {
        if (invisibleInFrontMatter(document).some(({ isStructural }) => isStructural)) {
          return;
        }
        const { start, end } = frontMatter.source;
        const length = document.text.slice(start, end).trimEnd().length;
        const message = 'The front matter has no keys; it needs lines such as "name: my-skill".';
        yield { message, span: { start, end: start + length } };
      }
    },
  },
  {
    code: 'front-matter-too-large',
    profile: 'spec',
    severity: 'error',
    summary: `The front matter has at most ${counted(frontMatterLimit)} characters and ${frontMatterLines} lines, so that it can be read safely.`,
    source: spec(
      '**Metadata** (~100 tokens): The `name` and `description` fields are loaded at startup for all skills.',
      'progressive-disclosure',
    ),
    *check({ document }) {
      const { frontMatter } = document;
      if (!frontMatter?.close || frontMatter.state === 'parsed') {
        return;
      }
      const size = frontMatter.source.end - frontMatter.source.start;
      const message =
        frontMatter.state === 'too-large'
          ? `The front matter has ${counted(size)} characters; more than ${counted(frontMatterLimit)} are not read.`
          : 'The front matter has too many lines or brackets to be read safely.';
      yield { message, span: frontMatter.open };
    },
  },
  {
    code: 'duplicate-key',
    profile: 'spec',
    severity: 'error',
    summary: 'Each key stands once.',
    source: {
      text: 'The content of a mapping node is an unordered set of key/value node pairs, with the restriction that each of the keys is unique.',
      url: 'https://yaml.org/spec/1.2.2/#3211-nodes',
    },
    *check({ document }) {
      for (const entries of mapsIn(readableEntries(document))) {
        const seen = new Map<string, string>();
        for (const { key, keySpan, span } of entries) {
          const value = document.text.slice(keySpan.end, span.end);
          const first = seen.get(key);
          if (first === undefined) {
            seen.set(key, value);
          } else {
            const data = { isSame: first === value };
            yield { message: `"${key}" stands here a second time.`, span: keySpan, data };
          }
        }
      }
    },
    fix(problem, document) {
      const { start } = spanOf(document, problem.range);
      const entry = mapsIn(document.frontMatter?.entries ?? [])
        .flat()
        .find(({ keySpan }) => keySpan.start === start);
      if (!entry || !isAloneOnItsLines(document, entry.span)) {
        return [];
      }
      const edit = replaceSpan(document, linesOf(document, entry.span), '');
      return [(problem.data?.isSame === true ? preferred : possible)(`Remove this "${entry.key}"`, edit)];
    },
  },
  {
    code: 'line-endings',
    profile: 'advice',
    severity: 'hint',
    summary: 'Lines end with LF.',
    source: required,
    *check({ document }) {
      const { text, seenEnd } = document;
      const at = text.indexOf('\r');
      if (at === -1 || at >= seenEnd) {
        return;
      }
      const span = document.frontMatter?.open ?? { start: 0, end: at };
      const lone = /\r(?!\n)/.exec(text.slice(0, seenEnd));
      const frontMatter = text.slice(0, document.frontMatter?.close?.end ?? 0);
      if (lone && lone.index < frontMatter.length && !frontMatter.includes('\n')) {
        const message = 'Lines end with CR alone; most readers take them for one line, without front matter.';
        yield { message, span, severity: 'warning' };
      } else if (lone && lone.index === at) {
        const message = 'A line ends with CR alone, which many readers take for no end of a line.';
        yield { message, span: { start: at, end: at + 1 } };
      } else {
        const message = 'Lines end with CRLF; readers that look for "---" and LF miss the front matter.';
        yield { message, span };
      }
    },
    fix(problem, document) {
      if (document.seenEnd < document.text.length) {
        return [];
      }
      const edits = [...document.text.matchAll(/\r\n?/g)].map(({ 0: found, index }) =>
        replaceSpan(document, { start: index, end: index + found.length }, '\n'),
      );
      const fix = problem.severity === 'warning' ? preferred : possible;
      return [fix('End all lines with LF', ...edits)];
    },
  },
];
