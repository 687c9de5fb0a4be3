import type { Grade } from '../grade/grade.ts';
import { stepWords } from '../grade/judgePrompt.ts';
import { mean } from '../numbers/intervals.ts';
import { type Arm, armLabel } from '../run/arm.ts';
import type { RunResult } from '../run/evalRun.ts';
import { tokensOf } from '../run/tokenUsage.ts';
import type { EvalCase } from '../suite/suite.ts';
import type { EvalReport } from './evalReport.ts';

/** Mean, standard deviation and bounds of a figure, as skill-creator has them. */
interface Spread {
  readonly mean: number;
  readonly stddev: number;
  readonly min: number;
  readonly max: number;
}

/** One answered run as skill-creator's viewer reads it. */
interface BenchmarkRun {
  readonly eval_id: string | number;
  readonly eval_name: string;
  readonly configuration: string;
  readonly run_number: number;
  readonly result: {
    readonly pass_rate: number;
    readonly passed: number;
    readonly failed: number;
    readonly total: number;
    readonly time_seconds: number;
    readonly tokens: number;
    readonly tool_calls: number;
    readonly errors: number;
  };
  readonly expectations: readonly {
    readonly text: string;
    readonly passed: boolean;
    readonly evidence: string;
  }[];
  readonly notes: readonly string[];
}

/**
 * The report as skill-creator's `benchmark.json`: its viewer and its scripts read it. Runs without an answer, and
 * expectations that could not be judged, have no place in that format and are named in `notes`.
 */
export function benchmarkJson(report: EvalReport): string {
  const cases = new Map(
    report.suites.flatMap(suite =>
      suite.kind === 'cases' ? suite.cases.map(each => [`${suite.path}\n${each.id}`, each] as const) : [],
    ),
  );
  const names = configurationsOf(report.arms);
  const runs = report.results.flatMap(result => {
    const evalCase = cases.get(`${result.key.suite}\n${result.key.caseId}`);
    return evalCase ? runOf(result, evalCase, names[result.key.arm] ?? '') : [];
  });
  const summaries = Object.fromEntries(
    names.flatMap(name => {
      const summary = summaryOf(runs, name);
      return summary ? [[name, summary] as const] : [];
    }),
  );
  const unjudged = names.filter(name => !(name in summaries));
  const [first, second] = names.map(name => summaries[name]);
  const content = {
    metadata: {
      skill_name: report.skillName,
      executor_model: report.executor.model,
      analyzer_model: report.judgeModel,
      timestamp: report.endedAt,
      evals_run: [...new Set(runs.map(run => run.eval_id))],
      runs_per_configuration: report.runs,
    },
    runs,
    run_summary: { ...summaries, ...(first && second ? { delta: deltaOf(first, second) } : {}) },
    notes: [...notesOf(report), ...unjudged.map(name => `${name} has no run that was judged.`)],
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** skill-creator's own names where they say the same; it draws those it knows in colours of their own. */
function configurationsOf(arms: readonly Arm[]): readonly string[] {
  const hasNone = arms.some(({ kind }) => kind === 'none');
  return arms.map((arm, index) => {
    if (hasNone) {
      return arm.kind === 'none' ? 'without_skill' : 'with_skill';
    }
    return index === 1 && arm.kind === 'version' ? `old_skill ${armLabel(arm)}` : armLabel(arm);
  });
}

function runOf(
  { key, outcome, usage }: RunResult,
  { id, title, expectations }: EvalCase,
  configuration: string,
) {
  if (outcome.kind !== 'answered') {
    return [];
  }
  const { answer, grades } = outcome;
  const judged = grades.filter(
    ({ verdict, isScored }) => isScored && (verdict === 'passed' || verdict === 'failed'),
  );
  const passed = judged.filter(({ verdict }) => verdict === 'passed').length;
  const textOf = (grade: Grade) => expectations.find(each => each.id === grade.expectation)?.text ?? '';
  const tools = answer.trace.filter(({ kind }) => kind !== 'message');
  const failedSteps = answer.trace.filter(step => step.kind === 'command' && (step.exitCode ?? 1) !== 0);
  const run: BenchmarkRun = {
    eval_id: /^\d{1,9}$/.test(id) ? Number(id) : id,
    eval_name: title,
    configuration,
    run_number: key.run,
    result: {
      pass_rate: judged.length === 0 ? 0 : passed / judged.length,
      passed,
      failed: judged.length - passed,
      total: judged.length,
      time_seconds: answer.durationMs / 1000,
      tokens: tokensOf(usage),
      tool_calls: tools.length,
      errors: failedSteps.length,
    },
    expectations: judged.map(grade => ({
      text: textOf(grade),
      passed: grade.verdict === 'passed',
      evidence: grade.evidence ?? grade.reason,
    })),
    notes: [
      ...(answer.stop.kind === 'done' ? [] : [`The answer ended early: ${answer.stop.why}`]),
      ...grades
        .filter(({ verdict }) => verdict === 'not-judged' || verdict === 'not-applicable')
        .map(grade => `${textOf(grade)}: ${grade.reason}`),
      ...failedSteps.map(step => stepWords(step).split('\n', 1)[0] ?? ''),
    ],
  };
  return [run];
}

/** Null for an arm of which nothing was judged: that is not a 0. */
function summaryOf(runs: readonly BenchmarkRun[], name: string) {
  const own = runs
    .filter(({ configuration, result }) => configuration === name && result.total > 0)
    .map(({ result }) => result);
  return own.length === 0
    ? null
    : {
        pass_rate: spread(own.map(({ pass_rate }) => pass_rate)),
        time_seconds: spread(own.map(({ time_seconds }) => time_seconds)),
        tokens: spread(own.map(({ tokens }) => tokens)),
      };
}

type Summary = NonNullable<ReturnType<typeof summaryOf>>;

function deltaOf(first: Summary, second: Summary) {
  const signed = (value: number, digits: number) =>
    `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(digits)}`;
  return {
    pass_rate: signed(first.pass_rate.mean - second.pass_rate.mean, 2),
    time_seconds: signed(first.time_seconds.mean - second.time_seconds.mean, 1),
    tokens: signed(first.tokens.mean - second.tokens.mean, 0),
  };
}

function notesOf({ early, results }: EvalReport): readonly string[] {
  const lost = results.filter(
    ({ outcome }) => outcome.kind === 'failed' || outcome.kind === 'wrong-version',
  ).length;
  const words =
    lost === 1
      ? '1 run has no answer and counts for nothing.'
      : `${lost} runs have no answer and count for nothing.`;
  return [...(early ? [early.sentence] : []), ...(lost > 0 ? [words] : [])];
}

/** Of a sample of one at least. */
function spread(values: readonly number[]): Spread {
  const centre = mean(values);
  const squares = values.map(value => (value - centre) ** 2);
  const variance =
    values.length < 2 ? 0 : squares.reduce((total, value) => total + value, 0) / (values.length - 1);
  return { mean: centre, stddev: Math.sqrt(variance), min: Math.min(...values), max: Math.max(...values) };
}
