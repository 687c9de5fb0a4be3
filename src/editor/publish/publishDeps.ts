import * as vscode from 'vscode';
import type { Failure } from '../../core/failure/failure.ts';
import type { PublishDeps, SkillToPublish } from '../../core/publish/plan/request.ts';
import type { CheckOptions } from '../../core/skill/checkSkill.ts';
import { type Result, success } from '../../core/text/result.ts';
import { diskFolder } from '../../disk/folder/diskFolder.ts';
import { linkPlaces } from '../../disk/link/linkPlaces.ts';
import type { Services } from '../services/services.ts';
import { readCheckSettings } from '../workspace/settings.ts';
import { shownPath } from '../workspace/shownPaths.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';
import { uploadDeps } from './uploadDeps.ts';

/** The workspace's skills as publishing takes them, and what it needs from the world. */
export interface PublishSetup {
  readonly skills: readonly SkillToPublish[];
  readonly deps: PublishDeps;
  /** The skill that a plan speaks of. */
  workspaceSkill(skill: SkillToPublish): WorkspaceSkill;
}

/** Puts the pieces together for the given skills. */
export async function publishSetup(
  services: Services,
  workspaceSkills: readonly WorkspaceSkill[],
): Promise<Result<PublishSetup, Failure>> {
  const owners = new Map<SkillToPublish, WorkspaceSkill>(
    workspaceSkills.map(skill => [toPublish(skill), skill]),
  );
  const workspaceSkill = (skill: SkillToPublish) => {
    const owner = owners.get(skill);
    if (!owner) {
      throw new Error('The plan speaks of a skill that was not asked for.');
    }
    return owner;
  };
  const severities = await severitiesOf(services, workspaceSkills);
  if (!severities.ok) {
    return severities;
  }
  const linkPlace: PublishDeps['linkPlace'] = (skill, target) => {
    const { folder, workspaceFolder } = workspaceSkill(skill);
    const { dataDirectory } = services.localRegistry;
    const places = linkPlaces({ root: workspaceFolder.uri.fsPath, dataDirectory });
    return places(folder.fsPath, target?.key ?? null);
  };
  const deps: PublishDeps = {
    ...(await uploadDeps(services)),
    linkPlace,
    // Publishing waits for trust, so that Git is asked about folders only that the person trusts.
    provenance: async (skill, target) => {
      const { describeSource } = await import('../../disk/git/readProvenance.ts');
      return describeSource(workspaceSkill(skill).folder.fsPath, linkPlace(skill, target), target.key);
    },
    secretScanner: async () => (await import('../../core/secrets/secretlintScanner.ts')).secretlintScanner(),
    severitiesOf: skill => severities.value.get(workspaceSkill(skill)) ?? {},
  };
  return success({ skills: [...owners.keys()], deps, workspaceSkill });
}

type Severities = NonNullable<CheckOptions['severities']>;

/** What settings and project files make of the rules. A project's file that is not understood stops a publish. */
async function severitiesOf(
  { configs }: Services,
  skills: readonly WorkspaceSkill[],
): Promise<Result<ReadonlyMap<WorkspaceSkill, Severities>, Failure>> {
  const found = new Map<WorkspaceSkill, Severities>();
  for (const skill of skills) {
    const project = await configs.of(skill);
    if (!project.ok) {
      return project;
    }
    const own = readCheckSettings(skill.workspaceFolder.uri).rules;
    found.set(skill, { ...project.value?.choice.rules, ...own });
  }
  return success(found);
}

function toPublish(skill: WorkspaceSkill): SkillToPublish {
  return {
    folder: diskFolder(skill.folder.fsPath),
    path: shownPath(skill, vscode.workspace.workspaceFolders),
  };
}
