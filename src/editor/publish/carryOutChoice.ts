import { cancelled, type Failure } from '../../core/failure/failure.ts';
import type {
  PublishChoices,
  PublishEvent,
  PublishReport,
  TargetChoice,
} from '../../core/publish/outcome.ts';
import { progressWords } from '../../core/publish/outcomeWords.ts';
import type { PublishPlan, TargetPlan } from '../../core/publish/plan/plan.ts';
import type { ReleaseNotes } from '../../core/publish/review/notesRow.ts';
import {
  type AllowedSecrets,
  canBecomeDefault,
  isConflict,
  isReady,
  type PlannedPublish,
  plannedPublishes,
  type Unticked,
} from '../../core/publish/review/readiness.ts';
import type { ReviewAction } from '../../core/publish/review/reviewRow.ts';
import { carryOut } from '../../core/publish/send/carryOut.ts';
import { type Result, success } from '../../core/text/result.ts';
import { runTold } from '../services/runCommand.ts';
import type { Services } from '../services/services.ts';
import { withProgress } from '../ui/progress.ts';
import { askLine } from '../ui/shown.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';
import { rememberLeft } from './leftTargets.ts';
import type { PublishSetup } from './publishDeps.ts';
import { showReport } from './showReport.ts';

type Choice = Extract<ReviewAction, { kind: 'publish' | 'make-default' }>;

/** What was decided in the review before. */
interface Decided {
  readonly allowed: AllowedSecrets;
  readonly unticked: Unticked;
  readonly notes: ReleaseNotes | null;
}

/** Does what the person chose in the review, with progress in the notification and on the skill's row, and says how it ended. */
export async function carryOutChoice(
  services: Services,
  setup: PublishSetup,
  plan: PublishPlan,
  choice: Choice,
  { allowed, unticked, notes }: Decided,
): Promise<Result<unknown, Failure>> {
  const wanted = plannedPublishes(plan).filter(({ target }) => !unticked.has(target.id));
  const chosen = wanted.filter(publish => isChosen(publish, choice, allowed));
  const targets = await toChoices(services, chosen, choice);
  if (!targets) {
    return cancelled;
  }
  const choices = { acceptWarnings: true, allowSecrets: allowed, targets, ...notesOf(plan, notes) };
  const byId = new Map(chosen.map(publish => [publish.target.id, publish]));
  const endActivity = () => {
    for (const { skill } of chosen) {
      services.activity.set(setup.workspaceSkill(skill.source), null);
    }
  };
  try {
    const report = await withProgress(titleOf(chosen), (tell, signal) =>
      carryOut(plan, choices, setup.deps, {
        signal,
        onEvent: event => showEvent(services, setup, byId.get(event.target), event, tell),
      }),
    );
    // Rows of versions say where they come from, as the link file has it by now.
    services.states.outdateAll();
    await refreshRegistries(services, chosen, report);
    await rememberLeft(services.context.workspaceState, leftOf(setup, plan, report, unticked));
    endActivity();
    await services.workspaceTree.redrawNow();
    const ended = { asked: askedOf(wanted, choice, chosen), begun: chosen, allowed, report };
    void runTold(services, 'The report of a publish', () => showReport(services, ended, setup));
    return success(null);
  } finally {
    endActivity();
  }
}

/** Nothing where each skill speaks for itself. */
function notesOf(plan: PublishPlan, notes: ReleaseNotes | null): Pick<PublishChoices, 'notes'> {
  if (notes === null || notes.from === 'each') {
    return {};
  }
  return { notes: new Map(plan.skills.map(({ source }) => [source.path, notes.text ?? ''])) };
}

/** What the person wanted when they chose: all that is not there already, whether it could be begun or not. */
function askedOf(
  wanted: readonly PlannedPublish[],
  choice: Choice,
  chosen: readonly PlannedPublish[],
): readonly PlannedPublish[] {
  return choice.kind === 'make-default'
    ? chosen
    : wanted.filter(({ target }) => target.action.kind !== 'nothing-changed');
}

/** Of everything in the plan that was not left out, what is neither published now nor was before. */
function leftOf(
  setup: PublishSetup,
  plan: PublishPlan,
  { outcomes }: PublishReport,
  unticked: Unticked,
): ReadonlyMap<WorkspaceSkill, readonly string[]> {
  const isLeft = ({ id, action }: TargetPlan) => {
    const kind = outcomes.get(id)?.kind ?? action.kind;
    return (
      !unticked.has(id) && kind !== 'published' && kind !== 'nothing-to-do' && kind !== 'nothing-changed'
    );
  };
  return new Map(
    plan.skills.map(({ source, targets }) => [
      setup.workspaceSkill(source),
      targets.filter(isLeft).map(({ destination }) => destination.registry.id),
    ]),
  );
}

function isChosen(publish: PlannedPublish, choice: Choice, allowed: AllowedSecrets): boolean {
  if (choice.kind === 'make-default') {
    return canBecomeDefault(publish);
  }
  return isReady(publish, allowed) || (choice.anyway && isConflict(publish, allowed));
}

/**
 * Undefined when the person turned away from naming the one new skill, or from a default that was not tried; several
 * new ones are called as they call themselves.
 */
async function toChoices(
  services: Services,
  chosen: readonly PlannedPublish[],
  choice: Choice,
): Promise<ReadonlyMap<string, TargetChoice> | undefined> {
  const choices = new Map<string, TargetChoice>();
  const isNamed = ({ target: { action, destination } }: PlannedPublish) =>
    action.kind === 'create' && destination.registry.capabilities.hasLabel;
  const mayAsk = chosen.filter(isNamed).length === 1;
  for (const publish of chosen) {
    const { skill, target } = publish;
    const wanted = choice.kind === 'make-default' || choice.makeDefault;
    const answer = wanted ? await askPromotion(services, { skill, target }) : 'stay';
    if (answer === 'stop') {
      return undefined;
    }
    const makeDefault = answer === 'move';
    const publishAnyway = choice.kind === 'publish' && choice.anyway;
    let label: string | undefined;
    if (isNamed(publish)) {
      label = mayAsk ? await askLabel(skill.name, target.destination.registry.label) : skill.name;
      if (label === undefined) {
        return undefined;
      }
    }
    choices.set(target.id, { makeDefault, publishAnyway, ...(label === undefined ? {} : { label }) });
  }
  return choices;
}

/** Whether the default moves to what is published; the first version of a skill is held against nothing. */
async function askPromotion(
  services: Services,
  { skill, target: { action, destination, becomesDefault } }: PlannedPublish,
): Promise<'move' | 'stay' | 'stop'> {
  const isMove = becomesDefault === 'choice' && 'skillId' in action;
  if (!isMove) {
    return 'move';
  }
  const { mayPublishAsDefault } = await import('../evals/promotion.ts');
  const isThere = action.kind === 'nothing-changed';
  const label = isThere ? action.is : action.to;
  const version = isThere ? action.version : null;
  const { skillId } = action;
  const { registry } = destination;
  return mayPublishAsDefault(services, { registry, skillId, label, version, digest: skill.digest });
}

/** The longest display name that Anthropic takes, in characters. */
const maxLabelLength = 255;

function askLabel(name: string, registry: string): Thenable<string | undefined> {
  return askLine({
    title: `Publish ${name} to ${registry}`,
    prompt: 'What people see in lists; it cannot be changed later.',
    value: name,
    ignoreFocusOut: true,
    validateInput: text => {
      if (text.trim() === '') {
        return 'It needs a display name.';
      }
      return text.length > maxLabelLength
        ? `It has ${text.length} characters; at most ${maxLabelLength} are allowed.`
        : null;
    },
  });
}

function showEvent(
  services: Services,
  setup: PublishSetup,
  publish: PlannedPublish | undefined,
  event: PublishEvent,
  tell: (message: string) => void,
): void {
  if (!publish) {
    return;
  }
  const { skill, target } = publish;
  const words = progressWords(event);
  // What the row says last stays until it can say how it ended.
  if (words === null) {
    return;
  }
  services.activity.set(setup.workspaceSkill(skill.source), words);
  tell(`${target.destination.registry.label}: ${words}`);
}

/** Brings the Registries view up to date with what was published, with one request for each skill. */
async function refreshRegistries(
  services: Services,
  chosen: readonly PlannedPublish[],
  report: PublishReport,
): Promise<void> {
  for (const { target } of chosen) {
    const outcome = report.outcomes.get(target.id);
    if (outcome?.kind !== 'published' && outcome?.kind !== 'nothing-to-do') {
      continue;
    }
    const { id } = target.destination.registry;
    await services.connections.browserIfConnected(id)?.refreshSkill(outcome.skillId);
    services.registriesTree.redrawRegistry(id);
  }
}

function titleOf(chosen: readonly PlannedPublish[]): string {
  const [only] = chosen.length === 1 ? chosen : [];
  return only ? `Publishing ${only.skill.name}` : 'Publishing';
}
