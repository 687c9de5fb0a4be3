import type { RemoteVersion } from '../../registry/contract.ts';
import { versionWords } from '../../registry/versionLabel.ts';
import type { StoredCopy } from '../outcome.ts';
import type { PublishDeps } from '../plan/request.ts';
import { type Sent, type UploadPlace, versionMatches } from './findStored.ts';
import type { Stored } from './uploadOnce.ts';

/** What else is new beside our own version, right after it was stored. */
export interface Meanwhile {
  /** What others published between the last look and our own version, in words, newest first. */
  readonly versions: readonly string[];
  /** Ids of skills of the same name that others made in the same moment. */
  readonly skills: readonly string[];
  /** What else of ours is stored: something on the way has sent it twice, or an earlier sending came late. */
  readonly copies: readonly StoredCopy[];
}

const nothing: Meanwhile = { versions: [], skills: [], copies: [] };

/**
 * Looks at what is new besides our own. No registry can be told to refuse an upload because of another one in the same
 * moment, so it is said. Nothing is said where the registry does not answer.
 */
export async function publishedMeanwhile(
  sent: Sent,
  place: UploadPlace,
  own: Stored,
  deps: Pick<PublishDeps, 'published'>,
): Promise<Meanwhile> {
  return place.kind === 'new-skill'
    ? otherSkills(sent, place.before, own, deps)
    : otherVersions(sent, place.before, own, deps);
}

async function otherVersions(
  sent: Sent,
  before: ReadonlySet<string>,
  own: Stored,
  deps: Pick<PublishDeps, 'published'>,
): Promise<Meanwhile> {
  const page = await sent.registry.listVersions(own.skillId, { limit: 100 });
  if (!page.ok) {
    return nothing;
  }
  const fresh = page.value.items.filter(({ key }) => !before.has(key) && key !== own.version.key);
  const copies = await copiesAmong(sent, fresh, false, deps);
  const ownIndex = page.value.items.findIndex(({ key }) => key === own.version.key);
  const older = page.value.items.slice(ownIndex + 1);
  const others = fresh.filter(
    version => older.includes(version) && !copies.some(copy => copy.version === version.key),
  );
  const versions = others.map(({ key, createdAt }) => versionWords(key, createdAt));
  return { versions, skills: [], copies };
}

async function otherSkills(
  sent: Sent,
  before: ReadonlySet<string>,
  own: Stored,
  deps: Pick<PublishDeps, 'published'>,
): Promise<Meanwhile> {
  const page = await sent.registry.listSkills({ limit: 100 });
  if (!page.ok) {
    return nothing;
  }
  const namesakes = page.value.items.filter(
    skill =>
      skill.isOwn &&
      (skill.name ?? skill.label) === sent.name &&
      !before.has(skill.id) &&
      skill.id !== own.skillId,
  );
  const skills: string[] = [];
  const copies: StoredCopy[] = [];
  for (const { id } of namesakes) {
    const versions = await sent.registry.listVersions(id, { limit: 1 });
    const [copy] = versions.ok ? await copiesAmong(sent, versions.value.items, true, deps) : [];
    if (copy) {
      copies.push(copy);
    } else {
      skills.push(id);
    }
  }
  return { versions: [], skills, copies };
}

async function copiesAmong(
  sent: Sent,
  versions: readonly RemoteVersion[],
  isSkill: boolean,
  deps: Pick<PublishDeps, 'published'>,
): Promise<readonly StoredCopy[]> {
  const copies: StoredCopy[] = [];
  for (const version of versions) {
    const isCopy = await versionMatches(sent, version, deps);
    if (isCopy.ok && isCopy.value) {
      const { skillId, key, createdAt } = version;
      copies.push({ skillId, version: key, is: versionWords(key, createdAt), isSkill });
    }
  }
  return copies;
}
