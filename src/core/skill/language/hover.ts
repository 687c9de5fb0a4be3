import { bytesWords } from '../../text/words.ts';
import { scanBody } from '../document/body.ts';
import { scalarText, splitTools } from '../document/manifest.ts';
import { offsetAt, rangeOf } from '../document/positions.ts';
import { readReference } from '../document/reference.ts';
import type { ManifestEntry, SkillDocument, Span } from '../document/skillDocument.ts';
import { estimateTokens } from '../document/tokens.ts';
import { counted, lengthOf } from '../fields.ts';
import { FileIndex } from '../fileIndex.ts';
import { productKeys } from '../knownKeys.ts';
import { compatibilityLimit, descriptionLimit, nameLimit } from '../limits.ts';
import type { Position, Range } from '../problem.ts';
import type { SkillContext } from '../skillContext.ts';
import { licenses } from './licenses.ts';
import { codeReferences } from './references.ts';

/** What is shown over a place: Markdown of our own, in which nothing of the document is markup. */
export interface Hover {
  readonly range: Range;
  readonly markdown: string;
}

/** Says over a key or its value what the rule is and how much of it is used; over a path in code, how large it is. */
export function hover(document: SkillDocument, position: Position, context: SkillContext): Hover | null {
  const offset = offsetAt(document, position);
  const entry = document.frontMatter?.entries.find(({ span }) => offset >= span.start && offset <= span.end);
  if (entry) {
    const markdown = aboutEntry(entry, context);
    return markdown === null ? null : { range: rangeOf(document, entry.span), markdown };
  }
  return offset >= document.bodyStart ? aboutPath(document, offset, context) : null;
}

function aboutEntry({ key, value }: ManifestEntry, context: SkillContext): string | null {
  const text = scalarText(value)?.trim() ?? '';
  switch (key) {
    case 'name':
      return `${share(text, nameLimit)}: a-z, 0-9 and single hyphens, the same as the folder's name${folderWords(text, context)}.`;
    case 'description':
      return `${share(text, descriptionLimit)}, ≈ ${counted(estimateTokens(text))} tokens that every session pays for. Say what the skill does and when to use it.`;
    case 'compatibility':
      return `${share(text, compatibilityLimit)}: the product, the programs or the network that the skill needs. Most skills need none.`;
    case 'license':
      return licenseWords(text);
    case 'allowed-tools': {
      const count = value.kind === 'list' ? value.items.length : splitTools(text).length;
      return `${counted(count)} ${count === 1 ? 'tool' : 'tools'} that may be used without asking, separated by spaces. Experimental: products differ in what they call their tools, and in whether they look.`;
    }
    case 'metadata':
      return 'A map of texts: what the specification has no key for, such as `version` and `author`. Put numbers in quotes.';
    default: {
      const known = productKeys.find(product => product.key === key);
      if (!known) {
        return null;
      }
      const values = known.values ? ` Values: ${known.values.map(name => `\`${name}\``).join(', ')}.` : '';
      return `${known.does}${values} Not in the specification; read by ${known.products.join(', ')}.`;
    }
  }
}

function share(text: string, limit: number): string {
  return `**${counted(lengthOf(text))} of ${counted(limit)}** characters`;
}

function folderWords(name: string, { folderName }: SkillContext): string {
  if (folderName === null || folderName === name) {
    return '';
  }
  // Other characters could be markup.
  return /^[\w.-]+$/.test(folderName) ? `, \`${folderName}\`` : ', which is another one';
}

function licenseWords(text: string): string {
  const known = licenses.find(({ id }) => id === text);
  return `${known ? `${known.name}. ` : ''}The short name of a license, or the name of a file in the skill.`;
}

function aboutPath(document: SkillDocument, offset: number, context: SkillContext): Hover | null {
  if (!context.files) {
    return null;
  }
  const body = scanBody(document);
  const covers = ({ start, end }: Span) => offset >= start && offset <= end;
  const index = new FileIndex(context.files, context);
  const code = codeReferences(body, index).find(({ span }) => covers(span));
  const link = body.links.find(({ span }) => covers(span));
  const reference = link && readReference(link.target);
  const path = code?.path ?? (reference?.kind === 'inside' ? reference.path : null);
  const file = context.files.find(candidate => candidate.path === path);
  const span = code?.span ?? link?.span;
  if (!file || !span) {
    return null;
  }
  const facts = [bytesWords(file.size), ...(file.isExecutable ? ['executable'] : [])];
  return { range: rangeOf(document, span), markdown: `In the bundle: ${facts.join(', ')}.` };
}
