import { entryOf } from '../document/manifest.ts';
import { spanOf } from '../document/positions.ts';
import type { ManifestEntry, SkillDocument } from '../document/skillDocument.ts';
import { quotedBit, readableEntries } from '../fields.ts';
import { dataText, preferred, replaceSpan } from '../fix/edits.ts';
import { moveToMetadata } from '../fix/moveToMetadata.ts';
import { keyMeant, metadataKeys, productKeys, specKeys } from '../knownKeys.ts';
import type { Problem } from '../problem.ts';
import type { Rule } from '../rule.ts';
import { withFields } from './examples.ts';
import { spec } from './sources.ts';

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
  if (metadataKeys.includes(key)) {
    return 'metadata';
  }
  if (productKeys.some(known => known.key === key)) {
    return 'product';
  }
  const meant = keyMeant(key);
  return meant !== null && !entryOf(document, meant) ? 'misspelt' : 'unknown';
}

function entriesPlaced(document: SkillDocument, placement: Placement): readonly ManifestEntry[] {
  return readableEntries(document).filter(({ key }) => placementOf(document, key) === placement);
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
    source: spec('`allowed-tools`: Pre-approved tools the skill may use.', 'frontmatter'),
    bad: withFields('allowed_tools: Read'),
    good: withFields('allowed-tools: Read'),
    *check({ document }) {
      for (const { key, keySpan } of entriesPlaced(document, 'misspelt')) {
        const meant = keyMeant(key) ?? key;
        const message = `${quotedBit(key)} is no key that anyone reads; "${meant}" is.`;
        yield { message, span: keySpan, data: { meant } };
      }
    },
    fix(problem, document) {
      const meant = dataText(problem, 'meant');
      return [
        preferred(`Change it to "${meant}"`, replaceSpan(document, spanOf(document, problem.range), meant)),
      ];
    },
  },
  {
    code: 'field-belongs-in-metadata',
    profile: 'spec',
    severity: 'warning',
    summary: 'A version, an author, tags and the like stand under `metadata`.',
    source: additional,
    bad: withFields('version: 1.0'),
    good: withFields('metadata:\n  version: "1.0"'),
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
    bad: withFields('effort: high'),
    good: withFields('license: MIT'),
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
    bad: withFields('team: forms'),
    good: withFields('metadata:\n  team: forms'),
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
];
