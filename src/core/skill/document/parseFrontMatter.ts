import { isMap, isScalar } from 'yaml';
import { frontMatterLimit, frontMatterLines, frontMatterMarks } from '../limits.ts';
import type { FrontMatterPlace } from './findFrontMatter.ts';
import type { FrontMatter, ManifestEntry, Span, YamlFault } from './skillDocument.ts';
import { plainEntries } from './yaml/plainEntries.ts';
import { faultsOf, type YamlBlock, yamlBlocks } from './yaml/yamlFaults.ts';
import { NodeReader, parseYaml } from './yaml/yamlNodes.ts';

/** More broken keys than this are not explained one by one, and more keys not read one by one. */
const maxBroken = 10;
const maxBlocks = 100;

/** Parses the YAML between the delimiters. Sizes and shapes that the parser is slow on are refused beforehand. */
export function parseFrontMatter(text: string, place: FrontMatterPlace): FrontMatter {
  const { start: shift } = place.source;
  // To YAML a lone CR ends a line, to the parser it does not.
  const source = text.slice(shift, place.source.end).replaceAll(/\r(?!\n)/g, '\n');
  const unread = {
    ...place,
    root: 'other',
    entries: [],
    faults: [],
    broken: [],
    anchors: [],
    tags: [],
  } as const;
  if (source.length > frontMatterLimit) {
    return { ...unread, state: 'too-large' };
  }
  if (isTooComplex(source)) {
    return { ...unread, state: 'too-complex' };
  }

  const ends = [...source.matchAll(/^\uFEFF?\.\.\.(?=\s|$)/gm)].map(({ 0: { length }, index }) => {
    const start = shift + index;
    return { start, end: start + length };
  });
  if (ends.length > 0) {
    return endedEarly(text, place, ends);
  }

  const plain = plainEntries(source, shift);
  if (plain) {
    return { ...unread, state: 'parsed', root: 'map', entries: plain };
  }
  const parsed = parseYaml(source);
  const root = parsed.contents;
  const isEmpty = root === null || (isScalar(root) && root.value === null);
  if (parsed.errors.length > 0 || !(isMap(root) || isEmpty)) {
    const codes = new Set<string>(parsed.errors.map(({ code }) => code));
    const byKey = readByKey(source, place.source, codes);
    if (byKey) {
      return { ...place, ...byKey, state: 'parsed' };
    }
  }
  const reader = new NodeReader(source, shift);
  const entries = isMap(root) ? reader.readEntries(root) : [];
  const error = parsed.errors[0];
  const stray = strayAliases(source, shift, entries);
  return {
    ...place,
    state: 'parsed',
    root: isMap(root) ? 'map' : isEmpty ? 'empty' : 'other',
    entries,
    faults: error ? [{ kind: 'syntax', code: error.code, span: within(error.pos, place.source) }] : stray,
    broken: error ? [place.source] : stray.map(({ span }) => span),
    anchors: withoutThose(reader.anchors, stray),
    tags: reader.tags,
  };
}

/** Reads what comes before the first line of three dots; the rest is not reliable. */
function endedEarly(text: string, place: FrontMatterPlace, ends: readonly Span[]): FrontMatter {
  const end = ends[0]?.start ?? place.source.end;
  const before = parseFrontMatter(text, { ...place, source: { start: place.source.start, end } });
  const faults = ends.slice(0, maxBroken).map(span => ({ kind: 'early-end', span }) as const);
  return {
    ...before,
    source: place.source,
    root: 'map',
    faults: [...before.faults, ...faults],
    broken: [...before.broken, { start: end, end: place.source.end }],
  };
}

/** A key with `>` or `|` and no text, or one whose text people break into lines. */
const goesOn = /^(?:description:[ \t]+\S|[\w-]+:[ \t]*[|>][-+\d]*[ \t]*(?:#.*)?\s*$)/;

/** A quote that ends on a line at the left edge is closed; that the line stands there is a mistake of its own. */
function isClosedBelow(fault: YamlFault, source: string, { text, start }: YamlBlock, shift: number): boolean {
  if (fault.kind !== 'unclosed-quote') {
    return false;
  }
  const rest = source.slice(start - shift + text.length).split(/^[\w-]+:(?=\s|$)/m, 1)[0] ?? '';
  return rest.trimEnd().endsWith(fault.quote);
}

/**
 * Reads each top-level key on its own. Null when that does not help: too many keys, or no key at all.
 * An alias whose anchor is under another key is not a mistake; `codes` are the errors of the whole.
 */
function readByKey(
  source: string,
  place: Span,
  codes: ReadonlySet<string>,
): Pick<FrontMatter, 'root' | 'entries' | 'faults' | 'broken' | 'anchors' | 'tags'> | null {
  const blocks = yamlBlocks(source, place.start);
  if (blocks.length > maxBlocks || !/^[\w-]+(?::|[ \t]*\uff1a)/m.test(source)) {
    return null;
  }
  const entries: ManifestEntry[] = [];
  const faults: YamlFault[] = [];
  const broken: Span[] = [];
  const anchors: Span[] = [];
  const tags: Span[] = [];
  for (const [index, block] of blocks.entries()) {
    const reader = new NodeReader(block.text, block.start);
    const parsed = parseYaml(block.text);
    const root = parsed.contents;
    const isBroken = parsed.errors.some(({ code }) => codes.has(code) || code !== 'BAD_ALIAS');
    const read = isMap(root) ? reader.readEntries(root) : [];
    const stray = strayAliases(source, place.start, read);
    entries.push(...read);
    anchors.push(...withoutThose(reader.anchors, stray));
    tags.push(...reader.tags);
    if (!isBroken && (isMap(root) || root === null)) {
      faults.push(...stray);
      broken.push(...stray.map(({ span }) => span));
      continue;
    }
    broken.push({ start: block.start, end: block.start + block.text.length });
    if (broken.length <= maxBroken) {
      const found = faultsOf(block, parsed.errors[0] ?? null);
      faults.push(...found.filter(fault => !isClosedBelow(fault, source, block, place.start)));
      const above = blocks[index - 1];
      if (above && found[0]?.kind === 'stray' && goesOn.test(above.text)) {
        // The rest of the text is there, though not where the key has it: no rule judges the beginning.
        broken.push({ start: above.start, end: above.start + above.text.length });
      }
    }
  }
  return faults.length > 0 ? { root: 'map', entries, faults, broken, anchors, tags } : null;
}

type Unquoted = Extract<YamlFault, { readonly kind: 'unquoted' }>;

/** Values such as `*word` that nobody meant as an alias: there is no `&word`. The parser lets them pass. */
function strayAliases(source: string, shift: number, entries: readonly ManifestEntry[]): readonly Unquoted[] {
  return entries.flatMap(({ key, value }) => {
    if (value.kind === 'map') {
      return strayAliases(source, shift, value.entries);
    }
    if (value.kind !== 'alias') {
      return [];
    }
    const { span } = value;
    const anchor = source.slice(span.start - shift, span.end - shift).replace('*', '&');
    return source.includes(anchor) ? [] : [{ kind: 'unquoted', key, why: '"*" at its start', span }];
  });
}

function withoutThose(anchors: readonly Span[], stray: readonly Unquoted[]): readonly Span[] {
  return anchors.filter(({ start }) => stray.every(({ span }) => span.start !== start));
}

function within([from, to]: readonly [number, number], source: Span): Span {
  const start = Math.min(from + source.start, source.end);
  return { start, end: Math.min(Math.max(to + source.start, start), source.end) };
}

/** Counts lines and characters that may be syntax; either bounds the parser's time. */
function isTooComplex(source: string): boolean {
  const lines = source.match(/[\r\n]/g)?.length ?? 0;
  const marks = source.match(/[[\]{},&!*?:%"'-]/g)?.length ?? 0;
  return lines > frontMatterLines || marks > frontMatterMarks;
}
