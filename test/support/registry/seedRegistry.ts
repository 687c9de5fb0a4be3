import { linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { entryPath } from '../../../src/server/store/entries.ts';
import { Layout } from '../../../src/server/store/layout.ts';
import { UlidSource } from '../../../src/server/store/ulid.ts';
import { skillUpload } from '../zip/skillUpload.ts';

export interface SeedOptions {
  readonly skills: number;
  /** One when absent. */
  readonly versions?: number;
}

/**
 * Writes skills straight into a registry's folder, as if they had been published one after the other: `skill-1` to
 * `skill-N`, all with one small bundle. Their store ids, oldest first.
 */
export async function seedRegistry(dataDirectory: string, options: SeedOptions): Promise<readonly string[]> {
  const { skills, versions = 1 } = options;
  const layout = new Layout(dataDirectory);
  const { blob } = await skillUpload('seeded');
  mkdirSync(layout.skills, { recursive: true });
  const bundle = new Uint8Array(await blob.arrayBuffer());
  let time = Date.UTC(2026, 0, 1);
  const ulids = new UlidSource(() => time);
  const ids: string[] = [];
  for (let index = 1; index <= skills; index++) {
    time += 60_000;
    const id = ulids.next();
    seedSkill(layout, id, { name: `skill-${index}`, versions, bundle, ulids });
    ids.push(id);
  }
  return ids;
}

interface SkillSeed {
  readonly name: string;
  readonly versions: number;
  readonly bundle: Uint8Array;
  readonly ulids: UlidSource;
}

function seedSkill(layout: Layout, id: string, { name, versions, bundle, ulids }: SkillSeed): void {
  const paths = layout.skill(id);
  for (const folder of [paths.root, paths.bundles, paths.live, paths.defaults]) {
    mkdirSync(folder);
  }
  writeFileSync(paths.facts, JSON.stringify({ name, label: null }));
  const first = entryPath(paths, { number: 1, ulid: ulids.next(), turn: 1 });
  const description = `The skill ${name}. Use when it is looked for.`;
  writeFileSync(first, JSON.stringify({ name, description, directory: name }));
  // One file each for all that is equal: what is measured is the number of entries.
  const copy = paths.bundle(1);
  writeFileSync(copy, bundle);
  for (let number = 2; number <= versions; number++) {
    linkSync(first, entryPath(paths, { number, ulid: ulids.next(), turn: 0 }));
    linkSync(copy, paths.bundle(number));
  }
}
