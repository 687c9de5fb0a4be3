import { cancelled, type Failure } from '../../core/failure/failure.ts';
import { failureSteps } from '../../core/failure/failureSteps.ts';
import type { PublishPlan } from '../../core/publish/plan/plan.ts';
import { planPublish } from '../../core/publish/plan/planPublish.ts';
import type { LinkDecision, PublishRequest } from '../../core/publish/plan/request.ts';
import type { ReleaseNotes } from '../../core/publish/review/notesRow.ts';
import type { ReviewAction } from '../../core/publish/review/reviewRow.ts';
import { baseName } from '../../core/text/paths.ts';
import { type Result, success } from '../../core/text/result.ts';
import { compareWithPublished } from '../compare/compare.ts';
import type { Services } from '../services/services.ts';
import { takeStep } from '../services/showFailure.ts';
import { withProgress } from '../ui/progress.ts';
import { confirm } from '../ui/quickPick.ts';
import { saveOpenFiles } from '../workspace/files.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';
import { carryOutChoice } from './carryOutChoice.ts';
import { type ChosenTargets, chooseTargets } from './chooseTargets.ts';
import { decideLinks } from './decideLinks.ts';
import { deleteCopy } from './deleteCopy.ts';
import { type PublishSetup, publishSetup } from './publishDeps.ts';
import { raiseVersion } from './raiseVersion.ts';
import { askNotes, notesToBegin } from './releaseNotes.ts';
import { showReview } from './review.ts';
import { openAt, showFiles } from './takeLook.ts';

/** What the person decided so far; the review is shown again after each decision. */
interface Decisions {
  targets: ChosenTargets;
  links: ReadonlyMap<string, LinkDecision>;
  allowed: ReadonlyMap<string, readonly string[]>;
  /** What the author wants to be said; null while the skill speaks for itself. */
  notes: ReleaseNotes | null;
  unticked: ReadonlySet<string>;
}

/** Plans, shows the review until the person publishes or turns away, and carries out what was chosen. */
export async function publish(
  services: Services,
  skills: readonly WorkspaceSkill[],
): Promise<Result<unknown, Failure>> {
  const targets = await chooseTargets(services, skills, false);
  if (!targets.ok) {
    return targets;
  }
  const made = await publishSetup(services, skills);
  if (!made.ok) {
    return made;
  }
  const setup = made.value;
  const decisions: Decisions = {
    targets: targets.value,
    links: new Map(),
    allowed: new Map(),
    unticked: new Set(),
    notes: null,
  };
  for (;;) {
    const saved = await saveOpenFiles(skills.map(({ folder }) => folder));
    if (!saved.ok) {
      return saved;
    }
    const plan = await prepare(setup, decisions, titleOf(skills));
    if (!plan.ok) {
      return plan;
    }
    try {
      showAway(services, plan.value);
      await showSecrets(services, setup, plan.value);
      const links = await decideLinks(plan.value, decisions.links);
      if (!links) {
        return cancelled;
      }
      if (links !== decisions.links) {
        decisions.links = links;
        continue;
      }
      const end = await review(services, setup, plan.value, decisions, skills);
      if (end) {
        return end;
      }
    } finally {
      await plan.value.dispose();
    }
  }
}

/** Resolves to how the command ended, or to undefined when the plan is to be made anew. */
async function review(
  services: Services,
  setup: PublishSetup,
  plan: PublishPlan,
  decisions: Decisions,
  skills: readonly WorkspaceSkill[],
): Promise<Result<unknown, Failure> | undefined> {
  const own = await notesToBegin(setup, plan);
  let last: ReviewAction | undefined;
  for (;;) {
    const action = await showReview(plan, {
      allowed: decisions.allowed,
      unticked: decisions.unticked,
      notes: decisions.notes ?? own,
      title: titleOf(skills),
      canChooseTargets: services.connections.all().length > 1,
      last,
    });
    last = action;
    switch (action?.kind) {
      case undefined:
      case 'close':
        return cancelled;
      case 'publish':
      case 'make-default':
        return carryOutChoice(services, setup, plan, action, decisions);
      case 'write-notes':
        await writeNotes(setup, plan, decisions, own);
        break;
      case 'leave-out':
        decisions.unticked = new Set([...decisions.unticked, ...action.targets]);
        break;
      case 'take-in':
        decisions.unticked = new Set([...decisions.unticked].filter(id => !action.targets.includes(id)));
        break;
      case 'allow-secrets':
        await allowSecrets(action, decisions);
        break;
      case 'show-files':
        if ((await showFiles(action.skill, setup.workspaceSkill(action.skill.source))) === 'opened') {
          return success(null);
        }
        break;
      case 'open':
        await openAt(setup.workspaceSkill(action.skill.source), action.path, action.line);
        return success(null);
      case 'compare':
        return compareWithPublished(
          services,
          setup.workspaceSkill(action.skill.source),
          action.target.destination.registry.id,
          action.skillId,
          action.version,
        );
      case 'mend': {
        const [step] = failureSteps(action.failure);
        if (step?.kind === 'open') {
          await takeStep(services, step);
          return success(null);
        }
        if (step && step.kind !== 'try-again' && step.kind !== 'review-again') {
          await takeStep(services, step);
        }
        return undefined;
      }
      case 'delete-copy':
        await deleteCopy(services, action.target.destination.registry.id, action.copy);
        return undefined;
      case 'raise-version':
        if (!(await raiseVersion(setup.workspaceSkill(action.skill.source)))) {
          break;
        }
        return undefined;
      case 'choose-targets': {
        const targets = await chooseTargets(services, skills, true);
        if (!targets.ok) {
          break;
        }
        decisions.targets = targets.value;
        return undefined;
      }
    }
  }
}

/** Keeps what was decided before where the person turns away. */
async function writeNotes(
  setup: PublishSetup,
  plan: PublishPlan,
  decisions: Decisions,
  own: ReleaseNotes | null,
): Promise<void> {
  const before = decisions.notes ?? own;
  const now = before && (await askNotes(setup, plan, before));
  decisions.notes = now ?? decisions.notes;
}

/** What was found in the files is a problem in the Problems panel as well; it stays there when the review is gone. */
async function showSecrets(services: Services, setup: PublishSetup, plan: PublishPlan): Promise<void> {
  for (const { source, refusal, secrets } of plan.skills) {
    if (refusal === null) {
      await services.secrets.put(setup.workspaceSkill(source), secrets);
    }
  }
}

/** What a registry has made of its row before is no news any more when it could not be asked for the review. */
function showAway({ connections, registriesTree }: Services, plan: PublishPlan): void {
  const away = plan.skills.flatMap(({ targets }) =>
    targets
      .filter(({ action }) => action.kind === 'impossible' && awayKinds.has(action.failure.kind))
      .map(({ destination }) => destination.registry.id),
  );
  for (const id of new Set(away)) {
    connections.browserIfConnected(id)?.reset();
    registriesTree.redrawRegistry(id);
  }
}

/** Failures of a registry as a whole, which its row tells with a way on. */
const awayKinds: ReadonlySet<Failure['kind']> = new Set([
  'no-key',
  'unauthorised',
  'unreachable',
  'timed-out',
  'unavailable',
]);

async function prepare(
  setup: PublishSetup,
  decisions: Decisions,
  title: string,
): Promise<Result<PublishPlan, Failure>> {
  const { targets, isMeant } = decisions.targets;
  const request: PublishRequest = {
    skills: setup.skills,
    targets,
    isMeant: (skill, target) => isMeant(setup.workspaceSkill(skill), target),
    linkDecisions: decisions.links,
  };
  return withProgress(title, (report, signal) => {
    report('preparing the review');
    return planPublish(request, setup.deps, { signal });
  });
}

async function allowSecrets(
  { skill, path }: Extract<ReviewAction, { kind: 'allow-secrets' }>,
  decisions: Decisions,
): Promise<void> {
  const found = skill.secrets
    .filter(secret => secret.path === path)
    .map(({ line, what }) => `Line ${line}: ${what}`);
  const details = [
    ...found,
    '',
    'Everybody who can use the skill can read the file. This is remembered until the file changes.',
  ];
  if (!(await confirm(`Publish ${path} in spite of what it holds?`, details, 'Publish This File'))) {
    return;
  }
  const paths = decisions.allowed.get(skill.source.path) ?? [];
  decisions.allowed = new Map([...decisions.allowed, [skill.source.path, [...paths, path]]]);
}

function titleOf(skills: readonly WorkspaceSkill[]): string {
  const [only] = skills.length === 1 ? skills : [];
  return only ? `Publish ${baseName(only.folder.path)}` : `Publish ${skills.length} skills`;
}
