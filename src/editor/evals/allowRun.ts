import * as vscode from 'vscode';
import { settingIds } from '../../contributions.ts';
import { costWords } from '../../core/evals/run/estimateCost.ts';
import type { CostEstimate, EvalPlan } from '../../core/evals/run/evalPlan.ts';
import type { Executor } from '../../core/evals/run/executor.ts';
import { suiteDigest } from '../../core/evals/suite/suiteDigest.ts';
import type { Services } from '../services/services.ts';
import { confirm } from '../ui/quickPick.ts';
import { askLine } from '../ui/shown.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';

/** Suites that were run here once, as digests; the oldest are forgotten. */
const maxRemembered = 500;
const rememberedKey = 'evals.allowedSuites';

/** What a ceiling is set to unless the person says another number: a suite of ten cases in two arms stays below. */
const suggestedCeiling = 500_000;

/**
 * Whether the suite may run: the first time with what it will cost, since somebody else may have written it. Asks for
 * the ceiling where none was set. Null when the person turned away.
 */
export async function allowRun(
  { context }: Services,
  skill: WorkspaceSkill,
  plan: EvalPlan,
  executor: Executor,
  cost: CostEstimate,
): Promise<{ readonly maxTokens: number | null } | null> {
  const maxTokens = plan.maxTokens ?? (await askCeiling());
  if (maxTokens === null) {
    return null;
  }
  const digest = suiteDigest(plan.suites);
  const remembered = context.globalState.get<readonly string[]>(rememberedKey, []);
  if (remembered.includes(digest) && cost.tokens <= maxTokens) {
    return { maxTokens };
  }
  const over =
    cost.tokens > maxTokens
      ? [`That is over your ceiling of ${maxTokens.toLocaleString('en')}: it would end early.`]
      : [];
  const isSure = await confirm(
    `Run the evals of ${skill.path} with ${executor.label}?`,
    [`${costWords(cost)} ${executor.model} answers and judges.`, ...over],
    'Run',
  );
  if (!isSure) {
    return null;
  }
  const kept = [digest, ...remembered.filter(other => other !== digest)].slice(0, maxRemembered);
  await context.globalState.update(rememberedKey, kept);
  return { maxTokens };
}

async function askCeiling(): Promise<number | null> {
  const typed = await askLine({
    title: 'A Ceiling for Evals',
    prompt:
      'How many tokens may one run of evals take? At the ceiling it ends early, and says so. Asked once.',
    value: String(suggestedCeiling),
    ignoreFocusOut: true,
    validateInput: value =>
      /^[1-9]\d{2,9}$/.test(value) ? undefined : 'A number of tokens, such as 500000.',
  });
  if (typed === undefined) {
    return null;
  }
  const value = Number(typed);
  await vscode.workspace
    .getConfiguration()
    .update(settingIds.evalMaxTokens, value, vscode.ConfigurationTarget.Global);
  return value;
}
