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

/** Understands a target as written in SKILL.md, where backslashes are taken for `/`. */
export function readReference(target: string): Reference {
  const place = target.indexOf('#');
  const path = place === -1 ? target : target.slice(0, place);
  if (plainPath.test(path)) {
    return { kind: 'inside', path };
  }
  const own = ownFolder.exec(target);
  const text = own ? target.slice(own[0].length) : target;
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
