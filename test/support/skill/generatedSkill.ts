import fc from 'fast-check';
import { fileNameProblem } from '../../../src/core/text/fileNames.ts';
import { NameSet } from '../../../src/core/text/nameSet.ts';

export interface GeneratedFile {
  readonly content: Uint8Array;
  readonly isExecutable: boolean;
}

/** Names as people give them: of letters of many scripts, digits, spaces and signs that every system takes. */
const name = fc
  .string({ unit: fc.constantFrom(...'aZ09-_ .()+é漢я😀𝒳'), minLength: 1, maxLength: 8 })
  .map(text => `${text}x`);
const content = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.string({ maxLength: 200 }).map(text => Buffer.from(text.repeat(100))),
  fc.uint8Array({ minLength: 1, maxLength: 50 }).map(seed => Buffer.concat(Array(3_000).fill(seed))),
);
const file: fc.Arbitrary<GeneratedFile> = fc.record({ content, isExecutable: fc.boolean() });
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map(parts => parts.join('/'));

/** Files of a skill by path, without paths that get in each other's way; `manifest` is its SKILL.md. */
export function generatedSkill(manifest: string): fc.Arbitrary<Readonly<Record<string, GeneratedFile>>> {
  return fc.array(fc.tuple(path, file), { maxLength: 15 }).map(files => {
    const names = new NameSet();
    const good = files.filter(([path]) => fileNameProblem(path) === null && names.add(path, false) === null);
    return Object.fromEntries([
      ['SKILL.md', { content: Buffer.from(manifest), isExecutable: false }],
      ...good,
    ]);
  });
}
