import type { Failure } from '../failure/failure.ts';
import type { FileFlaw } from '../failure/parts.ts';
import { decode, record, text } from '../text/decode.ts';
import { failed, type Result, success } from '../text/result.ts';
import { linkFileName } from './linkFileName.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * What `.skillwright.json` holds, with fields that this version does not know; they are kept on every rewrite.
 * Opaque: read and changed by the functions here.
 */
export interface LinkFile {
  readonly content: JsonObject;
}

/** A skill folder's remote twin in one registry, as of the last publish or download. */
export interface Link {
  readonly skillId: string;
  /** The remote skill's name, by which a folder that was moved outside the editor is recognised. */
  readonly name: string;
  /** The key of the version that the folder's content was last published as, or downloaded from. */
  readonly version: string;
  /** That version's content digest, `sha256:…`. */
  readonly digest: string;
  /** ISO 8601, UTC. */
  readonly publishedAt: string;
}

const linkTexts = { skillId: text, name: text, version: text, digest: text, publishedAt: text };
const linkFields = record(linkTexts);

/** A file in which nothing is linked. */
export const emptyLinkFile: LinkFile = { content: { version: 1, skills: {} } };

/** Reads the file's text. Anything that we could not rewrite without loss is a `malformed-file` failure. */
export function parseLinkFile(text: string, path: string = linkFileName): Result<LinkFile, Failure> {
  const malformed = (why: FileFlaw) => failed({ kind: 'malformed-file', path, why });
  if (/^(<{7}|>{7}|={7})(\s|$)/m.test(text)) {
    return malformed('it holds conflict markers of git: settle the conflict first');
  }
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return malformed(`it is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isObject(content)) {
    return malformed('it is not a JSON object');
  }
  if (isDeeperThan(content, maxDepth)) {
    return malformed(`it is nested more than ${maxDepth} deep`);
  }
  if (content.version !== 1) {
    return malformed(`its "version" is ${JSON.stringify(content.version ?? null)}, not 1`);
  }
  const why = wrongEntry(content);
  return why === null ? success({ content }) : malformed(why);
}

/** Deeper than anything that makes sense; what is rewritten is walked by recursion. */
const maxDepth = 100;

/** Longer than the id of any registry, in characters. */
const maxIdLength = 1_000;

function isDeeperThan(content: JsonObject, limit: number): boolean {
  let level: readonly unknown[] = [content];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) {
      return true;
    }
    level = level.flatMap(value => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
  return false;
}

/** The text to write: keys sorted at every level, two spaces, one value a line, so that branches merge. */
export function formatLinkFile(file: LinkFile): string {
  return `${JSON.stringify(sorted(file.content), null, 2)}\n`;
}

/** The link of the skill in `folder`, a path relative to the file with `/`. `registryKey` as in registryKey.ts. */
export function linkOf(file: LinkFile, folder: string, registryKey: string): Link | null {
  return linksOf(file, folder).get(registryKey) ?? null;
}

/** All links of the skill in `folder`, by registry key. */
export function linksOf(file: LinkFile, folder: string): ReadonlyMap<string, Link> {
  const entries = Object.entries(objectAt(skillAt(file, folder), 'registries'));
  return new Map(
    entries.flatMap(([key, entry]) => {
      const read = decode(linkFields, entry);
      return read.ok ? [[key, read.value] as const] : [];
    }),
  );
}

/** Every folder that the file knows, sorted. */
export function linkedFolders(file: LinkFile): readonly string[] {
  return Object.keys(objectAt(file.content, 'skills')).sort();
}

/** The file with `link` in place of what `folder` was linked to in that registry. */
export function withLink(file: LinkFile, folder: string, registryKey: string, link: Link): LinkFile {
  const skill = skillAt(file, folder);
  const registries = objectAt(skill, 'registries');
  const entry = { ...objectAt(registries, registryKey), ...link };
  return withSkill(file, folder, { ...skill, registries: { ...registries, [registryKey]: entry } });
}

/** The file after `from` was renamed or moved to `to`; links of folders inside `from` move along. */
export function moveLinks(file: LinkFile, from: string, to: string): LinkFile {
  return withFolders(withoutFolders(file, from), to, takeFolders(file, from));
}

/** What a link file knows of a folder and the folders inside it, with their paths from that folder; '' is itself. */
export type LinkedFolders = ReadonlyMap<string, JsonObject>;

/** What the file knows of `folder` and the folders inside it. */
export function takeFolders(file: LinkFile, folder: string): LinkedFolders {
  const inside = Object.entries(objectAt(file.content, 'skills')).flatMap(([path, skill]) => {
    if (!isObject(skill) || (path !== folder && !path.startsWith(`${folder}/`))) {
      return [];
    }
    return [[path.slice(folder.length + 1), skill] as const];
  });
  return new Map(inside);
}

/** The file without `folder` and the folders inside it. */
export function withoutFolders(file: LinkFile, folder: string): LinkFile {
  const skills = Object.entries(objectAt(file.content, 'skills')).filter(
    ([path]) => path !== folder && !path.startsWith(`${folder}/`),
  );
  return { content: { ...file.content, skills: Object.fromEntries(skills) } };
}

/** The file with what another one knew of a folder, under `folder`; what it knew of the same registries goes. */
export function withFolders(file: LinkFile, folder: string, taken: LinkedFolders): LinkFile {
  let result = file;
  for (const [path, skill] of taken) {
    const at = path === '' ? folder : `${folder}/${path}`;
    const before = skillAt(result, at);
    const registries = { ...objectAt(before, 'registries'), ...objectAt(skill, 'registries') };
    result = withSkill(result, at, { ...before, ...skill, registries });
  }
  return result;
}

/** Digests of files that look like secrets and that somebody decided to publish, by path in the skill. */
export function allowedSecrets(file: LinkFile, folder: string): ReadonlyMap<string, string> {
  const entries = Object.entries(objectAt(skillAt(file, folder), 'allowedSecrets'));
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** The file with the decision to publish `allowed` (path in the skill → file digest) in spite of what they hold. */
export function withAllowedSecrets(
  file: LinkFile,
  folder: string,
  allowed: ReadonlyMap<string, string>,
): LinkFile {
  const skill = skillAt(file, folder);
  const merged = { ...objectAt(skill, 'allowedSecrets'), ...Object.fromEntries(allowed) };
  return withSkill(file, folder, { ...skill, allowedSecrets: merged });
}

/** What another room keeps beside a skill's links, under a name of its own; undefined where there is nothing. */
export function noteOf(file: LinkFile, folder: string, name: string): unknown {
  const skill = skillAt(file, folder);
  return Object.hasOwn(skill, name) ? skill[name] : undefined;
}

/** The file with such a note in place of what was there. `note` is plain JSON. */
export function withNote(file: LinkFile, folder: string, name: string, note: object): LinkFile {
  return withSkill(file, folder, { ...skillAt(file, folder), [name]: note as JsonObject });
}

function wrongEntry(content: JsonObject): FileFlaw | null {
  if (content.skills !== undefined && !isObject(content.skills)) {
    return '"skills" is not an object';
  }
  for (const [folder, skill] of Object.entries(objectAt(content, 'skills'))) {
    if (!isObject(skill)) {
      return `the entry of "${folder}" is not an object`;
    }
    for (const part of ['registries', 'allowedSecrets']) {
      if (skill[part] !== undefined && !isObject(skill[part])) {
        return `"${part}" of "${folder}" is not an object`;
      }
    }
    for (const [registry, link] of Object.entries(objectAt(skill, 'registries'))) {
      const flaw = wrongLink(folder, registry, link);
      if (flaw !== null) {
        return flaw;
      }
    }
  }
  return null;
}

function wrongLink(folder: string, registry: string, link: unknown): FileFlaw | null {
  if (!isObject(link)) {
    return `the link of "${folder}" to "${registry}" is not an object`;
  }
  const missing = Object.keys(linkTexts).find(field => typeof link[field] !== 'string');
  if (missing) {
    return `the link of "${folder}" to "${registry}" has no text in "${missing}"`;
  }
  if (!isId(link.skillId) || !isId(link.version)) {
    return `the link of "${folder}" to "${registry}" has an id that no registry gives`;
  }
  return null;
}

/** An id goes into an address: half a character or a control character cannot, and nothing of any length. */
function isId(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    value !== '' &&
    value.length <= maxIdLength &&
    value.isWellFormed() &&
    !/\p{Cc}/u.test(value)
  );
}

function withSkill(file: LinkFile, folder: string, skill: JsonObject): LinkFile {
  return { content: { ...file.content, skills: { ...objectAt(file.content, 'skills'), [folder]: skill } } };
}

function skillAt(file: LinkFile, folder: string): JsonObject {
  return objectAt(objectAt(file.content, 'skills'), folder);
}

function objectAt(parent: JsonObject, key: string): JsonObject {
  const value = Object.hasOwn(parent, key) ? parent[key] : undefined;
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (!isObject(value)) {
    return value;
  }
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map(key => [key, sorted(value[key])]));
}
