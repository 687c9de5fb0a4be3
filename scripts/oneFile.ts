import { posix } from 'node:path';
import { transform } from 'esbuild';
import type { BuiltFile } from './mergeChunks.ts';

/**
 * Puts ES modules that load each other into one, which runs `entry`. Each of them is a text in it that is compiled when
 * it is first asked for: Node looks through all code of a file before the first line runs, and a megabyte takes it as
 * long as everything else at the start. A text it only has to find the end of.
 */
export async function inOneFile(files: readonly BuiltFile[], entry: string): Promise<string> {
  const parts = await Promise.all(
    files.map(
      async ({ path, text }) => `${quoted(posix.basename(path))}: ${quoted(await asFunctionBody(text))}`,
    ),
  );
  return `${loader.replace('PARTS', () => parts.join(',\n'))}load(${quoted(posix.basename(entry))});\n`;
}

/** How a part asks for another, or for one of Node's modules. No part needs itself before it has run. */
const loader = `import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';
const file = fileURLToPath(import.meta.url);
const fromNode = createRequire(import.meta.url);
const parts = { PARTS };
const loaded = new Map();
function load(id) {
  const name = id.slice(id.lastIndexOf('/') + 1);
  if (!Object.hasOwn(parts, name)) {
    return fromNode(id);
  }
  const known = loaded.get(name);
  if (known) {
    return known.exports;
  }
  const part = { exports: {} };
  loaded.set(name, part);
  const names = ['require', 'module', 'exports', '__filename', '__dirname'];
  compileFunction(parts[name], names, { filename: name })(load, part, part.exports, file, dirname(file));
  return part.exports;
}
`;

/** As a CommonJS module: what it imports is asked for by `require`, also what it loads later. */
async function asFunctionBody(text: string): Promise<string> {
  const { code } = await transform(text, {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    supported: { 'dynamic-import': false },
    minify: true,
    legalComments: 'none',
  });
  return code;
}

/** As a literal in which most of what minified code quotes needs no mark. */
function quoted(text: string): string {
  const marks: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r' };
  return `'${text.replace(/['\\\n\r]/g, character => marks[character] ?? `\\${character}`)}'`;
}
