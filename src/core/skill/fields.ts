import { withoutInvisible } from './document/invisible.ts';
import { entryOf } from './document/manifest.ts';
import type { FrontMatter, ManifestEntry, ManifestNode, SkillDocument } from './document/skillDocument.ts';
import { keyMeant } from './knownKeys.ts';

/** The front matter when its keys and values can be told; what is broken before that has rules of its own. */
function readable(document: SkillDocument): FrontMatter | null {
  const { frontMatter } = document;
  return frontMatter?.close && frontMatter.state === 'parsed' && frontMatter.root !== 'other'
    ? frontMatter
    : null;
}

/** The first entry with this key, unless the YAML is broken there. */
export function field(document: SkillDocument, key: string): ManifestEntry | null {
  const entry = entryOf(document, key);
  return entry && isReadable(document, entry) ? entry : null;
}

/** All entries where the YAML is not broken. */
export function readableEntries(document: SkillDocument): readonly ManifestEntry[] {
  return readable(document)?.entries.filter(entry => isReadable(document, entry)) ?? [];
}

/** Whether a key's absence is certain. */
export function isAbsent(document: SkillDocument, key: string): boolean {
  const frontMatter = readable(document);
  if (!frontMatter || frontMatter.entries.some(entry => withoutInvisible(entry.key) === key)) {
    return false;
  }
  return frontMatter.broken.every(({ start, end }) => !document.text.slice(start, end).includes(key));
}

function isReadable(document: SkillDocument, { span }: ManifestEntry): boolean {
  const frontMatter = readable(document);
  return frontMatter?.broken.every(broken => span.end <= broken.start || span.start >= broken.end) ?? false;
}

/** Whether a key is there under another spelling: to correct that is better than to add the key. */
export function isMisspelt(document: SkillDocument, key: string): boolean {
  return readableEntries(document).some(entry => entry.key !== key && keyMeant(entry.key) === key);
}

/** Unicode code points, as the registries' validators count. */
export function lengthOf(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length - 1; i++) {
    if (isHighSurrogate(text.charCodeAt(i)) && isLowSurrogate(text.charCodeAt(i + 1))) {
      length--;
    }
  }
  return length;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000;
}

/** What YAML takes a value for: "a list", "an alias". */
export function kindWords({ kind }: ManifestNode): string {
  return kind === 'alias' ? 'an alias' : kind === 'string' ? 'a text' : `a ${kind}`;
}

/** A number as the messages write it: 1,024. */
export function counted(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** Text from a document inside a message: on one line, and not for ever. */
export function quotedBit(text: string, limit = 40): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `"${line.length > limit ? `${line.slice(0, limit)}…` : line}"`;
}
