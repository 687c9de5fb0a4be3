import type { OfferedArm } from '../../../core/evals/run/arm.ts';
import type { Executor } from '../../../core/evals/run/executor.ts';
import { gatherNeighbours, nearestFirst } from '../../../core/evals/run/neighbours.ts';
import type { Failure } from '../../../core/failure/failure.ts';
import { cancelled } from '../../../core/failure/failure.ts';
import { runningVersion } from '../../../core/published/rollBackChoices.ts';
import type { RemoteVersion } from '../../../core/registry/contract.ts';
import { versionLabel } from '../../../core/registry/versionLabel.ts';
import { type Result, success } from '../../../core/text/result.ts';
import { type LinkedRegistry, linkedRegistries } from '../../links/twins.ts';
import type { Services, WantedTrial } from '../../services/services.ts';
import { type Choice, pickOne } from '../../ui/quickPick.ts';
import { notify } from '../../ui/shown.ts';
import type { WorkspaceSkill } from '../../workspace/workspaceSkills.ts';
import { neighbourOf, noSkillArm, versionArm, workingCopyArm } from './offeredArms.ts';

/** What a run profile tries. */
export type ProfileKind = 'working-copy' | 'default' | 'compare-default' | 'compare' | 'trigger';

export type Arms = readonly [OfferedArm] | readonly [OfferedArm, OfferedArm];

/** What is tried under a run profile, or in a trial of two versions. Fails as reading or fetching does, or as `cancelled` where nothing was chosen. */
export async function chooseArms(
  services: Services,
  skill: WorkspaceSkill,
  kind: ProfileKind | WantedTrial,
  executor: Executor,
): Promise<Result<Arms, Failure>> {
  if (typeof kind !== 'string') {
    const { registryId, skillId, tried, against } = kind;
    const armOf = (version: RemoteVersion) =>
      versionArm(
        services,
        { registryId, skillId, version: version.key, label: versionLabel(version) },
        executor,
      );
    return bothOf(await armOf(tried), await armOf(against));
  }
  switch (kind) {
    case 'working-copy':
      return oneOf(await workingCopyArm(skill));
    case 'trigger':
      return oneOf(await amongNeighbours(services, skill, executor));
    case 'default':
      return oneOf(await defaultArm(services, skill, executor));
    case 'compare-default':
      return bothOf(await workingCopyArm(skill), await defaultArm(services, skill, executor));
    case 'compare': {
      const choices = await armChoices(services, skill, executor);
      const first = await pickOne('Compare', 'What is tried', choices);
      const second =
        first &&
        (await pickOne(
          'Compare',
          'What it is held against',
          choices.filter(({ value }) => value !== first),
        ));
      return first && second ? bothOf(await first(), await second()) : cancelled;
    }
  }
}

function oneOf(arm: Result<OfferedArm, Failure>): Result<Arms, Failure> {
  return arm.ok ? success([arm.value] as const) : arm;
}

function bothOf(
  first: Result<OfferedArm, Failure>,
  second: Result<OfferedArm, Failure>,
): Result<Arms, Failure> {
  if (!first.ok) {
    return first;
  }
  return second.ok ? success([first.value, second.value] as const) : second;
}

/** The working copy with the other skills of the workspace beside it, so that it shows which one is chosen. */
async function amongNeighbours(
  services: Services,
  skill: WorkspaceSkill,
  { capabilities }: Executor,
): Promise<Result<OfferedArm, Failure>> {
  const own = await workingCopyArm(skill);
  if (!own.ok) {
    return own;
  }
  const others = (await services.skills.all()).filter(({ uri }) => uri.toString() !== skill.uri.toString());
  const places = nearestFirst(others, ({ path }) => path, skill.path);
  const ownName = own.value.skills[0]?.name ?? '';
  const beside = await gatherNeighbours(places, neighbourOf, { ownName, room: capabilities.maxSkills - 1 });
  return success({ ...own.value, beside });
}

async function defaultArm(
  services: Services,
  skill: WorkspaceSkill,
  executor: Executor,
): Promise<Result<OfferedArm, Failure>> {
  const linked = await pickLinked(services, skill, executor);
  if (!linked) {
    return cancelled;
  }
  const versions = await versionsOf(services, linked);
  if (!versions.ok) {
    return versions;
  }
  const { running, all } = versions.value;
  const version = all.find(({ key }) => key === running);
  return version ? versionArm(services, chosen(linked, version), executor) : cancelled;
}

/** Where it is published; registries whose versions the executor can run come first. */
async function pickLinked(
  services: Services,
  skill: WorkspaceSkill,
  executor: Executor,
): Promise<LinkedRegistry | undefined> {
  const linked = await linkedRegistries(services, skill);
  if (linked.length === 0) {
    void notify(
      'This skill is not published yet, so there is no version to hold it against. “Skills: Publish…” publishes it.',
    );
    return undefined;
  }
  const kindOf = ({ registryId }: LinkedRegistry) =>
    services.connections.all().find(({ id }) => id === registryId)?.kind;
  const fitting = linked.filter(entry => kindOf(entry) === executor.capabilities.publishedIn);
  const offered = fitting.length > 0 ? fitting : linked;
  return offered.length === 1
    ? offered[0]
    : pickOne(
        'Default Version',
        'Of which registry?',
        offered.map(entry => ({ label: entry.label, value: entry })),
      );
}

async function armChoices(
  services: Services,
  skill: WorkspaceSkill,
  executor: Executor,
): Promise<readonly Choice<() => Promise<Result<OfferedArm, Failure>>>[]> {
  const choices: Choice<() => Promise<Result<OfferedArm, Failure>>>[] = [];
  if (executor.capabilities.arms['working-copy'] === true) {
    choices.push({ label: 'Working copy', description: skill.path, value: () => workingCopyArm(skill) });
  }
  for (const linked of await linkedRegistries(services, skill)) {
    const versions = await versionsOf(services, linked);
    for (const version of versions.ok ? versions.value.all : []) {
      const marks = versions.ok && versions.value.running === version.key ? ', runs now' : '';
      choices.push({
        label: versionLabel(version),
        description: `${linked.label}${marks}`,
        value: () => versionArm(services, chosen(linked, version), executor),
      });
    }
  }
  choices.push({ label: 'No skill', description: 'the model alone', value: async () => success(noSkillArm) });
  return choices;
}

function chosen({ registryId, link }: LinkedRegistry, version: RemoteVersion) {
  return { registryId, skillId: link.skillId, version: version.key, label: versionLabel(version) };
}

/** The newest page of versions, and the key of the one that runs. */
async function versionsOf(
  services: Services,
  { registryId, link }: LinkedRegistry,
): Promise<Result<{ readonly all: readonly RemoteVersion[]; readonly running: string | null }, Failure>> {
  const browser = await services.connections.browser(registryId);
  if (!browser.ok) {
    return browser;
  }
  const { registry } = browser.value;
  const skill = await registry.getSkill(link.skillId);
  if (!skill.ok) {
    return skill;
  }
  const page = await registry.listVersions(link.skillId, { limit: 50 });
  if (!page.ok) {
    return page;
  }
  const all = page.value.items;
  const running = runningVersion(skill.value, all);
  if (running === null || all.some(({ key }) => key === running)) {
    return success({ all, running });
  }
  const older = await registry.getVersion(link.skillId, running);
  return older.ok ? success({ all: [...all, older.value], running }) : older;
}
