import { type Node, Parser } from 'commonmark';
import { scanBody } from '../../../src/core/skill/document/body.ts';
import { parseSkill } from '../../../src/core/skill/document/parseSkill.ts';
import type { BodyLink } from '../../../src/core/skill/markdown/parts.ts';

/** What our scanner and CommonMark's reference parser have to agree on, in a form that can be compared. */
export interface MarkdownParts {
  readonly fences: readonly string[];
  readonly indented: readonly string[];
  readonly codes: readonly string[];
  /** Links and images with a target of their own, then those that definitions give theirs. */
  readonly links: readonly string[];
  readonly definitions: readonly string[];
}

/** Without blanks and `>`, which may belong to the lists and quotes around. */
function bare(text: string): string {
  return text.replace(/[\s>]+/g, '');
}

/** A link as the reference parser gives it: without escapes and entities, with what is no ASCII encoded. */
function normal(markdown: string, { target, span }: BodyLink): string {
  const isAutolink = /(?<![(:][\s>]*)<$/.test(markdown.slice(0, span.start)) && markdown[span.end] === '>';
  const inBrackets = target.replace(/\\.|\\$|[<>]/g, found => (found.length > 1 ? found : `\\${found}`));
  return firstNode(isAutolink ? `<${target}>` : `[x](<${inBrackets}>)`, 'link')?.destination ?? target;
}

function firstNode(markdown: string, type: string): Node | null {
  const walker = new Parser().parse(markdown).walker();
  for (let step = walker.next(); step; step = walker.next()) {
    if (step.node.type === type) {
      return step.node;
    }
  }
  return null;
}

/** As the reference parser reads the Markdown. */
function referenceParts(markdown: string): MarkdownParts {
  const parser = new Parser();
  const walker = parser.parse(markdown).walker();
  const fences: string[] = [];
  const indented: string[] = [];
  const codes: string[] = [];
  const links: string[] = [];
  for (let step = walker.next(); step; step = walker.next()) {
    const { node, entering } = step;
    if (!entering) {
      continue;
    }
    const text = bare(node.literal ?? '');
    if (node.type === 'code_block') {
      (node._isFenced ? fences : indented).push(node._isFenced ? `${bare(node.info ?? '')}|${text}` : text);
    } else if (node.type === 'code') {
      codes.push(text);
    } else if (node.type === 'link' || node.type === 'image') {
      links.push(`${node.type} ${node.destination}`);
    }
  }
  const definitions = Object.values(parser.refmap).map(({ destination }) => destination);
  return { fences, indented, codes, links: links.sort(), definitions: definitions.sort() };
}

/** As our scanner reads it. */
export function ownParts(markdown: string): MarkdownParts {
  const { fences, indented, codeSpans, links } = scanBody(parseSkill(markdown));
  const own = links.filter(link => !isFromTag(markdown, link));
  const inline = own.filter(({ kind }) => kind !== 'definition');
  return {
    fences: fences.map(({ info, content }) => `${bare(infoOf(info))}|${bare(content.text)}`),
    indented: indented.map(({ text }) => bare(text)),
    codes: codeSpans.map(({ text }) => bare(text)),
    links: inline.map(link => `${link.kind} ${normal(markdown, link)}`).sort(),
    definitions: own
      .filter(({ kind }) => kind === 'definition')
      .map(link => normal(markdown, link))
      .sort(),
  };
}

function infoOf(info: string): string {
  return firstNode(`~~~ ${info}\n~~~`, 'code_block')?.info ?? info;
}

function isFromTag(markdown: string, { span }: BodyLink): boolean {
  return /(?:src|href)\s*=\s*["']$/i.test(markdown.slice(Math.max(0, span.start - 20), span.start));
}

/** Where the two differ; nothing when they agree. */
export function disagreements(markdown: string): readonly string[] {
  const theirs = referenceParts(markdown);
  const ours = ownParts(markdown);
  const lists = (['fences', 'indented', 'codes'] as const).filter(
    part => JSON.stringify(ours[part]) !== JSON.stringify(theirs[part]),
  );
  const found = lists.map(
    part => `${part}: ${JSON.stringify(ours[part])}, not ${JSON.stringify(theirs[part])}`,
  );
  // Of a label that is defined twice the reference parser keeps the first.
  const defined = new Set(ours.definitions);
  if (
    theirs.definitions.some(target => !defined.has(target)) ||
    (theirs.definitions.length === 0 && defined.size > 0)
  ) {
    found.push(`definitions: ${JSON.stringify(ours.definitions)}, not ${JSON.stringify(theirs.definitions)}`);
  }
  const rest = without(theirs.links, ours.links);
  const isElsewhere = (link: string) =>
    defined.has(link.slice(link.indexOf(' ') + 1)) || / mailto:/.test(link);
  if (!rest?.every(isElsewhere)) {
    found.push(`links: ${JSON.stringify(ours.links)}, not ${JSON.stringify(theirs.links)}`);
  }
  return found;
}

/** What is left of a list when others, sorted alike, are taken out; null when one is not in it. */
function without(list: readonly string[], others: readonly string[]): readonly string[] | null {
  const rest: string[] = [];
  let next = 0;
  for (const item of list) {
    if (item === others[next]) {
      next++;
    } else {
      rest.push(item);
    }
  }
  return next === others.length ? rest : null;
}
