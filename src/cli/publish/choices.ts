import { relative, resolve } from 'node:path';
import type { Failure } from '../../core/failure/failure.ts';
import { linkFileName } from '../../core/link/linkFileName.ts';
import type { PublishChoices } from '../../core/publish/outcome.ts';
import type { PublishPlan, SkillPlan, TargetPlan } from '../../core/publish/plan/plan.ts';
import type { LinkDecision } from '../../core/publish/plan/request.ts';
import { uploadRefusal } from '../../core/publish/send/uploadRefusal.ts';
import { plainText } from '../../core/text/plainText.ts';
import { withSlashes } from '../../disk/files/system.ts';
import { askYesOrNo, isInteractive } from '../terminal.ts';
import type { PublishArguments } from './options.ts';

/** A target with its skill. */
export interface Planned {
  readonly skill: SkillPlan;
  readonly target: TargetPlan;
}

/** Targets that are left alone, with the sentence that says why, by their ids. */
export type HeldBack = ReadonlyMap<string, string>;

export function plannedTargets(plan: PublishPlan): readonly Planned[] {
  return plan.skills.flatMap(skill => skill.targets.map(target => ({ skill, target })));
}

/** What the options answer to the plan's questions; every target is to be published that is not among those held back. */
export function choicesFor(
  args: PublishArguments,
  plan: PublishPlan,
  acceptWarnings: boolean,
  held: HeldBack = new Map(),
): PublishChoices {
  const { makeDefault, anyway: publishAnyway, label, notes } = args;
  const wanted = plannedTargets(plan).filter(({ target }) => !held.has(target.id));
  const choice = { makeDefault, publishAnyway, ...(label === undefined ? {} : { label }) };
  return {
    acceptWarnings,
    ...(notes === undefined ? {} : { notes: new Map(plan.skills.map(({ source }) => [source.path, notes])) }),
    allowSecrets: new Map(plan.skills.map(skill => [skill.source.path, allowedIn(skill, args)])),
    targets: new Map(wanted.map(({ target }) => [target.id, choice])),
  };
}

/**
 * Answers for the targets that have no link, where `--link` or `--new` says what to do. `--link` counts also where the
 * name is new to the registry: it must not be overlooked and a new skill made.
 */
export function linkDecisions(args: PublishArguments, plan: PublishPlan): ReadonlyMap<string, LinkDecision> {
  const decision: LinkDecision | null =
    args.link !== undefined ? { kind: 'existing', skillId: args.link } : args.asNew ? { kind: 'new' } : null;
  if (decision === null) {
    return new Map();
  }
  const unlinked = decision.kind === 'existing' ? ['ask-link', 'create'] : ['ask-link'];
  const open = plannedTargets(plan).filter(({ target }) => unlinked.includes(target.action.kind));
  return new Map(open.map(({ target }) => [target.id, decision]));
}

/**
 * Targets that `--new` or `--link` asks for something else of than what the folder is linked to. What is linked becomes
 * a version of the linked skill, so that nothing is there twice because a command was repeated. And with `--changed`
 * what would be a new skill: a moved one, that is gone from the registry.
 */
export function heldByLink({ asNew, link, isChangedOnly }: PublishArguments, plan: PublishPlan): HeldBack {
  const held = new Map<string, string>();
  for (const { skill, target } of plannedTargets(plan)) {
    const { action, basis, destination } = target;
    if (isChangedOnly && action.kind === 'create') {
      held.set(
        target.id,
        `${plainText(skill.source.path)} has been moved since it was published, and is gone from ${plainText(destination.registry.label)}: publish it once without --changed.`,
      );
      continue;
    }
    if (
      basis.link === null ||
      !('skillId' in action) ||
      !(asNew || (link ?? action.skillId) !== action.skillId)
    ) {
      continue;
    }
    const folder = plainText(basis.movedFrom ?? skill.source.path);
    const where = destination.key === 'local' ? 'links.json beside the data of that registry' : linkFileName;
    const asked = asNew ? '--new would make another one of it' : `--link names ${plainText(link ?? '')}`;
    held.set(
      target.id,
      `${folder} is linked to ${plainText(action.skillId)} on ${plainText(destination.registry.label)}, and ${asked}: publish without the option, or take the link out of ${where} first.`,
    );
  }
  return held;
}

/** Targets that something would be sent to, or whose default would move. */
export function pending(plan: PublishPlan, choices: PublishChoices): readonly Planned[] {
  return plannedTargets(plan).filter(({ skill, target }) => {
    const choice = choices.targets.get(target.id);
    if (!choice || uploadRefusal(skill, target, choice, { ...choices, acceptWarnings: true })) {
      return false;
    }
    return target.action.kind !== 'nothing-changed' || (choice.makeDefault && !target.action.isDefault);
  });
}

/**
 * Asks on a terminal, which also accepts warnings. Without a terminal or with `--yes` nobody is asked, and warnings
 * are accepted only by `--yes`.
 */
export async function ask(
  args: PublishArguments,
  count: number,
): Promise<{ readonly go: boolean; readonly acceptWarnings: boolean }> {
  if (args.yes) {
    return { go: true, acceptWarnings: true };
  }
  if (args.json || !isInteractive() || count === 0) {
    return { go: true, acceptWarnings: false };
  }
  const go = await askYesOrNo(count === 1 ? 'Publish? [y/N] ' : `Publish ${count}? [y/N] `);
  return { go, acceptWarnings: go };
}

/** The option that helps against a refusal, as a sentence; empty where none does. */
export function optionHelp(failure: Failure): string {
  switch (failure.kind) {
    case 'problems':
      return failure.problems.some(({ severity }) => severity === 'error') ? '' : '--yes accepts warnings.';
    case 'secrets':
      return '--allow-secret FILE allows one.';
    case 'moved-on':
      return '--anyway publishes all the same.';
    case 'link-undecided':
      return '--link ID says which skill it is, --new that it is one of its own.';
    default:
      return '';
  }
}

/** Files may be named from the skill's folder or from the working directory. */
function allowedIn({ source }: SkillPlan, { allowedSecrets }: PublishArguments): readonly string[] {
  const folder = resolve(source.path);
  const fromHere = allowedSecrets.map(path => withSlashes(relative(folder, resolve(path))));
  return [...allowedSecrets, ...fromHere];
}
