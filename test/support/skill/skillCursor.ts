import { parseSkill } from '../../../src/core/skill/document/parseSkill.ts';
import { positionAt } from '../../../src/core/skill/document/positions.ts';
import type { SkillDocument } from '../../../src/core/skill/document/skillDocument.ts';
import type { Position, Range } from '../../../src/core/skill/problem.ts';
import { noContext, type SkillContext } from '../../../src/core/skill/skillContext.ts';

/** A document with a cursor where `¦` stands in the text. */
export function withCursor(marked: string): {
  readonly document: SkillDocument;
  readonly position: Position;
} {
  const document = parseSkill(marked.replace('¦', ''));
  return { document, position: positionAt(document, marked.indexOf('¦')) };
}

/** A document with a selection between two `¦`. */
export function withSelection(marked: string): { readonly document: SkillDocument; readonly range: Range } {
  const document = parseSkill(marked.replaceAll('¦', ''));
  const start = marked.indexOf('¦');
  const end = marked.lastIndexOf('¦') - 1;
  return { document, range: { start: positionAt(document, start), end: positionAt(document, end) } };
}

/** A skill called `pdf-forms` with these files besides SKILL.md, of 1,500 bytes each. */
export function skillWith(...paths: readonly string[]): SkillContext {
  const files = ['SKILL.md', ...paths].map(path => ({
    path,
    size: 1500,
    isExecutable: path.startsWith('scripts/'),
  }));
  return { ...noContext, folderName: 'pdf-forms', files };
}
