import { openBundle, readEntry } from '../../../src/core/bundle/zip/readBundle.ts';
import { packUpload, skillText } from '../zip/skillUpload.ts';

/** Files by their path in the skill's folder. */
export type SkillFiles = Readonly<Record<string, string | Uint8Array>>;

/** A small valid skill's files. */
export function smallSkill(name: string, more: SkillFiles = {}): SkillFiles {
  return { 'SKILL.md': skillText(name, 'Does it. Use when it must be done.'), ...more };
}

/** A folder as the vendors' clients upload it: a file each, named with the folder. */
export function folderFiles(folder: string, files: SkillFiles): File[] {
  return Object.entries(files).map(
    ([path, content]) =>
      new File([typeof content === 'string' ? content : new Uint8Array(content)], `${folder}/${path}`),
  );
}

/** A folder as one zip. */
export async function zipFile(folder: string, files: SkillFiles): Promise<File> {
  const { blob, fileName } = await packUpload(folder, files);
  return new File([blob], fileName, { type: 'application/zip' });
}

/** The files of a bundle with their whole paths, sorted; throws when it is no good bundle. */
export async function unzipped(bundle: Blob): Promise<ReadonlyMap<string, Buffer>> {
  const opened = await openBundle(bundle);
  if (!opened.ok) {
    throw new Error(`The bundle does not open: ${JSON.stringify(opened.failure)}`);
  }
  const files = new Map<string, Buffer>();
  for (const entry of opened.value.entries.toSorted((one, other) => (one.path < other.path ? -1 : 1))) {
    const content = await readEntry(opened.value, entry);
    if (!content.ok) {
      throw new Error(`${entry.path} does not open: ${JSON.stringify(content.failure)}`);
    }
    files.set(entry.path, Buffer.from(content.value));
  }
  return files;
}

/** The same for files that are to be compared with a bundle's. */
export function asUnzipped(folder: string, files: SkillFiles): ReadonlyMap<string, Buffer> {
  const entries = Object.entries(files).map(
    ([path, content]) => [`${folder}/${path}`, Buffer.from(content as Uint8Array)] as const,
  );
  return new Map(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}
