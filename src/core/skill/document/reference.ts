/** What a link's target or a mentioned path leads to. */
export type Reference =
  /** Another address, a place in the same file, or a template to be filled in: nothing to check. */
  | { readonly kind: 'elsewhere' }
  /** From a root: `/x`, `C:\x`, `~/x` or `file:`. */
  | { readonly kind: 'absolute' }
  /** Climbs out of the skill's folder. */
  | { readonly kind: 'outside' }
  /** A path relative to the skill's folder, normalised; '' is the folder itself. */
  | { readonly kind: 'inside'; readonly path: string };

/** Claude Code replaces these by the skill's own folder. */
const ownFolder = /^(?:\$\{CLAUDE_SKILL_DIR\}|\$CLAUDE_SKILL_DIR|\{baseDir\})[\\/]/;

/** Names between slashes, none of which begins or ends with a dot: what most targets are, and already normalised. */
const plainPath = /^(?:[\w-]+(?:\.[\w-]+)*\/)*[\w-]+(?:\.[\w-]+)*$/;

/** What people write where a link is to be filled in: `[title](url)`, `![alt](path/to/image.png)`. */
const placeholder =
  /^(?:(?:(?:the|your)[-_])?(?:(?:source|image|img|file|page|doc|issue|pr|commit|repo)[-_]?)?(?:url|uri|link|href|path)$|(?:\.{0,2}\/)?path\/to\/)/i;

/** References to characters, which Markdown reads in targets. */
const entity = /&(#\d{1,7}|#x[\da-f]{1,6}|amp|lt|gt|quot|apos|nbsp);/gi;
const characters: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

/** Understands a target as written in SKILL.md, where backslashes are taken for `/`. */
export function readReference(target: string): Reference {
  const place = target.indexOf('#');
  const path = place === -1 ? target : target.slice(0, place);
  if (placeholder.test(path)) {
    return { kind: 'elsewhere' };
  }
  if (plainPath.test(path)) {
    return { kind: 'inside', path };
  }
  const written = withCharacters(target);
  const own = ownFolder.exec(written);
  const text = own ? written.slice(own[0].length) : written;
  if (text === '' || text.startsWith('#') || text.startsWith('//') || text.startsWith('?')) {
    return { kind: 'elsewhere' };
  }
  if (/^(?:[A-Za-z]:[\\/]|[\\/]|~[\\/]|file:)/.test(text)) {
    return { kind: 'absolute' };
  }
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(text) || /[<>{}*$|]|\.\.\./.test(text)) {
    return { kind: 'elsewhere' };
  }
  // Markdown's escapes of what a name may hold; other backslashes are a separator's.
  const escaped = text.replace(/\\(?=[_()[\]{}~+@,;=&!'-])/g, '');
  const bare = decoded(escaped.replace(/[?#].*$/s, '')).replaceAll('\\', '/');
  const parts: string[] = [];
  for (const part of bare.split('/')) {
    if (part === '..') {
      if (parts.length === 0) {
        return { kind: 'outside' };
      }
      parts.pop();
    } else if (part !== '' && part !== '.') {
      parts.push(part);
    }
  }
  return { kind: 'inside', path: parts.join('/') };
}

/** A target with the characters that it writes by name or number. */
export function withCharacters(target: string): string {
  return target.includes('&') ? target.replace(entity, characterOf) : target;
}

function characterOf(all: string, name: string): string {
  const code = name.startsWith('#') ? Number(name.replace(/^#x/i, '#0x').slice(1)) : Number.NaN;
  return Number.isNaN(code)
    ? (characters[name] ?? all)
    : String.fromCodePoint(code > 0 && code <= 0x10ffff ? code : 0xfffd);
}

function decoded(text: string): string {
  if (!text.includes('%')) {
    return text;
  }
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
