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

/** The option of commands after which another version runs. */
export const promotionOption = { promotion: { type: 'string', default: 'off' } } as const;

/** How a usage line and a help name it. */
export const promotionUsage = '[--promotion require]';
export const promotionHelp =
  '--promotion require   only where it was tried with the evals in the folder, and did not do worse; "off" is the default';

/** What is to run, in place of what runs now. */
export interface HeldPromotion {
  /** The value of `--promotion`. */
  readonly promotion: string;
  /** SKILL as it was typed. */
  readonly typed: string;
  readonly skill: RemoteSkill;
  readonly version: RemoteVersion;
  /** Null where none runs. */
  readonly present: RemoteVersion | null;
}

/** What is wrong with a value of `--promotion`; null where nothing is. */
export function wrongPromotion(promotion: string): string | null {
  return promotion === 'off' || promotion === 'require' ? null : '--promotion is "require" or "off".';
}

/**
 * Whether a version may run from now on where `--promotion require` lets only what was tried: with what was measured of it in lines, or, as a
 * text, with what speaks against it. A skill without cases is held to nothing.
 */
export async function heldToEvals(
  { target, lookup }: Pick<RemoteCall, 'target' | 'lookup'>,
  { promotion, typed, skill, version, present }: HeldPromotion,
): Promise<Result<readonly string[], string>> {
  if (promotion === 'off') {
    return success([]);
  }
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
  const figures = {
    label: versionLabel(version),
    own: figuresFor(version.key),
    present: present && { label: versionLabel(present), figures: figuresFor(present.key) },
  };
  const evidence = promotionEvidence(figures, Date.now());
  const why = promotionObjection(figures);
  return why === null
    ? success(evidence)
    : failed(
        `${why} ${evidence.join('; ')}. “skillwright eval” tries it; without --promotion require it may go.`,
      );
}
