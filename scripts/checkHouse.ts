// Holds the source tree to its shape (docs/architecture.md, "Rooms"); says each breach with its reason. Read as text:
// imports of types count like any other, since a reader follows them just the same.
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { root } from './paths.ts';

/** The rooms of `core` and `editor`, lowest first; those of one line are equals. A room imports what stands before it. */
const order: Readonly<Record<string, readonly (readonly string[])[]>> = {
  core: [
    ['text'],
    ['work'],
    ['secrets'],
    ['provenance'],
    ['skill'],
    ['failure'],
    ['bundle'],
    ['registry'],
    ['link'],
    ['trust'],
    ['doctor'],
    ['published'],
    ['publish'],
    ['evals'],
  ],
  editor: [
    ['ui'],
    ['workspace'],
    ['registries'],
    ['versions'],
    ['tree'],
    ['services'],
    ['links'],
    ['compare'],
    ['download'],
    ['reveal'],
    ['language'],
    ['evals'],
    ['publish'],
    ['commands'],
  ],
};

/** Files in one folder. */
const maxFiles = 18;

/** Files at the root of `core` and of `editor`. */
const maxLoose = 2;

/** A file under this many lines needs a second reader, or it joins its only one. */
const minLines = 30;

/** Places where a short file with one reader is right: a command, a rule or a route is found by its file's name. */
const shortByNature = [
  'src/extension.ts',
  'src/cli/',
  'src/editor/commands/',
  'src/core/skill/rules/',
  'src/server/openai/',
  'src/server/anthropic/',
];

interface SourceFile {
  /** Below the project's root, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  /** Paths like `path`. */
  readonly imports: readonly string[];
  readonly exports: readonly string[];
}

/** Every breach of the tree's shape, a line each. */
export function breachesOf(files: readonly SourceFile[]): readonly string[] {
  return [
    ...files.flatMap(importsAgainstOrder),
    ...fullFolders(files),
    ...looseFiles(files),
    ...namesTwice(files),
    ...crumbs(files),
    ...files.flatMap(otherDoors),
  ];
}

/** Reads what the checks ask of a file. */
export function sourceFile(path: string, text: string): SourceFile {
  return {
    path,
    text,
    lines: text.trimEnd().split('\n').length,
    imports: [...text.matchAll(/(?:from|import\(|import)\s*'(\.[^']+)'/g)].map(([, to = '']) =>
      join(dirname(path), to).replaceAll('\\', '/'),
    ),
    exports: [
      ...text.matchAll(
        /^export (?:async )?(?:abstract )?(?:function\*?|class|interface|type|const|enum) (\w+)/gm,
      ),
    ].map(([, name = '']) => name),
  };
}

/** The storey and the room of a file in `core` or `editor`; null elsewhere and at their roots. */
function roomOf(path: string): { readonly storey: string; readonly room: string } | null {
  const [, storey = '', room, ...rest] = path.split('/');
  return storey in order && room !== undefined && rest.length > 0 ? { storey, room } : null;
}

function importsAgainstOrder({ path, imports }: SourceFile): readonly string[] {
  const here = roomOf(path);
  if (!here) {
    return [];
  }
  const height = heightOf(here);
  if (height < 0) {
    return [`${path}: the room "${here.room}" has no place in the order (scripts/checkHouse.ts)`];
  }
  return imports.flatMap(to => {
    const there = roomOf(to);
    const isBelow = there?.storey !== here.storey || there.room === here.room || heightOf(there) < height;
    return isBelow
      ? []
      : [`${path} imports ${to}: ${there.room} stands above ${here.room}; what both need lies below both`];
  });
}

function heightOf({ storey, room }: { readonly storey: string; readonly room: string }): number {
  return (order[storey] ?? []).findIndex(rooms => rooms.includes(room));
}

function fullFolders(files: readonly SourceFile[]): readonly string[] {
  const folders = Map.groupBy(files, ({ path }) => dirname(path));
  return [...folders]
    .filter(([, inside]) => inside.length > maxFiles)
    .map(([folder, { length }]) => `${folder} has ${length} files: more than ${maxFiles} hide one another`);
}

function looseFiles(files: readonly SourceFile[]): readonly string[] {
  return Object.keys(order).flatMap(storey => {
    const loose = files.filter(({ path }) => dirname(path) === `src/${storey}`);
    return loose.length > maxLoose
      ? [`src/${storey} has ${loose.length} loose files: only its door stands at a root`]
      : [];
  });
}

function namesTwice(files: readonly SourceFile[]): readonly string[] {
  const places = new Map<string, string[]>();
  for (const { path, exports } of files) {
    for (const name of new Set(exports)) {
      places.set(name, [...(places.get(name) ?? []), path]);
    }
  }
  return [...places]
    .filter(([, paths]) => paths.length > 1)
    .map(
      ([name, paths]) => `"${name}" is exported twice, by ${paths.join(' and ')}: a search finds two things`,
    );
}

/** What only one file may do, so that nothing gets around what it sees to. */
const doors: readonly { readonly file: string; readonly way: RegExp; readonly why: string }[] = [
  {
    file: 'src/editor/ui/shown.ts',
    way: /\bwindow\s*\.(?:show(?:Information|Warning|Error)Message|setStatusBarMessage|(?:show|create)(?:QuickPick|InputBox))\b/,
    why: 'icons and links in what is quoted are made harmless there',
  },
  {
    file: 'src/editor/ui/progress.ts',
    way: /\bProgressLocation\.Notification\b/,
    why: 'icons and links in what is quoted are made harmless there',
  },
  {
    file: 'src/disk/files/readRegularFile.ts',
    way: /\bfs\s*\.\s*readFile\(/,
    why: 'a device or a pipe in a file’s place would be read for ever, by the editor’s own functions, too',
  },
  {
    file: 'src/cli/terminal.ts',
    way: /\bprocess\.(?:stdout|stderr)\b/,
    why: 'what reaches a terminal is made visible there',
  },
];

function otherDoors({ path, text }: SourceFile): readonly string[] {
  return doors
    .filter(({ file, way }) => path !== file && way.test(text))
    .map(({ file, way, why }) => `${path} goes around ${file} (${way.source}): ${why}`);
}

function crumbs(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ path, lines }) => lines < minLines && !shortByNature.some(place => path.startsWith(place)))
    .flatMap(({ path, lines }) => {
      const readers = files.filter(({ imports }) => imports.includes(path));
      return readers.length === 1
        ? [`${path} has ${lines} lines and one reader, ${readers[0]?.path}: it belongs in there`]
        : [];
    });
}

if (process.argv[1] !== undefined && basename(process.argv[1]) === basename(import.meta.filename)) {
  const paths = globSync('src/**/*.ts', { cwd: root })
    .map(path => path.replaceAll('\\', '/'))
    .sort();
  const files = paths.map(path => sourceFile(path, readFileSync(join(root, path), 'utf8')));
  const breaches = breachesOf(files);
  for (const breach of breaches) {
    console.log(breach);
  }
  console.log(
    `${files.length} files in ${new Set(paths.map(path => relative('src', dirname(path)))).size} folders, ${breaches.length} breaches`,
  );
  process.exitCode = breaches.length === 0 ? 0 : 1;
}
