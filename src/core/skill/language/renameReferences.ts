import { posix } from 'node:path';
import { scanBody } from '../document/body.ts';
import { readReference, withCharacters } from '../document/reference.ts';
import type { SkillDocument } from '../document/skillDocument.ts';
import { FileIndex } from '../fileIndex.ts';
import { replaceSpan } from '../fix/edits.ts';
import type { TextEdit } from '../problem.ts';
import { codeReferences, licenseReference, markedReferences } from './references.ts';

/**
 * The edits that let a document follow a file or folder of its skill that is renamed or moved inside the skill. Paths
 * are relative to the skill's folder. `documentPath` is where the document is: links are relative to its folder, paths
 * in code to the skill's.
 */
export function renameReferences(
  document: SkillDocument,
  oldPath: string,
  newPath: string,
  documentPath = 'SKILL.md',
): readonly TextEdit[] {
  const body = scanBody(document);
  const moved = (path: string) => {
    if (path === oldPath) {
      return newPath;
    }
    return path.startsWith(`${oldPath}/`) ? newPath + path.slice(oldPath.length) : null;
  };
  const folder = posix.dirname(documentPath);
  const edits = new Map<number, TextEdit>();
  for (const { target, span } of body.links) {
    const path = resolved(target, folder);
    const to = path === null ? null : moved(path);
    if (to === null) {
      continue;
    }
    const isBracketed = document.text.charAt(span.start - 1) === '<';
    edits.set(
      span.start,
      replaceSpan(document, span, retargeted(target, posix.relative(folder, to), isBracketed)),
    );
  }
  // What is in code is looked up among the moved files: as they were called before.
  const index = new FileIndex(mentionedBefore(document, oldPath));
  const references = [
    ...licenseReference(document, index),
    ...codeReferences(body, index),
    ...markedReferences(document, body, index),
  ];
  for (const { path, span } of references) {
    const to = moved(path);
    if (to !== null && !edits.has(span.start)) {
      edits.set(span.start, replaceSpan(document, span, to));
    }
  }
  return [...edits.values()];
}

/** Where a link leads, from the skill's folder. */
function resolved(target: string, folder: string): string | null {
  if (readReference(target).kind !== 'inside' && !/^(?:\.\.\/)+[\w]/.test(target)) {
    return null;
  }
  const isOwn = /^(?:\$\{?CLAUDE_SKILL_DIR\}?|\{baseDir\})[\\/]/.test(target);
  const reference = readReference(isOwn || folder === '.' ? target : posix.join(folder, target));
  return reference.kind === 'inside' ? reference.path : null;
}

/** The target with another path: what stands before and after it stays. */
function retargeted(target: string, path: string, isBracketed: boolean): string {
  const lead = /^(?:\$\{?CLAUDE_SKILL_DIR\}?[\\/]|\{baseDir\}[\\/])/.exec(target)?.[0];
  const prefix = lead ?? (target.startsWith('./') && !path.startsWith('.') ? './' : '');
  const suffix = /[?#].*$/s.exec(withCharacters(target))?.[0] ?? '';
  return prefix + path.replace(isBracketed ? /[%?#<>]/g : /[%?#<>() ]/g, percentEncoded) + suffix;
}

/** A character that would end a link's path. */
function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Every piece of the text that starts as the old path does, as if it were a file. */
function mentionedBefore(document: SkillDocument, oldPath: string) {
  const { text, seenEnd } = document;
  const files = new Set([oldPath]);
  for (let at = text.indexOf(oldPath); at !== -1 && at < seenEnd; at = text.indexOf(oldPath, at + 1)) {
    const rest = /^\/[\w@+./-]*/.exec(text.slice(at + oldPath.length, at + oldPath.length + 300))?.[0] ?? '';
    if (rest.length > 1) {
      files.add(oldPath + rest.replace(/[./]+$/, ''));
    }
  }
  return [...files].map(path => ({ path, size: 0, isExecutable: false }));
}
