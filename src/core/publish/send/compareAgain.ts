import type { Failure } from '../../failure/failure.ts';
import { linkOf } from '../../link/linkFile.ts';
import type { RemoteVersion } from '../../registry/contract.ts';
import { versionWords } from '../../registry/versionLabel.ts';
import { failed, type Result, success } from '../../text/result.ts';
import type { PublishDeps } from '../plan/request.ts';
import type { UploadPlace } from './findStored.ts';
import type { TargetJob } from './targetJob.ts';

/**
 * Looks once more, with the lock held, whether the registry is still as the review showed it. Fails as `moved-on`
 * or `link-undecided` when somebody published meanwhile, or as the registry does.
 */
export async function compareAgain(job: TargetJob, deps: PublishDeps): Promise<Result<UploadPlace, Failure>> {
  const { action } = job.target;
  if (action.kind === 'create') {
    return compareSkills(job, deps);
  }
  if (action.kind === 'new-version' || action.kind === 'conflict') {
    return compareVersions(job, action.skillId);
  }
  throw new Error(`There is nothing to upload for "${action.kind}".`);
}

/** Another window may have created the skill, which the link file tells; or somebody else, which the list tells. */
async function compareSkills(job: TargetJob, deps: PublishDeps): Promise<Result<UploadPlace, Failure>> {
  const { destination, basis } = job.target;
  const place = deps.linkPlace(job.skill.source, destination);
  const file = await place.store.read();
  if (!file.ok) {
    return file;
  }
  const link = linkOf(file.value, place.folder, destination.key);
  if (link !== null && link.skillId !== basis.link?.skillId) {
    return failed(movedOn(job, versionWords(link.version, link.publishedAt)));
  }
  const page = await destination.registry.listSkills({ limit: 100, signal: job.options.signal });
  if (!page.ok) {
    return page;
  }
  const namesake = page.value.items.find(
    skill =>
      skill.isOwn &&
      (skill.name ?? skill.label) === job.skill.name &&
      !basis.namesakes.includes(skill.id) &&
      skill.id !== basis.link?.skillId,
  );
  if (namesake) {
    return failed({
      kind: 'link-undecided',
      skill: job.skill.source.path,
      registry: destination.registry.label,
      isGone: false,
    });
  }
  return success({
    kind: 'new-skill',
    label: job.choice.label ?? job.skill.name,
    before: new Set([...page.value.items.map(({ id }) => id), ...basis.namesakes]),
    knowsNamesakes: true,
  });
}

async function compareVersions(job: TargetJob, skillId: string): Promise<Result<UploadPlace, Failure>> {
  const { destination, basis } = job.target;
  const page = await destination.registry.listVersions(skillId, { limit: 100, signal: job.options.signal });
  if (!page.ok) {
    return page;
  }
  const [latest] = page.value.items;
  if ((latest?.key ?? null) !== basis.latestVersion) {
    return failed(movedOn(job, latest ? wordsOf(latest) : 'no version'));
  }
  return success({
    kind: 'new-version',
    skillId,
    makeDefault: job.choice.makeDefault,
    before: new Set(page.value.items.map(({ key }) => key)),
  });
}

function movedOn({ skill, target }: TargetJob, found: string): Failure {
  const { action } = target;
  const known = action.kind === 'new-version' || action.kind === 'conflict' ? action.from : 'no version';
  return {
    kind: 'moved-on',
    skill: skill.source.path,
    registry: target.destination.registry.label,
    known,
    found,
  };
}

function wordsOf({ key, createdAt }: RemoteVersion): string {
  return versionWords(key, createdAt);
}
