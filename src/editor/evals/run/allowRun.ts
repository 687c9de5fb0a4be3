import { settingIds } from '../../../contributions.ts';
import { armLabel } from '../../../core/evals/run/arm.ts';
import { costWords, estimateWords } from '../../../core/evals/run/estimateCost.ts';
import type { CostEstimate, EvalPlan } from '../../../core/evals/run/evalPlan.ts';
import type { Executor } from '../../../core/evals/run/executor.ts';
import { suiteDigest } from '../../../core/evals/suite/suiteDigest.ts';
import { countWords } from '../../../core/text/words.ts';
import type { Services } from '../../services/services.ts';
import { confirm } from '../../ui/quickPick.ts';
import type { WorkspaceSkill } from '../../workspace/workspaceSkills.ts';
import { readSkillSuites } from '../skillSuites.ts';
import { askCeiling } from './earlyEnd.ts';

/** Suites that were run here once, as digests; the oldest are forgotten. */
const maxRemembered = 500;
const rememberedKey = 'evals.allowedSuites';

/** What is to run, and what is known of it. */
export interface WantedRun {
  readonly skill: WorkspaceSkill;
  readonly plan: EvalPlan;
  readonly executor: Executor;
  readonly cost: CostEstimate;
  /** The person wrote or changed the suite here, so that nobody else's prompts are sent unseen. */
  readonly isOwn: boolean;
}

/**
 * Whether the suite may run: the first time with what it will cost, since somebody else may have written it. Asks for
 * the ceiling where none was set. Null when the person turned away.
 */
export async function allowRun(
  services: Services,
  { skill, plan, executor, cost, isOwn }: WantedRun,
): Promise<{ readonly maxTokens: number } | null> {
  const { context } = services;
  const maxTokens =
    plan.maxTokens ??
    (await askCeiling(
      services,
      `This one will take ${estimateWords(cost.tokens)}. At the ceiling a run ends early, and says so. Asked once.`,
    ));
  if (maxTokens === null) {
    return null;
  }
  // Of all that the skill has, so that choosing other cases of the same suite asks no more.
  const digest = suiteDigest((await readSkillSuites(skill)).suites);
  const remembered = context.globalState.get<readonly string[]>(rememberedKey, []);
  const isKnown = isOwn || remembered.includes(digest);
  if (!(isKnown && cost.tokens <= maxTokens) && !(await ask({ plan, executor, cost }, isKnown, maxTokens))) {
    return null;
  }
  const kept = [digest, ...remembered.filter(other => other !== digest)].slice(0, maxRemembered);
  await context.globalState.update(rememberedKey, kept);
  return { maxTokens };
}

function ask(
  { plan, executor, cost }: Pick<WantedRun, 'plan' | 'executor' | 'cost'>,
  isKnown: boolean,
  maxTokens: number,
): Promise<boolean> {
  const arms = plan.arms.map(({ arm }) => armLabel(arm)).join(' against ');
  const model = executor.model === executor.label ? executor.label : `${executor.label} (${executor.model})`;
  const details = [
    `Tried: ${arms}`,
    `Model: ${model}`,
    `Cost: ${costWords(cost)}`,
    ...(cost.tokens > maxTokens
      ? [
          `That is over your ceiling of ${countWords(maxTokens, 'token')} (${settingIds.evalMaxTokens}): it would end early.`,
        ]
      : []),
    ...(isKnown
      ? []
      : ['These prompts have not run here before. Read them first if somebody else wrote them.']),
  ];
  return confirm(`Run the evals of “${plan.skillName}”?`, details, 'Run');
}
