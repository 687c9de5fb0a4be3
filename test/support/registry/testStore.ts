import { writeFile } from 'node:fs/promises';
import { SkillStore } from '../../../src/server/store/skillStore.ts';

/** Opens a store; throws when it does not open. */
export async function openStore(dataDirectory: string): Promise<SkillStore> {
  const opened = await SkillStore.open(dataDirectory);
  if (!opened.ok) {
    throw new Error(`The store does not open: ${JSON.stringify(opened.failure)}`);
  }
  return opened.value;
}

const facts = { name: 'it', description: 'Does it.', directory: 'it' };

/** Stores a skill whose bundle has this content (the store does not look into it); its id. */
export async function addSkill(
  store: SkillStore,
  content = 'bundle',
  label: string | null = null,
): Promise<string> {
  const staging = await store.stage();
  await writeFile(staging.bundle, content);
  const { id } = await store.createSkill(staging, facts, { name: 'it', label });
  await staging.dispose();
  return id;
}

/** Stores a version; its number, or null when the skill is gone. */
export async function addVersion(
  store: SkillStore,
  skillId: string,
  { content = 'bundle', isDefault = false }: { content?: string; isDefault?: boolean } = {},
): Promise<number | null> {
  const staging = await store.stage();
  try {
    await writeFile(staging.bundle, content);
    return (await store.createVersion(skillId, staging, facts, { isDefault }))?.number ?? null;
  } finally {
    await staging.dispose();
  }
}

/** The numbers that can be seen, and the default. */
export async function stateOf(store: SkillStore, skillId: string) {
  const skill = await store.skill(skillId);
  return (
    skill && { versions: skill.versions.map(({ number }) => number), default: skill.defaultVersion?.number }
  );
}
