import type { SkillDocument } from '../document/skillDocument.ts';
import { lengthOf } from '../fields.ts';
import { descriptionLimit } from '../limits.ts';
import type { SkillContext } from '../skillContext.ts';
import { isValidName, slug } from './slug.ts';

/** A name for a skill that has none: its folder's, else one made of its title. */
export function suggestedName(document: SkillDocument, context: SkillContext): string {
  const { folderName } = context;
  if (folderName !== null && isValidName(folderName)) {
    return folderName;
  }
  return slug(folderName ?? '') || slug(titleOf(document) ?? '') || 'my-skill';
}

/** A description for a skill that has none: its own first paragraph, else a sentence that the author has to replace. */
export function suggestedDescription(
  document: SkillDocument,
  name: string,
): { readonly text: string; readonly isOwn: boolean } {
  const paragraph = firstParagraph(document);
  if (paragraph !== null) {
    return { text: paragraph, isOwn: true };
  }
  return { text: `Describe what ${name} does. Use when the user asks for it.`, isOwn: false };
}

function titleOf(document: SkillDocument): string | null {
  return /^#[ \t]+(\S.{0,100})/m.exec(bodyStartOf(document))?.[1]?.trim() ?? null;
}

function firstParagraph(document: SkillDocument): string | null {
  for (const block of bodyStartOf(document).split(/(?:\r?\n){2,}/)) {
    const text = block.replace(/\s+/g, ' ').trim();
    const isProse = /^[A-Z][^#|<>`[\]*_]{20,}[.!]$/.test(text);
    if (isProse && lengthOf(text) <= descriptionLimit) {
      return text;
    }
  }
  return null;
}

/** The beginning of the body is enough to look at. */
function bodyStartOf(document: SkillDocument): string {
  return document.text.slice(document.bodyStart, Math.min(document.seenEnd, document.bodyStart + 5000));
}
