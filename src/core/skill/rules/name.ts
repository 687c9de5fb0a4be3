import { insertAt, preferred, replaceSpan, yamlScalar } from '../edits.ts';
import { counted, field, isAbsent, lengthOf, quotedBit } from '../fields.ts';
import { nameLimit } from '../limits.ts';
import { entryOf, scalarText } from '../manifest.ts';
import type { Fix, Problem } from '../problem.ts';
import type { CheckedSkill, Finding, Rule } from '../rule.ts';
import type { SkillContext } from '../skillContext.ts';
import type { ManifestEntry, SkillDocument } from '../skillDocument.ts';
import { isValidName, slug } from '../slug.ts';
import { named, withFrontMatter } from './examples.ts';
import { spec } from './sources.ts';

/** The name when it is text that is not blank; what else it may be has rules of its own. */
function textOfName(
  document: SkillDocument,
): { readonly entry: ManifestEntry; readonly name: string } | null {
  const entry = field(document, 'name');
  if (entry?.value.kind !== 'string') return null;
  const name = entry.value.value.trim();
  return name === '' ? null : { entry, name };
}

/** A name for the skill when it has none of its own: the folder's, made valid. */
function nameFromContext(context: SkillContext): string {
  return slug(context.folderName ?? '') || 'my-skill';
}

function setName(document: SkillDocument, name: string): readonly Fix[] {
  const entry = entryOf(document, 'name');
  if (!entry || name === '') return [];
  const isEmpty = entry.value.span.start === entry.value.span.end;
  const text = isEmpty && entry.value.span.start === entry.keySpan.end ? `: ${name}` : name;
  return [preferred(`Change the name to "${name}"`, replaceSpan(document, entry.value.span, text))];
}

function dataString(problem: Problem, key: string): string {
  const value = problem.data?.[key];
  return typeof value === 'string' ? value : '';
}

export const nameRules: readonly Rule[] = [
  {
    code: 'name-missing',
    profile: 'spec',
    severity: 'error',
    summary: 'A skill has a name.',
    source: spec('The `name` field is required.', 'frontmatter'),
    bad: { text: withFrontMatter('description: Fills in PDF forms. Use when the user has a PDF form.') },
    good: named('pdf-forms'),
    *check({ document }: CheckedSkill): Iterable<Finding> {
      const { frontMatter } = document;
      if (frontMatter && isAbsent(document, 'name')) {
        yield { message: 'The front matter has no name.', span: frontMatter.open };
      }
    },
    fix(_problem, document, context) {
      const name = nameFromContext(context);
      const start = document.frontMatter?.source.start ?? 0;
      return [preferred(`Add "name: ${name}"`, insertAt(document, start, `name: ${name}\n`))];
    },
  },
  {
    code: 'name-blank',
    profile: 'spec',
    severity: 'error',
    summary: 'The name is not blank.',
    source: spec('Must be 1-64 characters.', 'name-field'),
    bad: named('""', { folderName: 'pdf-forms' }),
    good: named('pdf-forms', { folderName: 'pdf-forms' }),
    *check({ document }) {
      const value = field(document, 'name')?.value;
      if (value?.kind === 'null' || (value?.kind === 'string' && value.value.trim() === '')) {
        yield { message: 'The name is blank.', span: field(document, 'name')?.span ?? value.span };
      }
    },
    fix: (_problem, document, context) => setName(document, nameFromContext(context)),
  },
  {
    code: 'name-type',
    profile: 'spec',
    severity: 'error',
    summary: 'The name is text, not a number, a list or a map.',
    source: spec('Lowercase letters, numbers, and hyphens only.', 'frontmatter'),
    bad: named('2024'),
    good: named('"2024"'),
    *check({ document }) {
      const value = field(document, 'name')?.value;
      if (!value || value.kind === 'string' || value.kind === 'null') return;
      yield { message: `The name is read as a ${value.kind}, not as text.`, span: value.span };
    },
    fix(_problem, document) {
      const value = entryOf(document, 'name')?.value;
      const text = value && scalarText(value);
      if (!value || text === null || text === undefined) return [];
      return [preferred(`Quote it: ${yamlScalar(text)}`, replaceSpan(document, value.span, `"${text}"`))];
    },
  },
  {
    code: 'name-format',
    profile: 'spec',
    severity: 'error',
    summary: 'The name is made of the characters a-z, 0-9 and hyphens.',
    source: spec(
      'May only contain unicode lowercase alphanumeric characters (`a-z`) and hyphens (`-`).',
      'name-field',
    ),
    bad: named('PDF Forms'),
    good: named('pdf-forms'),
    *check({ document }) {
      const found = textOfName(document);
      const odd = found && [...new Set(found.name.match(/[^a-z0-9-]/gu))];
      if (!found || !odd || odd.length === 0) return;
      const shown = odd.slice(0, 5).map(char => (char === ' ' ? 'a space' : `"${char}"`));
      yield {
        message: `The name ${quotedBit(found.name)} has ${shown.join(', ')}; only a-z, 0-9 and hyphens are allowed.`,
        span: found.entry.value.span,
        data: { slug: slug(found.name) },
      };
    },
    fix: (problem, document) => setName(document, dataString(problem, 'slug')),
  },
  {
    code: 'name-length',
    profile: 'spec',
    severity: 'error',
    summary: `The name has at most ${nameLimit} characters.`,
    source: spec('Must be 1-64 characters.', 'name-field'),
    bad: named(`fills-in-pdf-forms-${'and-checks-them-'.repeat(4)}too`),
    good: named('pdf-forms'),
    *check({ document }) {
      const found = textOfName(document);
      const length = found ? lengthOf(found.name) : 0;
      if (!found || length <= nameLimit) return;
      yield {
        message: `The name has ${counted(length)} characters; at most ${nameLimit} are allowed.`,
        span: found.entry.value.span,
      };
    },
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
    bad: named('pdf--forms-'),
    good: named('pdf-forms'),
    *check({ document }) {
      const found = textOfName(document);
      if (!found || !/^-|-$|--/.test(found.name)) return;
      const where = found.name.includes('--') ? 'two hyphens in a row' : 'a hyphen at an end';
      yield {
        message: `The name ${quotedBit(found.name)} has ${where}.`,
        span: found.entry.value.span,
        data: { slug: slug(found.name) },
      };
    },
    fix: (problem, document) => setName(document, dataString(problem, 'slug')),
  },
  {
    code: 'name-folder',
    profile: 'spec',
    severity: 'error',
    summary: "The name equals the folder's.",
    source: spec('Must match the parent directory name.', 'name-field'),
    bad: named('pdf-forms', { folderName: 'pdf' }),
    good: named('pdf-forms', { folderName: 'pdf-forms' }),
    *check({ document, context }) {
      const found = textOfName(document);
      const { folderName } = context;
      if (!found || folderName === null || found.name.normalize('NFKC') === folderName.normalize('NFKC'))
        return;
      yield {
        message: `The name ${quotedBit(found.name)} differs from the folder's, ${quotedBit(folderName)}.`,
        span: found.entry.value.span,
        data: { name: found.name, folderName },
      };
    },
    fix(problem, document) {
      const name = dataString(problem, 'name');
      const folderName = dataString(problem, 'folderName');
      const changes = isValidName(folderName) ? setName(document, folderName) : [];
      if (!isValidName(name)) return changes;
      const rename: Fix = {
        title: `Rename the folder to "${name}"`,
        edits: [],
        renameFolder: name,
        isPreferred: false,
      };
      return [...changes, rename];
    },
  },
];
