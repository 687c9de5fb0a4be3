import { posix } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { root } from './paths.ts';

/** A file that esbuild puts out; `path` is relative to where it was run, with `/`. */
export interface BuiltFile {
  readonly path: string;
  readonly text: string;
}

/** For each chunk the file that it goes into; its place in this map is its name there. */
type Plan = ReadonlyMap<string, string>;

/** Chunks up to this size, in bytes, are put together. */
const small = 25_000;

/**
 * esbuild makes a chunk of whatever several others share: over a hundred small files, each of which takes time when it
 * is loaded and space in the archive. Here all that the entry loads at once becomes the entry, and small chunks are put
 * together. What is large stays by itself, and is loaded no earlier than before. What the chunks share is in the entry,
 * which therefore must not await anything at its top level.
 */
export async function mergeChunks(
  files: readonly BuiltFile[],
  metafile: Metafile,
  entry: string,
): Promise<{ readonly files: readonly BuiltFile[]; readonly metafile: Metafile }> {
  const plan = planMerge(metafile, entry);
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const merged = await build({
    entryPoints: [...new Set(plan.values())].map(path => ({ in: path, out: path.replace(/\.js$/, '') })),
    plugins: [mergePlugin(plan, texts, metafile)],
    absWorkingDir: root,
    outdir: '.',
    bundle: true,
    format: 'esm',
    platform: 'node',
    minify: true,
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  const paths = Object.keys(merged.metafile.outputs);
  return {
    files: merged.outputFiles.map(({ text }, index) => ({ path: paths[index] ?? '', text })),
    metafile: merged.metafile,
  };
}

/** Small chunks that need the same large ones go into one file; so no two files ever need each other. */
function planMerge({ outputs }: Metafile, entry: string): Plan {
  const start = closure(outputs, entry);
  const isLarge = (path: string) => !start.has(path) && (outputs[path]?.bytes ?? 0) > small;
  const folder = posix.join(posix.dirname(entry), 'chunks');
  const files = new Map<string, string>();
  const fileOf = (path: string) => {
    if (start.has(path)) {
      return entry;
    }
    if (isLarge(path)) {
      return path;
    }
    const needs = [...closure(outputs, path)].filter(isLarge).sort().join();
    const file = files.get(needs) ?? posix.join(folder, `small${files.size}.js`);
    files.set(needs, file);
    return file;
  };
  return new Map(Object.keys(outputs).map(path => [path, fileOf(path)]));
}

/** A chunk with all that is loaded before it runs. */
function closure(outputs: Metafile['outputs'], path: string): ReadonlySet<string> {
  const found = new Set([path]);
  for (const one of found) {
    for (const { path: to, kind, external } of outputs[one]?.imports ?? []) {
      if (kind === 'import-statement' && !external) {
        found.add(to);
      }
    }
  }
  return found;
}

/**
 * Modules by namespace: `merged` is a file of the result; `chunk` is a chunk in it; `from` hands out what a merged
 * chunk exports, under the chunk's own names, to a chunk in another file.
 */
function mergePlugin(plan: Plan, texts: ReadonlyMap<string, string>, { outputs }: Metafile): Plugin {
  return {
    name: 'merge-chunks',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /.*/ }, ({ path, kind, importer, namespace }) => {
        if (kind === 'entry-point') {
          return { path, namespace: 'merged' };
        }
        if (namespace === 'merged') {
          return { path, namespace: 'chunk' };
        }
        const target = posix.join(posix.dirname(importer), path);
        const file = namespace === 'chunk' && kind !== 'dynamic-import' ? plan.get(target) : undefined;
        if (file === undefined || file === target) {
          return { path, external: true };
        }
        return { path: target, namespace: file === plan.get(importer) ? 'chunk' : 'from' };
      });
      onLoad({ filter: /.*/, namespace: 'merged' }, ({ path: file }) => {
        const chunks = [...plan].filter(([, into]) => into === file).map(([chunk]) => chunk);
        return { contents: chunks.map(chunk => exportOf(chunk, plan, outputs[chunk])).join('\n') };
      });
      onLoad({ filter: /.*/, namespace: 'from' }, ({ path: chunk }) => {
        const names = (outputs[chunk]?.exports ?? []).map(
          name => `${nameOf(chunk, plan)}_${name} as ${name}`,
        );
        const file = relative(chunk, plan.get(chunk) ?? chunk);
        return { contents: `export { ${names.join(', ')} } from '${file}';` };
      });
      onLoad({ filter: /.*/, namespace: 'chunk' }, ({ path: chunk }) => ({
        contents: withLoads(chunk, texts.get(chunk) ?? '', plan),
      }));
    },
  };
}

/** A chunk in the file that it goes into: a file for itself exports what it did, in a merged one each has its names. */
function exportOf(chunk: string, plan: Plan, output: Metafile['outputs'][string] | undefined): string {
  const from = `from '${chunk}';`;
  if (chunk === plan.get(chunk)) {
    return `export * ${from}`;
  }
  const names = (output?.exports ?? []).map(name => `${name} as ${nameOf(chunk, plan)}_${name}`);
  const whole = output?.entryPoint === undefined ? '' : `export * as ${nameOf(chunk, plan)} ${from}`;
  return `export { ${names.join(', ')} } ${from}\n${whole}`;
}

/** What is loaded later is found in the file that it went into. */
function withLoads(chunk: string, text: string, plan: Plan): string {
  return text.replaceAll(/\bimport\("(\.[^"]+)"\)/g, (load: string, path: string) => {
    const target = posix.join(posix.dirname(chunk), path);
    const file = plan.get(target) ?? target;
    if (file === target) {
      return load;
    }
    return `import('${relative(plan.get(chunk) ?? chunk, file)}').then(file=>file.${nameOf(target, plan)})`;
  });
}

/** What a chunk is called in the file that it went into: short, for it stands there once for each of its exports. */
function nameOf(chunk: string, plan: Plan): string {
  return `_${[...plan.keys()].indexOf(chunk).toString(36)}`;
}

function relative(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}
