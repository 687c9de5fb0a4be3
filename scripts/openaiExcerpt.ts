import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** An OpenAPI document, or a part of one. */
export type OpenapiPart = { readonly [name: string]: unknown };

/** What a document says to people: whoever only holds messages to it needs none of that. */
const forReaders = new Set([
  'description',
  'summary',
  'title',
  'tags',
  'example',
  'examples',
  'deprecated',
  'externalDocs',
]);

/**
 * The paths of skills of OpenAI's OpenAPI document, and whatever they refer to, without descriptions and examples.
 * `source` says where the document came from. Throws where the document has no such paths, or refers to what it has not.
 */
export function openaiExcerpt(document: OpenapiPart, source: string): OpenapiPart {
  const { openapi, info } = document;
  const { title, version } = partOf(info);
  const paths = Object.fromEntries(
    Object.entries(partOf(document.paths))
      .filter(([path]) => /^\/skills(\/|$)/.test(path))
      .map(([path, operations]) => [path, bare(operations)]),
  );
  if (Object.keys(paths).length === 0) {
    throw new Error('The document describes no skills: it has no path /skills.');
  }
  return { source, openapi, info: { title, version }, paths, components: referredTo(document, paths) };
}

/** The components that the paths lead to, by kind and name, in the order of the alphabet. */
function referredTo(document: OpenapiPart, paths: OpenapiPart): OpenapiPart {
  const found = new Map<string, unknown>();
  const waiting = [...referencesIn(paths)];
  for (let reference = waiting.pop(); reference !== undefined; reference = waiting.pop()) {
    if (found.has(reference)) {
      continue;
    }
    const [kind = '', name = ''] = reference.split('/').slice(2);
    const component = partOf(partOf(document.components)[kind])[name];
    if (component === undefined) {
      throw new Error(`The document refers to ${reference}, which it has not.`);
    }
    const bareComponent = bare(component);
    found.set(reference, bareComponent);
    waiting.push(...referencesIn(bareComponent));
  }
  const components: Record<string, Record<string, unknown>> = {};
  for (const reference of [...found.keys()].sort()) {
    const [kind = '', name = ''] = reference.split('/').slice(2);
    components[kind] = { ...components[kind], [name]: found.get(reference) };
  }
  return components;
}

function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) {
    return value.flatMap(referencesIn);
  }
  return Object.entries(partOf(value)).flatMap(([name, content]) =>
    name === '$ref' && typeof content === 'string' ? [content] : referencesIn(content),
  );
}

/** Without what is for readers. Below `properties` names are the vendor's fields, of which none is left out. */
function bare(value: unknown, areFields = false): unknown {
  if (Array.isArray(value)) {
    return value.map(item => bare(item));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => areFields || !(forReaders.has(name) || name.startsWith('x-')))
      .map(([name, content]) => [name, bare(content, !areFields && name === 'properties')]),
  );
}

function partOf(value: unknown): OpenapiPart {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as OpenapiPart) : {};
}

/** The installed package that a document lies in, as words for its source; null for a file that lies in none. */
export async function packageSource(file: string): Promise<string | null> {
  const inside = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\/(.+)$/.exec(file.replaceAll('\\', '/'));
  if (inside === null) {
    return null;
  }
  const [, folder = '', name = ''] = inside;
  const about = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return `${name} of the npm package ${about.name} ${about.version}, ${about.license ?? 'no'} License`;
}
