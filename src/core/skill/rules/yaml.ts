import { invisibleInFrontMatter } from '../document/invisible.ts';
import { lineAt, lineEnd, spanOf, textIn } from '../document/positions.ts';
import type { SkillDocument, YamlFault } from '../document/skillDocument.ts';
import { requoted } from '../document/yaml/yamlFaults.ts';
import { readOtherwise } from '../document/yaml/yamlTypes.ts';
import { quotedBit, readableEntries } from '../fields.ts';
import { possible, preferred, replaceSpan, yamlQuoted } from '../fix/edits.ts';
import { misplacedTextFix } from '../fix/misplacedText.ts';
import type { Finding, Rule, RuleInput } from '../rule.ts';
import { yamlMistake } from '../yamlWords.ts';
import { yaml } from './sources.ts';
import { tabsBetween } from './tabsInYaml.ts';

function faultsOfKind<K extends YamlFault['kind']>(
  { document }: RuleInput,
  kind: K,
): readonly Extract<YamlFault, { readonly kind: K }>[] {
  const { frontMatter } = document;
  const faults = frontMatter?.close ? frontMatter.faults : [];
  return faults.filter((fault): fault is Extract<YamlFault, { readonly kind: K }> => fault.kind === kind);
}

/** Whether a colon as it is written in Chinese or Japanese ends there. */
function isFullWidth({ text }: SkillDocument, end: number): boolean {
  return text.charAt(end - 1) === '\uff1a';
}

/** Keys of the specification that are text; what is under `metadata` has a rule of its own. */
const textKeys: ReadonlySet<string> = new Set(['name', 'description', 'license', 'compatibility']);

/** A value that begins with a number sign, which leaves nothing of it. */
function* cutWhole(document: SkillDocument, key: string, keyEnd: number): Iterable<Finding> {
  const line = document.text.slice(keyEnd, lineEnd(document, lineAt(document, keyEnd)));
  const found = /^[ \t]*:[ \t]+(?=#[^\s#!])/.exec(line);
  if (found) {
    const start = keyEnd + found[0].length;
    const rest = line.slice(found[0].length).trimEnd();
    const message = `YAML takes ${quotedBit(rest)} for a comment, so "${key}" is blank.`;
    yield { message, span: { start, end: start + rest.length }, data: { start } };
  }
}

const anchorsInBrief = yaml('An alias node refers to the most recent preceding node having the same anchor.');

export const yamlRules: readonly Rule[] = [
  {
    code: 'yaml-unquoted',
    profile: 'spec',
    severity: 'error',
    summary:
      'A value that contains ": ", or starts with a character that means something in YAML, is in quotes.',
    source: yaml('Plain scalars must never contain the ": " and " #" character combinations.'),
    *check(skill) {
      for (const { key, why, span } of faultsOfKind(skill, 'unquoted')) {
        yield { message: `The value of "${key}" needs quotes because of ${why}.`, span };
      }
    },
    fix: (problem, document) => [
      preferred('Put the value in quotes', {
        range: problem.range,
        text: requoted(textIn(document, problem.range)),
      }),
    ],
  },
  {
    code: 'yaml-unclosed-quote',
    profile: 'spec',
    severity: 'error',
    summary: 'A quote that is opened is closed.',
    source: yaml('Double-quoted scalars are surrounded by " indicators.'),
    *check(skill) {
      for (const { quote, span } of faultsOfKind(skill, 'unclosed-quote')) {
        yield { message: `The closing ${quote} is missing.`, span, data: { quote } };
      }
    },
    fix(problem, document) {
      const quote = problem.data?.quote === "'" ? "'" : '"';
      const { end } = spanOf(document, problem.range);
      return [preferred(`Add the closing ${quote}`, replaceSpan(document, { start: end, end }, quote))];
    },
  },
  {
    code: 'yaml-tab',
    profile: 'spec',
    severity: 'error',
    summary: 'Lines are indented with spaces.',
    source: yaml('Tab characters must not be used in indentation.'),
    *check(skill) {
      for (const { span } of faultsOfKind(skill, 'tab')) {
        yield { message: 'Tabs cannot indent in YAML; use spaces.', span };
      }
    },
    fix: (problem, document) => [
      preferred('Replace the tabs by spaces', {
        range: problem.range,
        text: textIn(document, problem.range).replaceAll('\t', '  '),
      }),
    ],
  },
  {
    code: 'yaml-tab-between',
    profile: 'advice',
    severity: 'warning',
    summary: 'Spaces, and no tabs, stand between and behind keys and values.',
    source: yaml(
      'Outside indentation and scalar content, YAML uses white space characters for separation between tokens within a line.',
    ),
    *check({ document }) {
      for (const span of tabsBetween(document)) {
        yield { message: 'Parsers of Python, which many agents use, refuse a tab here; use spaces.', span };
      }
    },
    fix(problem, document) {
      const { start, end } = spanOf(document, problem.range);
      const isFirst = start === document.lineStarts[lineAt(document, start)];
      const isLast = end === lineEnd(document, lineAt(document, end));
      const text = isLast ? '' : isFirst ? textIn(document, problem.range).replaceAll('\t', '  ') : ' ';
      return [preferred('Write spaces', { range: problem.range, text })];
    },
  },
  {
    code: 'yaml-space-after-colon',
    profile: 'spec',
    severity: 'error',
    summary: 'A space follows the colon after a key.',
    source: yaml('The ":" mapping value indicator must be followed by white space.'),
    *check(skill) {
      for (const { key, span } of faultsOfKind(skill, 'space-after-colon')) {
        const message = isFullWidth(skill.document, span.end)
          ? `The colon after "${key}" is a full-width one; YAML wants ":" and a space.`
          : `A space is missing after "${key}:".`;
        yield { message, span };
      }
    },
    fix(problem, document) {
      const { end } = spanOf(document, problem.range);
      if (!isFullWidth(document, end)) {
        return [preferred('Add the space', replaceSpan(document, { start: end, end }, ' '))];
      }
      const blanks = /^[ \t\u3000]*/.exec(document.text.slice(end, end + 50))?.[0].length ?? 0;
      return [preferred('Write ": "', replaceSpan(document, { start: end - 1, end: end + blanks }, ': '))];
    },
  },
  {
    code: 'yaml-indent',
    profile: 'spec',
    severity: 'error',
    summary: 'The top-level keys start at the left edge.',
    source: yaml('All sibling nodes must use the exact same indentation level.'),
    *check(skill) {
      for (const { key, span } of faultsOfKind(skill, 'indented-key')) {
        yield { message: `"${key}" is indented, so it belongs to the key above.`, span };
      }
    },
    fix: problem => [preferred('Remove the indentation', { range: problem.range, text: '' })],
  },
  {
    code: 'yaml-syntax',
    profile: 'spec',
    severity: 'error',
    summary: 'The front matter is valid YAML.',
    source: yaml('A YAML processor should reject ill-formed streams.'),
    *check(skill): Iterable<Finding> {
      if (invisibleInFrontMatter(skill.document).some(({ isStructural }) => isStructural)) {
        return;
      }
      for (const { span } of faultsOfKind(skill, 'stray')) {
        yield { message: 'This line is not a key, a colon and a value.', span };
      }
      for (const { code, span } of faultsOfKind(skill, 'syntax')) {
        yield { message: yamlMistake(code) ?? 'YAML cannot read this; put the value in quotes.', span };
      }
    },
    fix(problem, document) {
      const fix = misplacedTextFix(document, spanOf(document, problem.range).start);
      return fix ? [fix] : [];
    },
  },
  {
    code: 'yaml-early-end',
    profile: 'spec',
    severity: 'error',
    summary: 'No line of three dots stands in the front matter.',
    source: yaml('A document end marker line consists of three dots "...".'),
    *check(skill) {
      for (const { span } of faultsOfKind(skill, 'early-end')) {
        yield { message: 'Three dots end the YAML here, so what follows is not read.', span };
      }
    },
    fix: problem => [preferred('Remove the dots', { range: problem.range, text: '' })],
  },
  {
    code: 'yaml-anchor',
    profile: 'advice',
    severity: 'warning',
    summary: 'The front matter does without anchors and aliases.',
    source: anchorsInBrief,
    *check({ document }) {
      const anchor = document.frontMatter?.close ? document.frontMatter.anchors[0] : undefined;
      if (anchor) {
        yield {
          message: 'Several products do not understand anchors (&) and aliases (*) in front matter.',
          span: anchor,
        };
      }
    },
  },
  {
    code: 'yaml-tag',
    profile: 'spec',
    severity: 'error',
    summary: 'The front matter has no tags of YAML such as `!include`, which js-yaml and PyYAML refuse.',
    source: yaml('An unresolved tag: a YAML processor can only compose a partial representation.'),
    *check({ document }) {
      for (const span of document.frontMatter?.close ? document.frontMatter.tags : []) {
        const tag = quotedBit(document.text.slice(span.start, span.end));
        yield { message: `Parsers of YAML do not know the tag ${tag} and refuse the front matter.`, span };
      }
    },
    fix(problem, document) {
      const { start, end } = spanOf(document, problem.range);
      const blanks = /^[ \t]*/.exec(document.text.slice(end, end + 50))?.[0].length ?? 0;
      return [possible('Remove the tag', replaceSpan(document, { start, end: end + blanks }, ''))];
    },
  },
  {
    code: 'yaml-read-otherwise',
    profile: 'advice',
    severity: 'warning',
    summary: 'What is text is text for every parser: dates, `yes` and times such as 12:30 are in quotes.',
    source: {
      text: 'YAML 1.1: y|Y|yes|Yes|YES|n|N|no|No|NO|true|…|off|Off|OFF.',
      url: 'https://yaml.org/type/bool.html',
    },
    *check({ document }) {
      for (const { key, value } of readableEntries(document)) {
        const isText = textKeys.has(key) && value.kind === 'string' && value.style === 'plain';
        const otherwise = isText ? readOtherwise(value.value) : null;
        if (otherwise !== null) {
          yield {
            message: `Many YAML parsers read "${key}" as ${otherwise}, not as text.`,
            span: value.span,
          };
        }
      }
    },
    fix: (problem, document) => [
      preferred('Put it in quotes', {
        range: problem.range,
        text: yamlQuoted(textIn(document, problem.range)),
      }),
    ],
  },
  {
    code: 'yaml-comment-cut',
    profile: 'advice',
    severity: 'warning',
    summary: 'A value that contains " #" is in quotes, since YAML takes the rest of the line for a comment.',
    source: yaml('Plain scalars must never contain the ": " and " #" character combinations.'),
    *check({ document }) {
      for (const { key, keySpan, value } of readableEntries(document)) {
        if (value.kind === 'null' && (textKeys.has(key) || key === 'argument-hint')) {
          yield* cutWhole(document, key, keySpan.end);
        }
        if (value.kind !== 'string' || value.style !== 'plain') {
          continue;
        }
        const end = lineEnd(document, lineAt(document, value.span.end));
        const rest = document.text.slice(value.span.end, end);
        // Of a text that goes on, the sign is a part; behind a name or a license a comment may well be meant.
        const isText = key === 'description' || key === 'compatibility' || key === 'when_to_use';
        const isCut = isText ? /^[ \t]+#(?![ \t]*skillwright-ignore)[^\r\n]*\w/ : /^[ \t]+#[^\s#!]/;
        if (!isCut.test(rest)) {
          continue;
        }
        const span = { start: value.span.end, end: value.span.end + rest.trimEnd().length };
        const message = `YAML takes ${quotedBit(rest)} for a comment, so "${key}" ends before it.`;
        yield { message, span, data: { start: value.span.start } };
      }
    },
    fix(problem, document) {
      const start = Number(problem.data?.start);
      const span = { start, end: spanOf(document, problem.range).end };
      const text = document.text.slice(start, span.end);
      if (/[\r\n]/.test(text)) {
        return [];
      }
      return [preferred('Put the whole line in quotes', replaceSpan(document, span, yamlQuoted(text)))];
    },
  },
];
