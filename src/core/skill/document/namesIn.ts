import type { RuleInput } from '../rule.ts';

/**
 * Every piece of SKILL.md that may name a file or, with a `/` at its end, a folder; of a path its last part too.
 * A word counts only when it has a dot, a slash, a hyphen or an underscore in it.
 */
export function namesIn({ document, links }: RuleInput): ReadonlySet<string> {
  const { text, seenEnd } = document;
  const names = new Set<string>();
  let start = -1;
  let isName = false;
  for (let i = 0; i <= seenEnd; i++) {
    const code = i < seenEnd ? text.charCodeAt(i) : 32;
    const isJoint = code === 45 || code === 46 || code === 47 || code === 95;
    if (isJoint || isLetterOrDigit(code) || code === 64 || code === 43) {
      if (start === -1) {
        start = i;
      }
      isName ||= isJoint;
    } else if (start !== -1) {
      if (isName) {
        addName(names, text.slice(start, i));
      }
      start = -1;
      isName = false;
    }
  }
  for (const { reference } of links) {
    if (reference.kind === 'inside') {
      names.add(reference.path);
    }
  }
  return names;
}

function isLetterOrDigit(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code > 127
  );
}

function addName(names: Set<string>, piece: string): void {
  const name = piece.startsWith('./') ? piece.slice(2) : piece;
  const path = name.endsWith('.') ? name.slice(0, -1) : name;
  // The dot at the end of a sentence makes no name of its last word.
  if (!/[-./_]/.test(path)) {
    return;
  }
  names.add(path);
  names.add(path.slice(path.lastIndexOf('/') + 1));
}
