import { entryOf, scalarText } from '../document/manifest.ts';
import type { ManifestNode, SkillDocument, Span } from '../document/skillDocument.ts';
import { counted, field, isAbsent, isMisspelt, kindWords, lengthOf, quotedBit } from '../fields.ts';
import {
  appendLines,
  possible,
  preferred,
  replaceSpan,
  setValue,
  yamlQuoted,
  yamlScalar,
} from '../fix/edits.ts';
import { suggestedDescription, suggestedName } from '../fix/suggest.ts';
import { descriptionLimit } from '../limits.ts';
import type { Rule } from '../rule.ts';
import { personIn, restates, saysWhen, tagPattern } from '../wording.ts';
import { anthropic, bestPractice, spec, vscode } from './sources.ts';

const required = spec(
  'Max 1024 characters. Non-empty. Describes what the skill does and when to use it.',
  'frontmatter',
);
/** For the author to write over. */
const wish = 'asks for …';

type TextNode = Extract<ManifestNode, { readonly kind: 'string' }>;

function textOf(document: SkillDocument): TextNode | null {
  const value = field(document, 'description')?.value;
  return value?.kind === 'string' && value.value.trim() !== '' ? value : null;
}

/** Where a part of the description stands; the whole of it when YAML writes the part otherwise. */
function placeOf(document: SkillDocument, value: TextNode, part: string): Span {
  const at = document.text.indexOf(part, value.span.start);
  const isInside = at !== -1 && at + part.length <= value.span.end;
  return isInside ? { start: at, end: at + part.length } : value.span;
}

/** From the first character that is too many; the whole where YAML writes the text otherwise than it reads it. */
function tooMuchOf({ text }: SkillDocument, { value, span }: TextNode): Span {
  const source = text.slice(span.start, span.end);
  const at = value.length > 100 ? source.indexOf(value.slice(0, 20)) : -1;
  const kept = [...value].slice(0, descriptionLimit).join('').length;
  const isAsWritten = at !== -1 && source.startsWith(value, at);
  if (isAsWritten) {
    return { start: span.start + at + kept, end: span.start + at + value.length };
  }
  // Folded lines differ in blanks only: so many other characters are kept.
  let left = value.slice(0, kept).replace(/\s+/g, '').length;
  if (source.replace(/\s+|^[>|][-+\d]*/g, '') !== value.replace(/\s+/g, '')) {
    return span;
  }
  let i = /^[>|][-+\d]*/.exec(source)?.[0].length ?? 0;
  for (; i < source.length && left > 0; i++) {
    left -= /\s/.test(source.charAt(i)) ? 0 : 1;
  }
  const end = span.start + source.trimEnd().length;
  return { start: Math.min(span.start + i, end), end };
}

/** A skill that only a person calls is not chosen by its description. */
function isChosenByModel(document: SkillDocument): boolean {
  const value = field(document, 'disable-model-invocation')?.value;
  return !(value?.kind === 'boolean' && value.source === 'true');
}

export const descriptionRules: readonly Rule[] = [
  {
    code: 'description-missing',
    profile: 'spec',
    severity: 'error',
    summary: 'A skill has a description.',
    source: required,
    *check({ document }) {
      const { frontMatter } = document;
      if (frontMatter && isAbsent(document, 'description')) {
        yield { message: 'The front matter has no description.', span: frontMatter.open };
      }
    },
    fix(_problem, document, context) {
      const { frontMatter } = document;
      if (!frontMatter) {
        return [];
      }
      const { text, isOwn } = suggestedDescription(document, suggestedName(document, context));
      const edit = appendLines(document, frontMatter, [`description: ${yamlScalar(text)}`]);
      const isBest = isOwn && !isMisspelt(document, 'description');
      const fix = (isBest ? preferred : possible)('Add a description', edit);
      return [isOwn ? fix : { ...fix, placeholder: text }];
    },
  },
  {
    code: 'description-blank',
    profile: 'spec',
    severity: 'error',
    summary: 'The description is not blank.',
    source: required,
    *check({ document }) {
      const entry = field(document, 'description');
      const isBlank = entry?.value.kind === 'string' && entry.value.value.trim() === '';
      if (entry && (entry.value.kind === 'null' || isBlank)) {
        yield { message: 'The description is blank.', span: entry.span };
      }
    },
    fix(_problem, document, context) {
      const entry = entryOf(document, 'description');
      const { text, isOwn } = suggestedDescription(document, suggestedName(document, context));
      if (!entry) {
        return [];
      }
      const edit = setValue(document, entry, yamlScalar(text));
      const isBest = isOwn && !isMisspelt(document, 'description');
      const fix = (isBest ? preferred : possible)('Add a description', edit);
      return [isOwn ? fix : { ...fix, placeholder: text }];
    },
  },
  {
    code: 'description-type',
    profile: 'spec',
    severity: 'error',
    summary: 'The description is text, not a number, a list or a map.',
    source: required,
    *check({ document }) {
      const value = field(document, 'description')?.value;
      if (!value || value.kind === 'string' || value.kind === 'null') {
        return;
      }
      yield { message: `YAML reads the description as ${kindWords(value)}, not as text.`, span: value.span };
    },
    fix(_problem, document) {
      const value = entryOf(document, 'description')?.value;
      const text = value ? scalarText(value) : null;
      if (!value || text === null) {
        return [];
      }
      return [preferred(`Write "${text}" in quotes`, replaceSpan(document, value.span, `"${text}"`))];
    },
  },
  {
    code: 'description-length',
    profile: 'spec',
    severity: 'error',
    summary: `The description has at most ${counted(descriptionLimit)} characters.`,
    source: spec('Must be 1-1024 characters.', 'description-field'),
    *check({ document }) {
      const value = textOf(document);
      const length = value ? lengthOf(value.value) : 0;
      if (!value || length <= descriptionLimit) {
        return;
      }
      const limit = counted(descriptionLimit);
      const message = `The description has ${counted(length)} characters; at most ${limit} are allowed.`;
      yield { message, span: tooMuchOf(document, value) };
    },
    fix(_problem, document) {
      const value = textOf(document);
      const text = value?.value.trim() ?? '';
      // Only a last line break too many can be taken away without losing a word.
      if (value?.style !== 'block' || lengthOf(text) > descriptionLimit || /\n/.test(text)) {
        return [];
      }
      const lineBreak = /\r?\n$/.exec(document.text.slice(value.span.start, value.span.end))?.[0] ?? '';
      const edit = replaceSpan(document, value.span, yamlScalar(text) + lineBreak);
      return [preferred('Drop the line break at the end', edit)];
    },
  },
  {
    code: 'description-tags',
    profile: 'anthropic',
    severity: 'error',
    summary: 'The description contains no XML tags.',
    source: anthropic('`description`: Cannot contain XML tags.'),
    *check({ document }) {
      const value = textOf(document);
      const tag = value && tagPattern.exec(value.value)?.[0];
      if (!value || !tag) {
        return;
      }
      const message = `The description contains the tag ${quotedBit(tag)}; Anthropic refuses tags there.`;
      yield { message, span: placeOf(document, value, tag), data: { tag } };
    },
  },
  {
    code: 'description-tags-stripped',
    profile: 'vscode',
    severity: 'warning',
    summary: 'The description contains no tags, which VS Code removes.',
    source: vscode(
      'VS Code removes XML tags from name and description when it loads a skill, without a word.',
    ),
    *check({ document }) {
      const value = textOf(document);
      const tag = value && tagPattern.exec(value.value)?.[0];
      if (!value || !tag) {
        return;
      }
      const message = `VS Code removes the tag ${quotedBit(tag)} from the description when it loads the skill.`;
      yield { message, span: placeOf(document, value, tag) };
    },
  },
  {
    code: 'description-when',
    profile: 'advice',
    severity: 'warning',
    summary: 'The description says when to use the skill.',
    source: spec('Should describe both what the skill does and when to use it.', 'description-field'),
    *check({ document }) {
      const value = textOf(document);
      if (!value || saysWhen(value.value)) {
        return;
      }
      if (!isChosenByModel(document) || field(document, 'when_to_use') || field(document, 'whenToUse')) {
        return;
      }
      const message = 'The description does not say when to use the skill, as in "Use when the user …".';
      yield { message, span: value.span };
    },
    fix(_problem, document) {
      const value = textOf(document);
      const entry = entryOf(document, 'description');
      if (
        !value ||
        !entry ||
        value.style === 'block' ||
        /[\r\n]/.test(document.text.slice(value.span.start, value.span.end))
      ) {
        return [];
      }
      const sentence = `${value.value.trim().replace(/[.!?。]*$/, '.')} Use when the user ${wish}.`;
      const text = value.style === 'plain' ? yamlScalar(sentence) : yamlQuoted(sentence);
      const edit = setValue(document, entry, text);
      return [{ ...possible('Add "Use when the user …"', edit), placeholder: wish }];
    },
  },
  {
    code: 'description-person',
    profile: 'advice',
    severity: 'warning',
    summary: 'The description is in the third person or the imperative.',
    source: bestPractice(
      'Always write in third person. The description is injected into the system prompt, and inconsistent point-of-view can cause discovery problems.',
    ),
    *check({ document }) {
      const value = textOf(document);
      const person = value && personIn(value.value);
      if (!value || !person) {
        return;
      }
      const message = `${quotedBit(person.text)} addresses a reader; descriptions are for the model, in the third person.`;
      yield { message, span: placeOf(document, value, person.text) };
    },
  },
  {
    code: 'description-restates-name',
    profile: 'advice',
    severity: 'warning',
    summary: 'The description says more than the name does.',
    source: spec('Poor example: `description: Helps with PDFs.`', 'description-field'),
    *check({ document }) {
      const value = textOf(document);
      const name = field(document, 'name')?.value;
      if (!value || name?.kind !== 'string' || !restates(value.value, name.value)) {
        return;
      }
      const message = `The description says nothing that the name ${quotedBit(name.value)} does not say.`;
      yield { message, span: value.span };
    },
  },
];
