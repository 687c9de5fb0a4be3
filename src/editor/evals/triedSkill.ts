import { figuresOf, figuresWords, type VersionFigures } from '../../core/evals/measured.ts';
import { casesDigest } from '../../core/evals/suite/suiteDigest.ts';
import { publishedDigest } from '../../core/link/history.ts';
import { linkedSkills, linkPlaceOf } from '../links/twins.ts';
import type { Services } from '../services/services.ts';
import type { SkillNode, VersionNotes } from '../tree/registryNode.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';
import { measurementsOf } from './keptReports.ts';
import { readSkillSuites } from './skillSuites.ts';

/** A published skill whose twin in the workspace has cases to try its versions with. */
export interface TriedSkill {
  readonly skill: WorkspaceSkill;
  /** `sha256:…` of its cases as they are now. */
  readonly suite: string;
  /** What was measured of a version; null when it was never tried. */
  figures(version: string): Promise<VersionFigures | null>;
  /** What was measured of a content, `sha256:…`, that is not published yet. */
  figuresOfContent(digest: string): VersionFigures | null;
}

/** Null for a skill that is not in the workspace, or has no cases: nobody can expect figures of it. */
export async function triedSkill(
  services: Services,
  registryId: string,
  skillId: string,
): Promise<TriedSkill | null> {
  const [skill] = await linkedSkills(services, registryId, skillId);
  const { suites } = skill ? await readSkillSuites(skill) : { suites: [] };
  if (!skill || !suites.some(({ kind }) => kind === 'cases')) {
    return null;
  }
  const suite = casesDigest(suites);
  const registryKey = services.connections.keyOf(registryId);
  const [measured, place] = await Promise.all([
    measurementsOf(services, skill),
    linkPlaceOf(services, skill, registryId),
  ]);
  const file = await place.store.read();
  /** By its content a version is known that was tried before it was published. */
  const digestOf = async (version: string): Promise<string | null> => {
    const published = file.ok ? publishedDigest(file.value, registryKey, { skillId, version }) : null;
    return (
      published ?? (await services.versions.factsIfCached({ registryId, skillId, version }))?.digest ?? null
    );
  };
  return {
    skill,
    suite,
    figuresOfContent: digest => figuresOf(measured, { registryKey, key: '', digest }, suite),
    figures: async key => figuresOf(measured, { registryKey, key, digest: await digestOf(key) }, suite),
  };
}

/** What rows say of a skill's versions; null where there is nothing to try them with. */
export async function versionNotes(
  services: Services,
  { registryId, skill }: Pick<SkillNode, 'registryId' | 'skill'>,
): Promise<VersionNotes | null> {
  const tried = skill.isOwn ? await triedSkill(services, registryId, skill.id) : null;
  return (
    tried && {
      noteOf: async ({ key }) => figuresWords(await tried.figures(key), null, Date.now()),
    }
  );
}
