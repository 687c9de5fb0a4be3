import { withArticle } from '../../text/words.ts';
import { invisibleName } from '../document/invisible.ts';
import { entryOf, scalarText } from '../document/manifest.ts';
import type { ManifestEntry, SkillDocument } from '../document/skillDocument.ts';
import { counted, field, isAbsent, isMisspelt, kindWords, lengthOf, quotedBit } from '../fields.ts';
import {
  appendLines,
  dataText,
  firstKeyStart,
  insertAt,
  lineBreakOf,
  possible,
  preferred,
  replaceSpan,
  setValue,
  topIndent,
} from '../fix/edits.ts';
import { isValidName, slug, suggestedName } from '../fix/suggest.ts';
import { nameLimit } from '../limits.ts';
import type { Fix, Problem } from '../problem.ts';
import type { Rule } from '../rule.ts';
import type { SkillContext } from '../skillContext.ts';
import { anthropic, bestPractice, spec } from './sources.ts';

/** The name when it is text that is not blank; what else it may be has rules of its own. */
function textOfName(
  document: SkillDocument,
): { readonly entry: ManifestEntry; readonly name: string } | null {
  const entry = field(document, 'name');
  if (entry?.value.kind !== 'string') {
    return null;
  }
  const name = entry.value.value.trim();
  return name === '' ? null : { entry, name };
}

/** The name is the skill's identity, so another one is always somebody's decision. */
function changeName(document: SkillDocument, name: string): readonly Fix[] {
  const entry = entryOf(document, 'name');
  if (!entry || !isValidName(name)) {
    return [];
  }
  const value = /^[\d-]+$/.test(name) ? `"${name}"` : name;
  return [possible(`Change the name to "${name}"`, setValue(document, entry, value))];
}

/** What a name that breaks the rules may become: the folder's first, which it has to equal anyway, then its own slug. */
function repairName(problem: Problem, document: SkillDocument, { folderName }: SkillContext): readonly Fix[] {
  const own = changeName(document, dataText(problem, 'slug'));
  const folders = changeName(document, folderName ?? '');
  const [first] = folders;
  if (!first) {
    return own;
  }
  return [first, ...own.filter(({ title }) => title !== first.title)];
}

/** A character in a message; one that cannot be seen by its name. */
function shownCharacter(char: string): string {
  return char === ' ' ? 'a space' : /[\s\p{Cf}]/u.test(char) ? withArticle(invisibleName(char)) : `"${char}"`;
}

/** Words that say nothing about what a skill does. */
const vagueWords: ReadonlySet<string> = new Set(
  (
    'helper helpers util utils utility utilities tool tools misc stuff thing things common general generic my new ' +
    'skill skills untitled the a an assistant agent data document documents file files'
  ).split(' '),
);

export const nameRules: readonly Rule[] = [
  {
    code: 'name-missing',
    profile: 'spec',
    severity: 'error',
    summary: 'A skill has a name.',
    source: spec('`name`: Required: Yes.', 'frontmatter'),
    *check({ document }) {
      const { frontMatter } = document;
      if (frontMatter && isAbsent(document, 'name')) {
        yield { message: 'The front matter has no name.', span: frontMatter.open };
      }
    },
    fix(_problem, document, context) {
      const { frontMatter } = document;
      if (!frontMatter) {
        return [];
      }
      const line = `name: ${suggestedName(document, context)}`;
      const start = firstKeyStart(document, frontMatter);
      const edit =
        frontMatter.entries.length > 0
          ? insertAt(document, start, topIndent(document) + line + lineBreakOf(document, start))
          : appendLines(document, frontMatter, [line]);
      return [(isMisspelt(document, 'name') ? possible : preferred)(`Add "${line}"`, edit)];
    },
  },
  {
    code: 'name-blank',
    profile: 'spec',
    severity: 'error',
    summary: 'The name is not blank.',
    source: spec('Must be 1-64 characters.', 'name-field'),
    *check({ document }) {
      const entry = field(document, 'name');
      const isBlank = entry?.value.kind === 'string' && entry.value.value.trim() === '';
      if (entry && (entry.value.kind === 'null' || isBlank)) {
        yield { message: 'The name is blank.', span: entry.span };
      }
    },
    fix: (_problem, document, context) =>
      changeName(document, suggestedName(document, context)).map(fix => ({ ...fix, isPreferred: true })),
  },
  {
    code: 'name-type',
    profile: 'spec',
    severity: 'error',
    summary: 'The name is text, not a number, a list or a map.',
    source: spec('Lowercase letters, numbers, and hyphens only.', 'frontmatter'),
    *check({ document }) {
      const value = field(document, 'name')?.value;
      if (!value || value.kind === 'string' || value.kind === 'null') {
        return;
      }
      yield { message: `YAML reads the name as ${kindWords(value)}, not as text.`, span: value.span };
    },
    fix(_problem, document) {
      const value = entryOf(document, 'name')?.value;
      const text = value ? scalarText(value) : null;
      if (!value || text === null) {
        return [];
      }
      return [preferred(`Write "${text}" in quotes`, replaceSpan(document, value.span, `"${text}"`))];
    },
  },
  {
    code: 'name-format',
    profile: 'spec',
    severity: 'error',
    summary: 'The name is made of the characters a-z, 0-9 and hyphens.',
    source: spec(
      'May only contain unicode lowercase alphanumeric characters (`a-z`, `0-9`) and hyphens (`-`).',
      'name-field',
    ),
    *check({ document }) {
      const found = textOfName(document);
      const odd = found ? [...new Set(found.name.match(/[^a-z0-9-]/gu))] : [];
      if (!found || odd.length === 0) {
        return;
      }
      const shown = odd.slice(0, 5).map(shownCharacter);
      yield {
        message: `The name ${quotedBit(found.name)} has ${[...new Set(shown)].join(', ')}; only a-z, 0-9 and hyphens are allowed.`,
        span: found.entry.value.span,
        data: { slug: slug(found.name) },
      };
    },
    fix: repairName,
  },
  {
    code: 'name-length',
    profile: 'spec',
    severity: 'error',
    summary: `The name has at most ${nameLimit} characters.`,
    source: spec('Must be 1-64 characters.', 'name-field'),
    *check({ document, context }) {
      const found = textOfName(document);
      const length = found ? lengthOf(found.name) : 0;
      if (!found || length <= nameLimit) {
        return;
      }
      yield {
        message: `The name has ${counted(length)} characters; at most ${nameLimit} are allowed.`,
        span: found.entry.value.span,
        data: { folderName: context.folderName ?? '' },
      };
    },
    fix: (problem, document) => changeName(document, dataText(problem, 'folderName')),
  },
  {
    code: 'name-hyphens',
    profile: 'spec',
    severity: 'error',
    summary: 'Hyphens stand singly, and not at the ends of the name.',
    source: spec(
      'Must not start or end with a hyphen (`-`). Must not contain consecutive hyphens (`--`).',
      'name-field',
    ),
    *check({ document }) {
      const found = textOfName(document);
      if (!found || !/^-|-$|--/.test(found.name)) {
        return;
      }
      const what = found.name.includes('--') ? 'two hyphens in a row' : 'a hyphen at an end';
      yield {
        message: `The name ${quotedBit(found.name)} has ${what}.`,
        span: found.entry.value.span,
        data: { slug: slug(found.name) },
      };
    },
    fix: repairName,
  },
  {
    code: 'name-folder',
    profile: 'spec',
    severity: 'error',
    summary:
      "The name equals the folder's. A bundle's folder is called by the name, so another one here stops neither pack nor publish.",
    source: spec('Must match the parent directory name.', 'name-field'),
    *check({ document, context }) {
      const found = textOfName(document);
      const { folderName } = context;
      if (!found || folderName === null || found.name.normalize('NFKC') === folderName.normalize('NFKC')) {
        return;
      }
      yield {
        message: `The name ${quotedBit(found.name)} differs from the folder's, ${quotedBit(folderName)}.`,
        span: found.entry.value.span,
        data: { name: found.name, folderName },
      };
    },
    fix(problem, document) {
      const name = dataText(problem, 'name');
      const changes = changeName(document, dataText(problem, 'folderName'));
      if (!isValidName(name)) {
        return changes;
      }
      const title = `Rename the folder to "${name}"`;
      return [...changes, { title, edits: [], renameFolder: name, isPreferred: false }];
    },
  },
  {
    code: 'name-reserved',
    profile: 'anthropic',
    severity: 'error',
    summary: 'The name contains neither "anthropic" nor "claude".',
    source: anthropic('`name`: Cannot contain reserved words: "anthropic", "claude".'),
    *check({ document }) {
      const found = textOfName(document);
      const word = found && /anthropic|claude/i.exec(found.name)?.[0];
      if (!found || !word) {
        return;
      }
      yield {
        message: `The name ${quotedBit(found.name)} contains "${word}", which Anthropic reserves.`,
        span: found.entry.value.span,
        data: { slug: slug(found.name.replace(/anthropic|claude/gi, '')) },
      };
    },
    fix: (problem, document) => changeName(document, dataText(problem, 'slug')),
  },
  {
    code: 'name-vague',
    profile: 'advice',
    severity: 'warning',
    summary: 'The name says what the skill is about.',
    source: bestPractice(
      'Avoid vague names: `helper`, `utils`, `tools`. Avoid overly generic ones: `documents`, `data`, `files`.',
    ),
    *check({ document }) {
      const found = textOfName(document);
      if (!found?.name.split(/[-_\s]+/).every(word => vagueWords.has(word.toLowerCase()))) {
        return;
      }
      const message = `The name ${quotedBit(found.name)} does not say what the skill is about.`;
      yield { message, span: found.entry.value.span };
    },
  },
];
