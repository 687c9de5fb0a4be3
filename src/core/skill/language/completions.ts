import { entryOf } from '../document/manifest.ts';
import { lineAt, lineEnd, offsetAt } from '../document/positions.ts';
import type { SkillDocument } from '../document/skillDocument.ts';
import { replaceSpan } from '../fix/edits.ts';
import { isValidName, slug } from '../fix/suggest.ts';
import { metadataKeys, productKeys, specKeys } from '../knownKeys.ts';
import type { Position, TextEdit } from '../problem.ts';
import type { SkillContext } from '../skillContext.ts';
import { licenses } from './licenses.ts';

/** One proposal. Applying it is its edit, which replaces what is typed already. */
export interface Completion {
  readonly label: string;
  readonly kind: 'key' | 'value' | 'file';
  /** A few words beside the label. */
  readonly detail: string;
  readonly edit: TextEdit;
  /** More proposals follow at once, as after a key. */
  readonly goesOn: boolean;
  /** Behind VS Code's own, which are in the order of their letters; else before them. */
  readonly isLast?: boolean;
}

/** Where the specification's own keys are from. */
const specification = 'Agent Skills';

/** What VS Code completes by itself: these keys, and the values of those that are true or false. */
const coreKeys: ReadonlySet<string> = new Set([
  'argument-hint',
  'compatibility',
  'context',
  'description',
  'disable-model-invocation',
  'license',
  'metadata',
  'name',
  'user-invocable',
]);

/** Nobody completes what is longer; an embedded picture makes lines of 100,000 characters. */
const maxWordLength = 1000;

/**
 * Proposals at a place, without those that VS Code makes itself. `readers` are the products that read the skill where
 * it is, whose keys alone are proposed besides the specification's; null for any product's.
 */
export function completions(
  document: SkillDocument,
  position: Position,
  context: SkillContext,
  readers: readonly string[] | null = null,
): readonly Completion[] {
  const place = placeOf(document, position);
  if (!place.isInFrontMatter) {
    return pathsInCode(document, place, context);
  }
  const value = /^([ \t]*)([A-Za-z][\w-]*):[ \t]+(.*)$/.exec(place.before);
  if (value) {
    return value[1] === '' ? valuesOf(document, place, value[2] ?? '', value[3] ?? '', context) : [];
  }
  const item = /^[ \t]*- +["']?([^"']*)$/.exec(place.before);
  if (item) {
    return keyAbove(document, place) === 'allowed-tools' ? toolsAt(document, place, item[1] ?? '') : [];
  }
  const key = /^([ \t]*)([A-Za-z][\w-]*|)$/.exec(place.before);
  return key ? keysAt(document, place, key[1] ?? '', key[2] ?? '', readers) : [];
}

function keysAt(
  document: SkillDocument,
  place: CursorPlace,
  indent: string,
  typed: string,
  readers: readonly string[] | null,
): readonly Completion[] {
  const hasColon = /^[\w-]*:/.test(place.after);
  const rest = /^[\w-]*/.exec(place.after)?.[0].length ?? 0;
  const span = { start: place.offset - typed.length, end: place.offset + rest };
  const asKey = (key: string, detail: string): Completion => ({
    isLast: detail !== specification && detail !== 'metadata',
    label: key,
    kind: 'key',
    detail,
    edit: replaceSpan(document, span, hasColon ? key : `${key}: `),
    goesOn: !hasColon,
  });
  if (indent !== '') {
    if (keyAbove(document, place) !== 'metadata') {
      return [];
    }
    const metadata = entryOf(document, 'metadata')?.value;
    const present = new Set(metadata?.kind === 'map' ? metadata.entries.map(({ key }) => key) : []);
    const isNew = (key: string) => !present.has(key) || key === typed + place.after.slice(0, rest);
    return metadataKeys
      .slice(0, 4)
      .filter(isNew)
      .map(key => asKey(key, 'metadata'));
  }
  const present = new Set(document.frontMatter?.entries.map(entry => entry.key));
  const known = [
    ...specKeys.map(key => ({ key, detail: specification })),
    ...productKeys
      .filter(({ products }) => readers === null || products.some(product => readers.includes(product)))
      .map(({ key, products }) => ({ key, detail: products.join(', ') })),
  ];
  return known
    .filter(
      ({ key }) => !coreKeys.has(key) && (!present.has(key) || key === typed + place.after.slice(0, rest)),
    )
    .map(({ key, detail }) => asKey(key, detail));
}

/** The key of the top level that the lines above the cursor belong to. */
function keyAbove(document: SkillDocument, place: CursorPlace): string | null {
  const start = document.frontMatter?.source.start ?? 0;
  const above = document.text.slice(start, place.offset - place.before.length).split(/\r\n|\n|\r/);
  for (const line of above.reverse()) {
    const key = /^([A-Za-z][\w-]*):/.exec(line)?.[1];
    if (key !== undefined) {
      return key;
    }
  }
  return null;
}

function valuesOf(
  document: SkillDocument,
  place: CursorPlace,
  key: string,
  typed: string,
  context: SkillContext,
): readonly Completion[] {
  if (key === 'allowed-tools') {
    return toolsAt(document, place, typed.replace(/^["'[]+/, ''));
  }
  const values =
    key === 'name' ? namesFor(context) : key === 'license' ? licensesFor(context) : knownValues(key);
  // A comment behind the value stays.
  const rest = place.after.replace(/(?:^|\s)#.*$/, '').trimEnd();
  const span = { start: place.offset - typed.length, end: place.offset + rest.length };
  return values.map(({ value, detail }) => ({
    label: value,
    kind: 'value',
    detail,
    edit: replaceSpan(document, span, value),
    goesOn: false,
  }));
}

interface Value {
  readonly value: string;
  readonly detail: string;
}

function namesFor({ folderName }: SkillContext): readonly Value[] {
  if (folderName === null) {
    return [];
  }
  const name = isValidName(folderName) ? folderName : slug(folderName);
  return name === '' ? [] : [{ value: name, detail: "the folder's name" }];
}

function licensesFor({ files }: SkillContext): readonly Value[] {
  const bundled = (files ?? []).filter(({ path }) => /^(?:licen[sc]e|copying|notice)[^/]*$/i.test(path));
  return [
    ...bundled.map(({ path }) => ({ value: path, detail: 'a file of the skill' })),
    ...licenses.map(({ id, name }) => ({ value: id, detail: name })),
  ];
}

function knownValues(key: string): readonly Value[] {
  const known = coreKeys.has(key) ? undefined : productKeys.find(product => product.key === key);
  return (known?.values ?? []).map(value => ({ value, detail: known?.products.join(', ') ?? '' }));
}

/** Tools at the last word, without those that are there already. */
function toolsAt(document: SkillDocument, place: CursorPlace, typed: string): readonly Completion[] {
  const word = /[^\s,]*$/.exec(typed.slice(-maxWordLength))?.[0] ?? '';
  const others = `${typed.slice(0, typed.length - word.length)} ${place.after}`.split(/[\s,\]"']+/);
  const span = { start: place.offset - word.length, end: place.offset };
  return tools
    .filter(({ name }) => !others.includes(name))
    .map(({ name, does }) => ({
      label: name,
      kind: 'value',
      detail: does,
      edit: replaceSpan(document, span, name),
      goesOn: false,
    }));
}

/** The skill's files, where a code span is being typed. */
function pathsInCode(
  document: SkillDocument,
  place: CursorPlace,
  { files }: SkillContext,
): readonly Completion[] {
  const backticks = place.before.split('`').length - 1;
  const isFence = /^\s*(?:`{3}|~{3})/.test(place.before);
  if (!files || isFence || backticks % 2 === 0 || isInFence(document, place)) {
    return [];
  }
  const typed = /[^\s`"']*$/.exec(place.before.slice(-maxWordLength))?.[0] ?? '';
  const rest = /^[\w./-]*/.exec(place.after)?.[0] ?? '';
  const span = { start: place.offset - typed.length, end: place.offset + rest.length };
  return files
    .filter(({ path }) => path.toLowerCase() !== 'skill.md')
    .map(({ path }) => ({
      label: path,
      kind: 'file',
      detail: 'a file of the skill',
      edit: replaceSpan(document, span, path),
      goesOn: false,
    }));
}

/** Whether a fence is open where the cursor's line starts. */
function isInFence(document: SkillDocument, place: CursorPlace): boolean {
  const above = document.text.slice(document.bodyStart, place.offset - place.before.length);
  let open = '';
  for (const { 1: mark = '', 2: rest = '' } of above.matchAll(/^[ \t>]*(`{3,}|~{3,})([^\r\n]*)/gm)) {
    if (open === '') {
      open = mark;
    } else if (mark.startsWith(open) && rest.trim() === '') {
      open = '';
    }
  }
  return open !== '';
}

/** Where a cursor is. `before` and `after` are what its line holds on both sides of it. */
interface CursorPlace {
  readonly offset: number;
  readonly isInFrontMatter: boolean;
  readonly before: string;
  readonly after: string;
}

/** While it is being typed, a front matter that is not closed reaches as far as it looks like one. */
function placeOf(document: SkillDocument, position: Position): CursorPlace {
  const offset = offsetAt(document, position);
  const { frontMatter, text } = document;
  const line = lineAt(document, offset);
  const isInFrontMatter =
    frontMatter !== null &&
    offset >= frontMatter.source.start &&
    (frontMatter.close ? offset < frontMatter.close.start : offset <= frontMatter.source.end);
  return {
    offset,
    isInFrontMatter,
    before: text.slice(document.lineStarts[line] ?? 0, offset),
    after: text.slice(offset, lineEnd(document, line)),
  };
}

/** Tools that `allowed-tools` may name, as Claude Code calls them; other products have their own or none. */
const tools: readonly { readonly name: string; readonly does: string }[] = [
  { name: 'Read', does: 'Reads files.' },
  { name: 'Write', does: 'Creates and overwrites files.' },
  { name: 'Edit', does: 'Changes parts of files.' },
  { name: 'NotebookEdit', does: 'Changes cells of Jupyter notebooks.' },
  { name: 'Glob', does: 'Finds files by patterns.' },
  { name: 'Grep', does: 'Searches in files.' },
  { name: 'Bash', does: 'Runs any shell command.' },
  { name: 'Bash(git:*)', does: 'Runs shell commands that start with git.' },
  { name: 'Bash(npm:*)', does: 'Runs shell commands that start with npm.' },
  { name: 'Bash(python:*)', does: 'Runs shell commands that start with python.' },
  { name: 'WebFetch', does: 'Fetches a page.' },
  { name: 'WebSearch', does: 'Searches the web.' },
  { name: 'Task', does: 'Hands work to a subagent.' },
  { name: 'TodoWrite', does: 'Keeps a list of what is to be done.' },
  { name: 'AskUserQuestion', does: 'Asks the person a question with choices.' },
  { name: 'Skill', does: 'Calls another skill.' },
];

/** Folders that products look for skills in, anywhere in a path, and the products by the names of `knownKeys.ts`. */
const readers: readonly (readonly [RegExp, readonly string[]])[] = [
  [/(?:^|\/)\.claude\/skills\//, ['Claude Code', 'VS Code', 'Cursor']],
  [/(?:^|\/)\.github\/skills\//, ['VS Code']],
  [/(?:^|\/)\.cursor\/skills\//, ['Cursor']],
  [/(?:^|\/)\.agents\/skills\//, ['VS Code', 'Cursor', 'OpenClaw', 'Kimi Code']],
  [/(?:^|\/)\.kimi\/skills\//, ['Kimi Code']],
  [/(?:^|\/)\.hermes\/skills\//, ['Hermes Agent']],
  [/(?:^|\/)\.openclaw\/skills\//, ['OpenClaw']],
  [/(?:^|\/)plugins\/[^/]+\/skills\//, ['Claude Code', 'VS Code']],
];

/** The product that a place is named after comes first: its keys are offered there. Null where nobody in particular reads. */
export function readersOf(folder: string): readonly string[] | null {
  return readers.find(([place]) => place.test(`${folder}/`))?.[1] ?? null;
}
