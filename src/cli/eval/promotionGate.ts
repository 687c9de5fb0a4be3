import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { figuresOf } from '../../core/evals/measured.ts';
import { promotionEvidence, promotionObjection } from '../../core/evals/promotion.ts';
import { readSuites } from '../../core/evals/suite/readSuites.ts';
import { failureSentences } from '../../core/failure/failureText.ts';
import { publishedDigest } from '../../core/link/history.ts';
import type { RemoteSkill, RemoteVersion } from '../../core/registry/contract.ts';
import { versionLabel } from '../../core/registry/versionLabel.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { filesOfFolder } from '../../disk/folder/caseFiles.ts';
import type { RemoteCall } from '../registries/withRegistry.ts';
import { readSkillLinks } from './skillLinks.ts';

/**
 * Whether a version may become the default where only what was tried may: with what was measured of it in lines, or, as
 * a text, with what speaks against it. A skill without cases is held to nothing. `typed` is SKILL as it was typed.
 */
export async function heldToEvals(
  { target, lookup }: Pick<RemoteCall, 'target' | 'lookup'>,
  typed: string,
  skill: RemoteSkill,
  version: RemoteVersion,
): Promise<Result<readonly string[], string>> {
  const folder = resolve(typed);
  const isFolder = await stat(folder).then(
    found => found.isDirectory(),
    () => false,
  );
  if (!isFolder) {
    return failed(
      '--promotion require needs the skill’s folder as SKILL: its evals are there, and beside it what they came to.',
    );
  }
  const files = await filesOfFolder(folder);
  const links = await readSkillLinks(folder, lookup);
  if (!files.ok) {
    return failed(failureSentences(files.failure));
  }
  if (!links.ok) {
    return failed(failureSentences(links.failure));
  }
  const { suites } = await readSuites(files.value.suites, skill.name);
  if (!suites.some(({ kind }) => kind === 'cases')) {
    return success([]);
  }
  const { measured, placeOf } = links.value;
  const file = await placeOf(target.key).store.read();
  const figuresFor = (key: string) => {
    const published = { skillId: skill.id, version: key };
    const digest = file.ok ? publishedDigest(file.value, target.key, published) : null;
    return figuresOf(measured, { registryKey: target.key, key, digest });
  };
  const present = skill.defaultVersion;
  const figures = {
    label: versionLabel(version),
    own: figuresFor(version.key),
    present: present === null ? null : { label: `v${present}`, figures: figuresFor(present) },
  };
  const evidence = promotionEvidence(figures, Date.now());
  const why = promotionObjection(figures);
  return why === null
    ? success(evidence)
    : failed(
        `${why} ${evidence.join('; ')}. “skillwright eval” tries it; without --promotion require it may go.`,
      );
}
