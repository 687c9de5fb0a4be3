import type { Memento } from 'vscode';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';

/** By a skill's address: the ids of the registries that it was to be published to, and was not. */
type Left = Readonly<Record<string, readonly string[]>>;

const key = 'skillwright.leftTargets';

/** The registries that the last publish of a skill was meant for and did not reach: the next one goes there, too. */
export function leftTargets(state: Memento, skill: WorkspaceSkill): readonly string[] {
  return state.get<Left>(key, {})[skill.uri.toString()] ?? [];
}

/** Remembers what is left of a publish, in the workspace's own storage; an empty list where nothing is. */
export async function rememberLeft(
  state: Memento,
  left: ReadonlyMap<WorkspaceSkill, readonly string[]>,
): Promise<void> {
  const entries = new Map(Object.entries(state.get<Left>(key, {})));
  for (const [{ uri }, registryIds] of left) {
    if (registryIds.length > 0) {
      entries.set(uri.toString(), registryIds);
    } else {
      entries.delete(uri.toString());
    }
  }
  await state.update(key, Object.fromEntries(entries));
}
