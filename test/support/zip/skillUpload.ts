import { Writable } from 'node:stream';
import { selectFiles } from '../../../src/core/bundle/select/selectFiles.ts';
import { packBundle } from '../../../src/core/bundle/zip/packBundle.ts';
import type { Upload } from '../../../src/core/registry/contract.ts';
import { type MemoryEntry, memoryFolder } from '../skill/memoryFolder.ts';

/** A bundle as the product packs it, of a folder called `name`. */
export async function packUpload(
  name: string,
  files: Readonly<Record<string, MemoryEntry>>,
): Promise<Upload> {
  const folder = memoryFolder(name, files);
  const selection = await selectFiles(folder);
  if (!selection.ok) {
    throw new Error(`The files were not selected: ${selection.failure.kind}`);
  }
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  const packed = await packBundle(folder, selection.value, sink, { topFolder: name });
  if (!packed.ok) {
    throw new Error(`The bundle was not packed: ${packed.failure.kind}`);
  }
  return {
    fileName: `${name}.zip`,
    blob: new Blob([Buffer.concat(chunks)], { type: 'application/zip' }),
  };
}

/** A small valid skill. */
export async function skillUpload(name: string, description = 'Does it. Use when it must be done.') {
  return packUpload(name, { 'SKILL.md': skillText(name, description), 'references/notes.md': '# Notes\n' });
}

export function skillText(name: string, description: string): string {
  return `---\nname: ${name}\ndescription: ${description}\n---\n\n# ${name}\n`;
}
