import * as vscode from 'vscode';
import { settingIds } from '../../contributions.ts';
import { type PromotionFigures, promotionEvidence, promotionObjection } from '../../core/evals/promotion.ts';
import type { Registry, RemoteSkill, RemoteVersion } from '../../core/registry/contract.ts';
import { versionLabel } from '../../core/registry/versionLabel.ts';
import type { Services } from '../services/services.ts';
import { askModally } from '../ui/shown.ts';
import { type TriedSkill, triedSkill } from './triedSkill.ts';

/** What is about to become the default, and of what. */
export interface Promotion {
  readonly registry: Registry;
  readonly skill: RemoteSkill;
  readonly version: RemoteVersion;
}

/** What is about to run again, and what runs now. */
export interface RollingBack extends Promotion {
  readonly present: RemoteVersion;
}

/** Whether a version may become the default, with what was measured of it; `evidence` is empty where nobody asks. */
export interface PromotionAnswer {
  readonly mayGo: boolean;
  readonly evidence: readonly string[];
}

/**
 * Whether a version may become the default, by what was measured of it. Only skills of the workspace that have cases
 * are held to it; the setting `skillwright.promotion` says whether the person is asked, or held back. Trying the version
 * first is offered in either case, and ends the promotion.
 */
export async function mayPromote(services: Services, promotion: Promotion): Promise<PromotionAnswer> {
  const held = await heldToIt(services, promotion.registry.id, promotion.skill.id);
  if (!held) {
    return { mayGo: true, evidence: [] };
  }
  return decide(services, held, promotion, await figuresFor(held.tried, promotion));
}

/**
 * The same before a roll back: it leads to what ran before and may be urgent, so that nobody is asked about it; where the
 * setting lets only what was tried become the default, it is held back like any other.
 */
export async function mayRollBack(services: Services, rolling: RollingBack): Promise<boolean> {
  const held = await heldToIt(services, rolling.registry.id, rolling.skill.id);
  if (!held?.isRequired) {
    return true;
  }
  const { version, present } = rolling;
  const { mayGo } = await decide(services, held, rolling, {
    label: versionLabel(version),
    own: await held.tried.figures(version.key),
    present: { label: versionLabel(present), figures: await held.tried.figures(present.key) },
    suite: held.tried.suite,
  });
  return mayGo;
}

async function decide(
  services: Services,
  { tried, isRequired }: HeldSkill,
  promotion: Promotion & { readonly present?: RemoteVersion },
  figures: PromotionFigures,
): Promise<PromotionAnswer> {
  const evidence = promotionEvidence(figures, Date.now());
  const why = promotionObjection(figures);
  if (why === null) {
    return { mayGo: true, evidence };
  }
  const { label, present } = figures;
  const tryIt = present ? `Try ${label} Against ${present.label}` : null;
  const goOn = isRequired ? null : `Make ${label} the Default`;
  const question = isRequired ? `${why} ${required}` : `${why} Make it the default all the same?`;
  const answer = await ask(question, evidence, [tryIt, goOn]);
  if (answer !== undefined && answer === tryIt) {
    await tryAgainstDefault(services, tried, promotion);
  }
  return { mayGo: answer !== undefined && answer === goOn, evidence };
}

/** What is about to be published as the default. */
export interface PublishedPromotion {
  readonly registry: Registry;
  readonly skillId: string;
  /** What it will be called: `v5`. */
  readonly label: string;
  /** The key of what is published already, so that nothing but the default moves; null for what is new. */
  readonly version: string | null;
  /** `sha256:…` of what is published, by which a working copy is known that was tried; null where nobody knows. */
  readonly digest: string | null;
}

/** The same before a publish: whether the default moves to what is published, stays, or nothing is published. */
export async function mayPublishAsDefault(
  services: Services,
  { registry, skillId, label, version, digest }: PublishedPromotion,
): Promise<'move' | 'stay' | 'stop'> {
  const held = await heldToIt(services, registry.id, skillId);
  const skill = held && (await registry.getSkill(skillId));
  // Where it cannot be asked, the publish itself says why.
  if (!held || !skill?.ok) {
    return 'move';
  }
  const { tried, isRequired } = held;
  const ofContent = () => (digest === null ? null : tried.figuresOfContent(digest));
  const own = version === null ? ofContent() : await tried.figures(version);
  const figures = { label, own, present: await presentOf(tried, skill.value), suite: tried.suite };
  const why = promotionObjection(figures);
  if (why === null) {
    return 'move';
  }
  const isNew = version === null;
  const move = isNew ? 'Publish as the Default' : `Make ${label} the Default`;
  const stay = isNew ? 'Publish and Leave the Default' : null;
  const act = isNew ? 'Publish it as the default' : 'Make it the default';
  const question = isRequired ? `${why} ${required}` : `${why} ${act} all the same?`;
  const evidence = promotionEvidence(figures, Date.now());
  const answer = await ask(question, evidence, [stay, isRequired ? null : move]);
  return answer === move ? 'move' : answer === stay ? 'stay' : 'stop';
}

const required =
  'The setting “Promotion” lets only versions become the default that were tried and did not do worse.';

function ask(
  question: string,
  evidence: readonly string[],
  buttons: readonly (string | null)[],
): Thenable<string | undefined> {
  const shown = buttons.filter(button => button !== null);
  return askModally(question, evidence.join('\n'), ...shown);
}

interface HeldSkill {
  readonly tried: TriedSkill;
  readonly isRequired: boolean;
}

/** The skill in the workspace, and how strict its promotions are; null where nobody asks for figures. */
async function heldToIt(services: Services, registryId: string, skillId: string): Promise<HeldSkill | null> {
  const tried = await triedSkill(services, registryId, skillId);
  const configured = vscode.workspace
    .getConfiguration(undefined, tried?.skill.uri)
    .get<string>(settingIds.promotion);
  return tried && configured !== 'off' ? { tried, isRequired: configured === 'require' } : null;
}

async function figuresFor(tried: TriedSkill, { skill, version }: Promotion): Promise<PromotionFigures> {
  return {
    label: versionLabel(version),
    own: await tried.figures(version.key),
    present: await presentOf(tried, skill),
    suite: tried.suite,
  };
}

async function presentOf(
  tried: TriedSkill,
  { defaultVersion }: RemoteSkill,
): Promise<PromotionFigures['present']> {
  return defaultVersion === null
    ? null
    : { label: `v${defaultVersion}`, figures: await tried.figures(defaultVersion) };
}

async function tryAgainstDefault(
  services: Services,
  { skill: workspaceSkill }: TriedSkill,
  { registry, skill, version, present }: Promotion & { readonly present?: RemoteVersion },
): Promise<void> {
  const against = await registry.getVersion(skill.id, present?.key ?? skill.defaultVersion ?? '');
  if (against.ok) {
    services.trials.fire({
      skill: workspaceSkill,
      registryId: registry.id,
      skillId: skill.id,
      tried: version,
      against: against.value,
    });
  }
}
