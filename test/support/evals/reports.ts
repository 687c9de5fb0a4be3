import type { EvalReport } from '../../../src/core/evals/report/evalReport.ts';
import { makeReport } from '../../../src/core/evals/report/makeReport.ts';
import type { EvalPlan } from '../../../src/core/evals/run/evalPlan.ts';
import { runEvals } from '../../../src/core/evals/run/runEvals.ts';
import { depsOf, planOf, type ScriptedExecutor } from './scriptedExecutor.ts';
import { suitesOf } from './suites.ts';

/** The report of a plan over these files, as a scripted executor answers it. */
export async function reportOf(
  files: Readonly<Record<string, string>>,
  executor: ScriptedExecutor,
  parts: Partial<EvalPlan> = {},
): Promise<EvalReport> {
  const { suites } = await suitesOf(files);
  const plan = planOf(suites, parts);
  return makeReport(plan, await runEvals(plan, depsOf(executor)), executor, executor);
}
