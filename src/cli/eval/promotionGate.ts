import { figuresOf } from '../../core/evals/measured.ts';
import { promotionEvidence, promotionObjection } from '../../core/evals/promotion.ts';
import { readSuites } from '../../core/evals/suite/readSuites.ts';
import { casesDigest } from '../../core/evals/suite/suiteDigest.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { failureSentences } from '../../core/failure/failureText.ts';
import { publishedDigest } from '../../core/link/history.ts';
import type { RemoteSkill, RemoteVersion } from '../../core/registry/contract.ts';
import { versionLabel } from '../../core/registry/versionLabel.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { filesOfFolder } from '../../disk/folder/caseFiles.ts';
import type { LinkLookup } from '../registries/findRemote.ts';
import { folderThere } from '../registries/namedFolder.ts';
import type { RemoteCall } from '../registries/withRegistry.ts';
import { readPromotionRule } from './promotionRule.ts';
import { readSkillLinks } from './skillLinks.ts';

/** The options of commands after which another version runs. */
export const promotionOptions = {
  promotion: { type: 'string', default: 'off' },
  yes: { type: 'boolean', default: false },
} as const;

/** How a usage line and a help name them. */
export const promotionUsage = '[--promotion RULE]';
export const promotionHelp = `  --promotion RULE    "require" lets only a version run that was tried with the evals in the folder and did not do
                      worse; "ask" asks whoever is at the terminal, and nobody there is a no; else "off".
  --yes               Say yes to what "ask" asks.`;

const question = 'Let it run all the same?';

/** How a refusal ends. */
export const unheldHelp = '“skillwright eval” tries it; with --promotion off it may go.';

/** What is to run, in place of what runs now. */
export interface HeldPromotion {
  /** The values of `--promotion` and `--yes`. */
  readonly promotion: string;
  readonly yes: boolean;
  /** SKILL as it was typed. */
  readonly typed: string;
  readonly skill: RemoteSkill;
  readonly version: RemoteVersion;
  /** Null where none runs. */
  readonly present: RemoteVersion | null;
}

/** What is wrong with a value of `--promotion`; null where nothing is. */
export function wrongPromotion({ promotion }: { readonly promotion: string }): string | null {
  return readPromotionRule(promotion) === null ? '--promotion is "ask", "require" or "off".' : null;
}

/**
 * Whether a version may run from now on where `--promotion` lets only what was tried: with what was measured of it in
 * lines, or, as a text, with what speaks against it. A skill without cases is held to nothing.
 */
export async function heldToEvals(
  { target, lookup, ask }: Pick<RemoteCall, 'target' | 'lookup' | 'ask'>,
  { promotion, yes, typed, skill, version, present }: HeldPromotion,
): Promise<Result<readonly string[], string>> {
  if (promotion === 'off' || (promotion === 'ask' && yes)) {
    return success([]);
  }
  const folder = await folderThere(typed);
  if (folder === null) {
    return failed(
      `--promotion ${promotion} needs the skill’s folder as SKILL: its evals are there, and beside it what they came to.`,
    );
  }
  const weighed = await weighPromotion(folder, target.key, lookup, {
    skillName: skill.name,
    skillId: skill.id,
    label: versionLabel(version),
    key: version.key,
    digest: null,
    present,
  });
  if (!weighed.ok) {
    return failed(failureSentences(weighed.failure));
  }
  const { evidence, objection } = weighed.value;
  const mayGo = objection === null || (promotion === 'ask' && (await ask(objection, `${question} [y/N] `)));
  return mayGo ? success(evidence) : failed(`${objection} ${unheldHelp}`);
}

/** What is known of a version that is to run from now on: what was measured, and what speaks against it. */
export interface WeighedPromotion {
  /** The figures in lines; none for a skill without cases, which is held to nothing. */
  readonly evidence: readonly string[];
  /** Why it should not run, as sentences; null where nothing says so. */
  readonly objection: string | null;
}

/** A version, or a folder's content that will be one. */
interface Candidate {
  readonly skillName: string | null;
  readonly skillId: string;
  /** For people: "v5". */
  readonly label: string;
  /** Null for what is not published yet. */
  readonly key: string | null;
  /** `sha256:…` of the content, where it is at hand. */
  readonly digest: string | null;
  /** What runs now. */
  readonly present: RemoteVersion | null;
}

/** Looks up in a skill's folder, and beside it, what its evals say of a version. Fails as the files do. */
export async function weighPromotion(
  folder: string,
  registryKey: string,
  lookup: LinkLookup,
  { skillName, skillId, label, key, digest, present }: Candidate,
): Promise<Result<WeighedPromotion, Failure>> {
  const files = await filesOfFolder(folder);
  if (!files.ok) {
    return files;
  }
  const links = await readSkillLinks(folder, lookup);
  if (!links.ok) {
    return links;
  }
  const { suites } = await readSuites(files.value.suites, skillName);
  if (!suites.some(({ kind }) => kind === 'cases')) {
    return success({ evidence: [], objection: null });
  }
  const suite = casesDigest(suites);
  const { measured, placeOf } = links.value;
  const file = await placeOf(registryKey).store.read();
  const figuresFor = (version: string, known: string | null = null) => {
    const published = file.ok ? publishedDigest(file.value, registryKey, { skillId, version }) : null;
    return figuresOf(measured, { registryKey, key: version, digest: known ?? published }, suite);
  };
  const figures = {
    label,
    own: figuresFor(key ?? '', digest),
    present: present && { label: versionLabel(present), figures: figuresFor(present.key) },
    suite,
  };
  const evidence = promotionEvidence(figures, Date.now());
  const why = promotionObjection(figures);
  return success({ evidence, objection: why === null ? null : `${why} ${evidence.join('; ')}.` });
}
