import type { ManifestEntry, ManifestNode, SkillDocument } from './skillDocument.ts';

/** The front matter as the registries and agents read it. */
export interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly license?: string;
  readonly compatibility?: string;
  /** Values that are numbers or true or false are given as they are written. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly allowedTools?: readonly string[];
}

/** The first entry with this key, or null. */
export function entryOf(document: SkillDocument, key: string): ManifestEntry | null {
  return document.frontMatter?.entries.find(entry => entry.key === key) ?? null;
}

/** The text of a scalar; null for a list, a map or nothing. */
export function scalarText(node: ManifestNode): string | null {
  if (node.kind === 'string') {
    return node.value;
  }
  return node.kind === 'number' || node.kind === 'boolean' ? node.source : null;
}

function stringOf(document: SkillDocument, key: string): string | null {
  const node = entryOf(document, key)?.value;
  const text = node?.kind === 'string' ? node.value.trim() : '';
  return text === '' ? null : text;
}

/** Null unless the front matter is closed, free of YAML errors, and has a name and a description that are text. */
export function readManifest(document: SkillDocument): Manifest | null {
  const { frontMatter } = document;
  if (!frontMatter?.close || frontMatter.faults.length > 0) {
    return null;
  }
  const name = stringOf(document, 'name');
  const description = stringOf(document, 'description');
  if (name === null || description === null) {
    return null;
  }
  const license = stringOf(document, 'license');
  const compatibility = stringOf(document, 'compatibility');
  const allowedTools = toolsOf(entryOf(document, 'allowed-tools')?.value);
  return {
    name,
    description,
    metadata: metadataOf(entryOf(document, 'metadata')?.value),
    ...(license === null ? {} : { license }),
    ...(compatibility === null ? {} : { compatibility }),
    ...(allowedTools === null ? {} : { allowedTools }),
  };
}

function metadataOf(node: ManifestNode | undefined): Record<string, string> {
  if (node?.kind !== 'map') {
    return {};
  }
  const pairs = node.entries.map(({ key, value }) => [key, scalarText(value)] as const);
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair[1] !== null));
}

function toolsOf(node: ManifestNode | undefined): readonly string[] | null {
  if (node?.kind === 'list') {
    return node.items.map(scalarText).filter(text => text !== null);
  }
  return node?.kind === 'string' ? splitTools(node.value) : null;
}

/** Splits at spaces and commas, though not inside brackets: `Bash(git add:*) Read` is two tools. */
export function splitTools(text: string): readonly string[] {
  const tools: string[] = [];
  let depth = 0;
  let current = '';
  for (const char of text) {
    if (char === '(') {
      depth++;
    } else if (char === ')') {
      depth = Math.max(0, depth - 1);
    }
    if (depth === 0 && /[\s,]/.test(char)) {
      if (current !== '') {
        tools.push(current);
      }
      current = '';
    } else {
      current += char;
    }
  }
  return current === '' ? tools : [...tools, current];
}
