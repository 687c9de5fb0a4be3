import { withoutInvisible } from '../document/invisible.ts';
import { entryOf } from '../document/manifest.ts';
import { spanOf, textIn } from '../document/positions.ts';
import type { ManifestEntry, SkillDocument } from '../document/skillDocument.ts';
import { quotedBit, readableEntries } from '../fields.ts';
import { dataText, possible, preferred, replaceSpan } from '../fix/edits.ts';
import { moveToMetadata } from '../fix/moveToMetadata.ts';
import { isSameKey, keyMeant, metadataKeys, type ProductKey, productKeys, specKeys } from '../knownKeys.ts';
import type { Problem } from '../problem.ts';
import type { Rule } from '../rule.ts';
import { anthropic, spec } from './sources.ts';

const additional = spec(
  'Clients can use this [metadata] to store additional properties not defined by the Agent Skills spec.',
  'metadata-field',
);

type Placement = 'spec' | 'metadata' | 'product' | 'misspelt' | 'unknown';

/** Where a key of the top level belongs. */
function placementOf(document: SkillDocument, key: string): Placement {
  if (specKeys.includes(key)) {
    return 'spec';
  }
  // `Version` is no other key than `version`; where both are there, neither can take the other's place.
  const lower = key.toLowerCase();
  if (metadataKeys.includes(lower) && (key === lower || !entryOf(document, lower))) {
    return 'metadata';
  }
  const known = productKeys.find(product => product.key === key);
  if (known && isTheirs(document, known)) {
    return 'product';
  }
  const meant = keyMeant(key);
  return meant !== null && !entryOf(document, meant) ? 'misspelt' : 'unknown';
}

/** `type` is a word that many use; only with its own values it is Kimi's. */
function isTheirs(document: SkillDocument, { key, values }: ProductKey): boolean {
  const value = entryOf(document, key)?.value;
  return key !== 'type' || (value?.kind === 'string' && (values ?? []).includes(value.value));
}

/** Products take these for leave to do something; whoever corrects them decides about that. */
const decisive: ReadonlySet<string> = new Set([
  'allowed-tools',
  'disallowed-tools',
  'disable-model-invocation',
  'user-invocable',
  'hooks',
]);

/** Without those whose key has something invisible in it, which has a rule of its own. */
function visibleEntries(document: SkillDocument): readonly ManifestEntry[] {
  return readableEntries(document).filter(({ key }) => withoutInvisible(key) === key);
}

function entriesPlaced(document: SkillDocument, placement: Placement): readonly ManifestEntry[] {
  return visibleEntries(document).filter(({ key }) => placementOf(document, key) === placement);
}

function entryAt(document: SkillDocument, problem: Problem): ManifestEntry | null {
  const { start } = spanOf(document, problem.range);
  return document.frontMatter?.entries.find(({ keySpan }) => keySpan.start === start) ?? null;
}

/** "A", "A and B", "A, B and C". */
function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

export const keyRules: readonly Rule[] = [
  {
    code: 'field-misspelt',
    profile: 'spec',
    severity: 'warning',
    summary: 'Keys are spelt as the specification and the products spell them.',
    source: spec(
      '`allowed-tools`: Space-separated string of pre-approved tools the skill may use.',
      'frontmatter',
    ),
    *check({ document }) {
      for (const { key, keySpan } of entriesPlaced(document, 'misspelt')) {
        const meant = keyMeant(key) ?? key;
        const message = `${quotedBit(key)} is no key that anyone reads; "${meant}" is.`;
        yield { message, span: keySpan, data: { meant } };
      }
    },
    fix(problem, document) {
      const meant = dataText(problem, 'meant');
      // What only products read does something: a guess at it is a decision, too.
      const isSure = specKeys.includes(meant) || isSameKey(textIn(document, problem.range), meant);
      const way = decisive.has(meant) || !isSure ? possible : preferred;
      return [way(`Change it to "${meant}"`, replaceSpan(document, spanOf(document, problem.range), meant))];
    },
  },
  {
    code: 'field-belongs-in-metadata',
    profile: 'spec',
    severity: 'warning',
    summary: 'A version, an author, tags and the like stand under `metadata`.',
    source: additional,
    *check({ document }) {
      for (const { key, keySpan } of entriesPlaced(document, 'metadata')) {
        yield {
          message: `"${key}" is not in the specification; it belongs under "metadata".`,
          span: keySpan,
        };
      }
    },
    fix(problem, document) {
      const entry = entryAt(document, problem);
      const edits = entry && moveToMetadata(document, entry);
      return edits ? [preferred(`Move "${entry.key}" under "metadata"`, ...edits)] : [];
    },
  },
  {
    code: 'field-of-product',
    profile: 'spec',
    severity: 'hint',
    summary: 'A key that only some products read is known as such.',
    source: additional,
    *check({ document }) {
      for (const { key, keySpan } of entriesPlaced(document, 'product')) {
        const products = productKeys.find(known => known.key === key)?.products ?? [];
        const message = `"${key}" is not in the specification; ${listed(products)} ${products.length === 1 ? 'reads' : 'read'} it.`;
        yield { message, span: keySpan };
      }
    },
  },
  {
    code: 'field-unknown',
    profile: 'spec',
    severity: 'information',
    summary: 'Keys of your own stand under `metadata`.',
    source: additional,
    *check({ document }) {
      for (const { key, keySpan } of entriesPlaced(document, 'unknown')) {
        const message = `${quotedBit(key)} is not in the specification, and no product is known to read it.`;
        yield { message, span: keySpan };
      }
    },
    fix(problem, document) {
      const entry = entryAt(document, problem);
      const edits = entry && moveToMetadata(document, entry);
      return edits ? [{ title: `Move "${entry.key}" under "metadata"`, edits, isPreferred: false }] : [];
    },
  },
  {
    code: 'anthropic-key',
    profile: 'anthropic',
    severity: 'warning',
    summary:
      'The front matter has no keys besides those of the specification, which Anthropic refuses when it is uploaded.',
    source: anthropic(
      'unexpected key in SKILL.md frontmatter: properties must be in (name, description, license, allowed-tools, compatibility, metadata)',
    ),
    *check({ document }) {
      for (const { key, keySpan } of visibleEntries(document)) {
        if (!specKeys.includes(key)) {
          const message = `Anthropic may refuse ${quotedBit(key)}: its uploads take no other keys than ${listed(specKeys)}.`;
          yield { message, span: keySpan };
        }
      }
    },
  },
];
