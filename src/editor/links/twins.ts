import * as vscode from 'vscode';
import { commandIds } from '../../contributions.ts';
import type { Link } from '../../core/link/linkFile.ts';
import type { LinkPlace } from '../../core/link/linkStore.ts';
import { registryKeyLabel } from '../../core/link/registryKey.ts';
import { baseName } from '../../core/text/paths.ts';
import type { Services } from '../services/services.ts';
import { showFailure } from '../services/showFailure.ts';
import { workspaceSkillTarget } from '../services/workspaceTarget.ts';
import { type Choice, pickOne } from '../ui/quickPick.ts';
import { notify } from '../ui/shown.ts';
import { shownPath } from '../workspace/shownPaths.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';

/** A registry that is set up and holds what a workspace skill is linked to. */
export interface LinkedRegistry {
  readonly registryId: string;
  readonly label: string;
  readonly link: Link;
}

/** Where a workspace skill is published, as far as those registries are set up. */
export async function linkedRegistries(
  services: Services,
  skill: WorkspaceSkill,
): Promise<readonly LinkedRegistry[]> {
  const { connections, states } = services;
  const known = await states.of(skill);
  return known.flatMap(({ registryKey, link }) => {
    const settings = connections.byKey(registryKey);
    return settings ? [{ registryId: settings.id, label: settings.label, link }] : [];
  });
}

/**
 * The workspace skill that a command is about, and the registry of those it is linked to that the person picks where
 * there are several. Undefined when the person turned away, or was told that there is no link.
 */
export async function linkedTarget(
  services: Services,
  target: unknown,
  title: string,
  question: string,
): Promise<(LinkedRegistry & { readonly skill: WorkspaceSkill }) | undefined> {
  const skill = await workspaceSkillTarget(services, target, title);
  if (!skill) {
    return undefined;
  }
  const linked = await linkedRegistries(services, skill);
  if (linked.length === 0) {
    await tellUnlinked(services, skill);
    return undefined;
  }
  const choices = linked.map(registry => ({ label: registry.label, value: registry }));
  const chosen = linked.length === 1 ? linked[0] : await pickOne(title, question, choices);
  return chosen && { ...chosen, skill };
}

/** Says why nothing can be done with what is published of a skill: nothing is, nobody can tell, or it is elsewhere. */
async function tellUnlinked(services: Services, skill: WorkspaceSkill): Promise<void> {
  const { states } = services;
  const [[elsewhere], [failure]] = await Promise.all([
    states.of(skill),
    states.troubles(skill.workspaceFolder),
  ]);
  if (elsewhere) {
    const { registryKey } = elsewhere;
    const add = 'Add Registry…';
    const text = `This skill is published on ${registryKeyLabel(registryKey)}, which is not set up here.`;
    if ((await notify(text, add)) === add) {
      await vscode.commands.executeCommand(commandIds.addRegistry, { registryKey });
    }
  } else if (failure) {
    await showFailure(services, failure);
  } else {
    void notify('This skill is not linked to a published one. “Skills: Publish…” links it.');
  }
}

/** The workspace's skills that are linked to a skill in a registry. */
export async function linkedSkills(
  services: Services,
  registryId: string,
  skillId: string,
): Promise<readonly WorkspaceSkill[]> {
  const key = services.connections.keyOf(registryId);
  const skills = await services.skills.all();
  const links = await Promise.all(skills.map(skill => services.states.of(skill)));
  return skills.filter((_, index) =>
    links[index]?.some(({ registryKey, link }) => registryKey === key && link.skillId === skillId),
  );
}

/** Where a workspace skill's link to a registry is kept. */
export async function linkPlaceOf(
  services: Services,
  skill: Pick<WorkspaceSkill, 'folder' | 'workspaceFolder'>,
  registryId: string,
): Promise<LinkPlace> {
  const { linkPlaces } = await import('../../disk/link/linkPlaces.ts');
  const { dataDirectory } = services.localRegistry;
  const placeOf = linkPlaces({ root: skill.workspaceFolder.uri.fsPath, dataDirectory });
  return placeOf(skill.folder.fsPath, services.connections.keyOf(registryId));
}

/** A row for a skill of the workspace. */
export function pathChoice(skill: WorkspaceSkill): Choice<WorkspaceSkill> {
  return {
    label: baseName(skill.folder.path),
    description: shownPath(skill, vscode.workspace.workspaceFolders),
    value: skill,
  };
}
