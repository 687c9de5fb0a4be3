import type { ManifestEntry, ManifestNode, SkillDocument, Span } from '../document/skillDocument.ts';

/** Nobody has more of them; in the rest none is looked for. */
const maxTabs = 100;

/**
 * Tabs, with the blanks around them, that YAML takes for blanks or for a part of a plain text, and that the parsers of
 * Python refuse: everywhere but in quotes, in the lines of a block and behind a number sign. None where the front matter
 * has other mistakes.
 */
export function tabsBetween({ text, frontMatter }: SkillDocument): readonly Span[] {
  const source = frontMatter ? text.slice(frontMatter.source.start, frontMatter.source.end) : '';
  if (!frontMatter?.close || frontMatter.faults.length > 0 || !source.includes('\t')) {
    return [];
  }
  const allowed = frontMatter.entries.flatMap(({ value }) => placesOfText(text, value));
  const isAllowed = (at: number) => allowed.some(({ start, end }) => at >= start && at < end);
  const found: Span[] = [];
  for (const { 0: line, index } of source.matchAll(/[^\r\n]+/g)) {
    const lineStart = frontMatter.source.start + index;
    const comment = [...line.matchAll(/(?<![^ \t])#/g)].find(sign => !isAllowed(lineStart + sign.index));
    const code = line.slice(0, comment?.index ?? line.length);
    for (const { 0: blanks, index: at } of code.includes('\t') ? code.matchAll(/[ \t]*\t[ \t]*/g) : []) {
      const start = lineStart + at;
      if (found.length < maxTabs && !isAllowed(start + blanks.indexOf('\t'))) {
        found.push({ start, end: start + blanks.length });
      }
    }
  }
  return found;
}

/** Where a value may hold tabs. */
function placesOfText(text: string, node: ManifestNode): readonly Span[] {
  switch (node.kind) {
    case 'map':
      return node.entries.flatMap(({ value }: ManifestEntry) => placesOfText(text, value));
    case 'list':
      return node.items.flatMap(item => placesOfText(text, item));
    case 'string': {
      const { start, end } = node.span;
      const header = node.style === 'block' ? text.slice(start, end).search(/[\r\n]/) : 0;
      return node.style === 'plain' || header === -1 ? [] : [{ start: start + header, end }];
    }
    default:
      return [];
  }
}
