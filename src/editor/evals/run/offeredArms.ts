import * as vscode from 'vscode';
import type { SkillFolder } from '../../../core/bundle/select/skillFolder.ts';
import type { Arm, OfferedArm, OfferedSkill, SkillContent } from '../../../core/evals/run/arm.ts';
import type { Executor } from '../../../core/evals/run/executor.ts';
import { type Failure, namedFrom } from '../../../core/failure/failure.ts';
import { failed, type Result, success } from '../../../core/text/result.ts';
import type { Services } from '../../services/services.ts';
import { shownPath } from '../../workspace/shownPaths.ts';
import type { WorkspaceSkill } from '../../workspace/workspaceSkills.ts';

/** A version of the skill that is tried, as the person chose it. */
export interface ChosenVersion {
  readonly registryId: string;
  readonly skillId: string;
  readonly version: string;
  readonly label: string;
}

/** The working copy as an arm: what a publish would send now. What is written afterwards is not in it. */
export async function workingCopyArm(skill: WorkspaceSkill): Promise<Result<OfferedArm, Failure>> {
  const { heldFolder } = await import('../../../disk/files/skillContent.ts');
  return armOf(skill, heldFolder);
}

/** A skill that is offered beside the one that is tried: its files are read when they are asked for. */
export async function neighbourOf(skill: WorkspaceSkill): Promise<OfferedSkill | null> {
  const arm = await armOf(skill, folder => folder);
  return arm.ok ? (arm.value.skills[0] ?? null) : null;
}

async function armOf(
  skill: WorkspaceSkill,
  seenAs: (folder: SkillFolder) => SkillFolder,
): Promise<Result<OfferedArm, Failure>> {
  const [{ readSkill }, { diskFolder }, { digestFolder }, { readManifest }, { parseSkill }, { fileContent }] =
    await Promise.all([
      import('../../../core/bundle/readSkill.ts'),
      import('../../../disk/folder/diskFolder.ts'),
      import('../../../core/bundle/digestFolder.ts'),
      import('../../../core/skill/document/manifest.ts'),
      import('../../../core/skill/document/parseSkill.ts'),
      import('../../../disk/files/skillContent.ts'),
    ]);
  const folder = seenAs(diskFolder(skill.folder.fsPath));
  const path = shownPath(skill, vscode.workspace.workspaceFolders);
  const read = await readSkill(folder);
  if (!read.ok) {
    return failed(namedFrom(path, read.failure));
  }
  const content = await digestFolder(folder, read.value.selection);
  if (!content.ok) {
    return content;
  }
  const manifest = readManifest(parseSkill(read.value.text));
  if (!manifest) {
    return failed({ kind: 'unnamed-skill', path });
  }
  const offered: OfferedSkill = {
    name: manifest.name,
    description: manifest.description,
    published: null,
    content: fileContent(folder, read.value.selection, manifest.name),
  };
  return success({ arm: { kind: 'working-copy', digest: content.value.digest }, skills: [offered] });
}

/** A published version as an arm; its files are fetched only where the executor needs them. */
export async function versionArm(
  services: Services,
  chosen: ChosenVersion,
  executor: Executor,
): Promise<Result<OfferedArm, Failure>> {
  const ref = { registryId: chosen.registryId, skillId: chosen.skillId, version: chosen.version };
  const facts = await services.versions.facts(ref);
  if (!facts.ok) {
    return facts;
  }
  const { name, description, digest, files, folderName } = facts.value;
  const settings = services.connections.all().find(({ id }) => id === chosen.registryId);
  const isThere = executor.capabilities.publishedIn === settings?.kind;
  const content: SkillContent = {
    paths: files.map(({ path }) => path),
    read: path => services.versions.use(ref, ({ read }) => read(path)),
    zip: () => services.versions.use(ref, async ({ archive }) => success(archive)),
  };
  const arm: Arm = {
    kind: 'version',
    registryKey: services.connections.keyOf(chosen.registryId),
    skillId: chosen.skillId,
    version: chosen.version,
    label: chosen.label,
    digest,
  };
  const offered: OfferedSkill = {
    name: name ?? folderName,
    description: description ?? '',
    published: isThere ? { skillId: chosen.skillId, version: chosen.version } : null,
    content: isThere && !executor.capabilities.needsContent ? null : content,
  };
  return success({ arm, skills: [offered] });
}

/** The model without the skill. */
export const noSkillArm: OfferedArm = { arm: { kind: 'none' }, skills: [] };
