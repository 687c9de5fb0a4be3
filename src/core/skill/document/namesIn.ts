import { baseName } from '../../text/paths.ts';
import type { RuleInput } from '../rule.ts';

/**
 * Every piece of SKILL.md that may name a file or, with a `/` at its end, a folder; of a path its last part too.
 * A word counts only when it has a dot, a slash, a hyphen or an underscore in it.
 */
export function namesIn({ document, links }: RuleInput): ReadonlySet<string> {
  const names = new Set<string>();
  for (const piece of piecesOf(document.text, document.seenEnd)) {
    addName(names, piece);
  }
  for (const { reference } of links) {
    if (reference.kind === 'inside') {
      names.add(reference.path.normalize('NFC'));
    }
  }
  return names;
}

/** The pieces of each of the skill's other text files, by its path. */
export type NamesInFiles = ReadonlyMap<string, ReadonlySet<string>>;

/** As `namesIn` for other files; words without a joint count as well, as a module does that a script imports. */
export function namesInFiles(texts: ReadonlyMap<string, string | null> = new Map()): NamesInFiles {
  return new Map(
    [...texts].map(([path, text]) => {
      const names = new Set<string>();
      for (const piece of piecesOf(text ?? '', text?.length ?? 0, true)) {
        addName(names, piece, true);
      }
      return [path, names];
    }),
  );
}

/** Whether a file other than the one itself names it: by its path, its name, its folder, or as a module. */
export function isMentionedElsewhere(path: string, files: NamesInFiles): boolean {
  const plain = path.normalize('NFC');
  const name = plain.slice(plain.lastIndexOf('/') + 1);
  const isModule = /\.(?:py|[cm]?[jt]sx?|rb|sh|lua|pl|go|rs)$/.test(name);
  const modules = isModule ? modulesOf(plain) : [];
  for (const [from, names] of files) {
    if (from === path) {
      continue;
    }
    if (names.has(plain) || names.has(name) || modules.some(module => names.has(module))) {
      return true;
    }
    if (isFolderNamed(plain, names)) {
      return true;
    }
  }
  return false;
}

/** Whether a folder that the path lies in is named: with a `/` at its end, or as several names with `/` between. */
export function isFolderNamed(path: string, names: ReadonlySet<string>): boolean {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const folder = path.slice(0, end);
    if (names.has(`${folder}/`) || (folder.includes('/') && names.has(folder))) {
      return true;
    }
  }
  return false;
}

/**
 * `scripts/lib/sums.py` is imported as `sums`, `lib.sums`, `lib/sums` and so on, `lib/index.ts` as `lib`, and
 * `sums.ts` as the `sums.js` that it becomes.
 */
function modulesOf(path: string): readonly string[] {
  const stem = path.replace(/\.\w+$/, '');
  const parts = stem.replace(/\/(?:index|mod)$/, '').split('/');
  const modules = parts.flatMap((_, index) => {
    const last = parts.slice(index);
    return [last.join('.'), last.join('/')];
  });
  const kind = /\.([cm]?)tsx?$/.exec(path);
  return kind ? [...modules, `${baseName(stem)}.${kind[1]}js`] : modules;
}

/** Runs of the characters that names are made of; those without a joint only where they are asked for. */
function* piecesOf(text: string, end: number, isEveryWord = false): Iterable<string> {
  let start = -1;
  let isName = isEveryWord;
  for (let i = 0; i <= end; i++) {
    const code = i < end ? text.charCodeAt(i) : 32;
    const isJoint = code === 45 || code === 46 || code === 47 || code === 95;
    if (isJoint || isLetterOrDigit(code) || code === 64 || code === 43) {
      if (start === -1) {
        start = i;
      }
      isName ||= isJoint;
    } else if (start !== -1) {
      if (isName) {
        yield text.slice(start, i);
      }
      start = -1;
      isName = isEveryWord;
    }
  }
}

function isLetterOrDigit(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code > 127
  );
}

function addName(names: Set<string>, piece: string, isEveryWord = false): void {
  const written = /[^\0-\x7f]/.test(piece) ? piece.normalize('NFC') : piece;
  const name = written.replace(/^(?:\.{1,2}\/)+/, '');
  const path = name.endsWith('.') ? name.slice(0, -1) : name;
  // The dot at the end of a sentence makes no name of its last word.
  if (!isEveryWord && !/[-./_]/.test(path)) {
    return;
  }
  names.add(path);
  names.add(baseName(path));
}
