import { failureSentences } from '../../core/failure/failureText.ts';
import { plainText } from '../../core/text/plainText.ts';
import { unheldHelp, weighPromotion } from '../eval/promotionGate.ts';
import type { LinkLookup } from '../registries/findRemote.ts';
import { askYesOrNo, isInteractive, printLine } from '../terminal.ts';
import type { HeldBack, Planned } from './choices.ts';
import type { SkillOnDisk } from './deps.ts';
import type { PublishArguments } from './options.ts';

/**
 * Which targets are not published since the new version must not become the default, by `--promotion`. A first version
 * is held against nothing, and a registry without a default runs what came last. What is not published for another
 * reason is not asked about.
 */
export async function heldBack(
  args: Pick<PublishArguments, 'promotion' | 'yes' | 'json' | 'dryRun'>,
  planned: readonly Planned[],
  skills: readonly SkillOnDisk[],
  lookup: LinkLookup,
): Promise<HeldBack> {
  const { promotion, yes, json, dryRun } = args;
  const held = new Map<string, string>();
  if (promotion === 'off' || (promotion === 'ask' && yes)) {
    return held;
  }
  const mayAsk = promotion === 'ask' && !json && !dryRun;
  for (const moving of planned.filter(movesDefault)) {
    const why = await objectionTo(moving, skills, lookup);
    if (why !== null && !(mayAsk && (await isWanted(why)))) {
      held.set(moving.target.id, `${why} ${unheldHelp}`);
    }
  }
  return held;
}

function movesDefault({ target: { action, becomesDefault } }: Planned): boolean {
  const isMoved = action.kind !== 'nothing-changed' || !action.isDefault;
  return becomesDefault === 'choice' && 'skillId' in action && isMoved;
}

/** Asks whoever is at the terminal; nobody there is a no. */
async function isWanted(objection: string): Promise<boolean> {
  if (!isInteractive()) {
    return false;
  }
  printLine(objection);
  return askYesOrNo('Publish it as the default all the same? [y/N] ');
}

/** What speaks against the default, with the skill and the registry; what cannot be looked at does, too. */
async function objectionTo(
  { skill, target }: Planned,
  skills: readonly SkillOnDisk[],
  lookup: LinkLookup,
): Promise<string | null> {
  const { action, destination } = target;
  const { registry, key } = destination;
  const own = skills.find(({ path }) => path === skill.source.path);
  if (!own || !('skillId' in action)) {
    return null;
  }
  const about = `${plainText(skill.name)} on ${plainText(registry.label)}:`;
  const remote = await registry.getSkill(action.skillId);
  if (!remote.ok) {
    return `${about} ${failureSentences(remote.failure)}`;
  }
  const now = remote.value.defaultVersion;
  const present = now === null ? null : await registry.getVersion(action.skillId, now);
  if (present !== null && !present.ok) {
    return `${about} ${failureSentences(present.failure)}`;
  }
  const isThere = action.kind === 'nothing-changed';
  const weighed = await weighPromotion(own.absolutePath, key, lookup, {
    skillName: skill.name,
    skillId: action.skillId,
    label: isThere ? action.is : action.to,
    key: isThere ? action.version : null,
    digest: skill.digest,
    present: present?.value ?? null,
  });
  if (!weighed.ok) {
    return `${about} ${failureSentences(weighed.failure)}`;
  }
  const { objection } = weighed.value;
  return objection === null ? null : `${about} ${objection}`;
}
