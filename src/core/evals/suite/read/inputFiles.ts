import { bytesWords } from '../../../text/words.ts';
import type { InputFile } from '../suite.ts';
import { type FieldReader, shown } from './fieldReader.ts';
import { joined } from './joinPath.ts';
import { nodeAt, type ValueNode } from './values.ts';

/** The largest input file, in bytes: with what encoding adds, it still goes into a request of 32 MB. */
const maxInputFileBytes = 20 * 2 ** 20;

/** Files of one folder that go along with a prompt. */
const maxFolderFiles = 50;

/** Looks up the files that cases name. */
export class InputFiles {
  readonly #sizes: ReadonlyMap<string, number>;
  /** The first files of each folder, sorted: a suite may name a hundred thousand paths. */
  readonly #below: ReadonlyMap<string, readonly string[]>;

  /** Every file of the skill, `evals/` included, with its size in bytes. */
  constructor(files: readonly { readonly path: string; readonly size: number }[]) {
    this.#sizes = new Map(files.map(({ path, size }) => [path, size]));
    this.#below = filesByFolder([...this.#sizes.keys()].sort());
  }

  has(path: string): boolean {
    return this.#sizes.has(path);
  }

  /** Reads a list of paths; what is missing or too large is told and left out. A folder stands for its files. */
  read(fields: FieldReader, key: string): readonly InputFile[] {
    const node = fields.node(key);
    if (node?.kind !== 'list') {
      return node
        ? (fields.texts(key) ?? []).flatMap(placed => this.#find(fields, placed.text, placed.node))
        : [];
    }
    return node.items.flatMap(item => {
      const path = item.kind === 'map' ? (nodeAt(item, 'path') ?? item) : item;
      if (path.kind !== 'string') {
        fields.wrongType(key, item, 'a list of paths');
        return [];
      }
      return this.#find(fields, path.value, path);
    });
  }

  /** The files that a path of the skill stands for; told where there is none. */
  #find(fields: FieldReader, written: string, node: ValueNode): readonly InputFile[] {
    const source = fields.place(node);
    const path = joined('', written.trim().replaceAll('\\', '/'));
    const below = joined('evals', written.trim().replaceAll('\\', '/'));
    const inSkill = this.#filesAt(path);
    const found = inSkill.length > 0 || path === '' ? inSkill : this.#filesAt(below);
    if (found.length === 0) {
      const message = `The skill has no file "${shown(written)}". Paths begin at the skill's folder, and links are not followed.`;
      fields.add('eval-missing-file', 'error', message, node);
      return [];
    }
    if (inSkill.length === 0) {
      fields.add(
        'eval-missing-file',
        'information',
        `Paths begin at the skill's folder: other tools look for "${shown(written)}" there and not in evals/.`,
        node,
        [{ title: `Change it to "${below}"`, edits: [fields.replacement(node, JSON.stringify(below))] }],
      );
    }
    return found.flatMap(file => {
      const size = this.#sizes.get(file) ?? 0;
      if (size > maxInputFileBytes) {
        const message = `"${shown(file)}" has ${bytesWords(size)}; at most ${bytesWords(maxInputFileBytes)} go along with a prompt.`;
        fields.add('eval-file-too-large', 'error', message, node);
        return [];
      }
      return [{ path: file, source }];
    });
  }

  /** The files below a folder of the skill. */
  below(folder: string): readonly string[] {
    return this.has(folder) ? [] : this.#filesAt(folder);
  }

  #filesAt(path: string): readonly string[] {
    return this.#sizes.has(path) ? [path] : (this.#below.get(path) ?? []);
  }
}

function filesByFolder(sorted: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const path of sorted) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      const inside = found.get(folder) ?? [];
      found.set(folder, inside);
      if (inside.length < maxFolderFiles) {
        inside.push(path);
      }
    }
  }
  return found;
}
