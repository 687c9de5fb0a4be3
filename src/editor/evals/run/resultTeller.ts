import * as vscode from 'vscode';
import { verdictOfRun } from '../../../core/evals/grade/grade.ts';
import { countedWords } from '../../../core/evals/numbers/countedWords.ts';
import {
  differenceAdvice,
  differenceWords,
  pointsWords,
  rateWords,
} from '../../../core/evals/numbers/differenceWords.ts';
import type { EvalReport } from '../../../core/evals/report/evalReport.ts';
import { armLabel } from '../../../core/evals/run/arm.ts';
import { costWords } from '../../../core/evals/run/estimateCost.ts';
import type { EvalEvent } from '../../../core/evals/run/evalEvents.ts';
import type { CostEstimate, EvalPlan } from '../../../core/evals/run/evalPlan.ts';
import type { EarlyEnd, RunOutcome, RunResult } from '../../../core/evals/run/evalRun.ts';
import type { EvalCase } from '../../../core/evals/suite/suite.ts';
import { failureSentences } from '../../../core/failure/failureText.ts';
import { visibleText } from '../../../core/text/plainText.ts';
import { countWords } from '../../../core/text/words.ts';
import { toRange } from '../../workspace/convert.ts';
import type { TestedItems } from '../testedItems.ts';

/** By which package.json knows a message that is about an answer. */
const answerContext = 'skillwright.answer';

/** Tells what comes of a run at the rows of the Test Explorer, and in the results' output. */
export class ResultTeller {
  readonly #run: vscode.TestRun;
  readonly #items: TestedItems;
  readonly #plan: EvalPlan;
  readonly #executor: string;

  constructor(run: vscode.TestRun, items: TestedItems, plan: EvalPlan, executor: string) {
    this.#run = run;
    this.#items = items;
    this.#plan = plan;
    this.#executor = executor;
  }

  begin(cost: CostEstimate): void {
    const arms = this.#plan.arms.map(({ arm }) => armLabel(arm)).join(' against ');
    this.#say(`${this.#plan.skillName}, ${arms}, with ${this.#executor}: ${costWords(cost)}`);
    for (const item of this.#items.leaves()) {
      this.#run.enqueued(item);
    }
  }

  tell(event: EvalEvent): void {
    switch (event.kind) {
      case 'case-started': {
        const item = this.#items.itemOf(event.suite, event.caseId);
        if (item && event.arm === 0) {
          this.#run.started(item);
        }
        return;
      }
      case 'run-ended':
        this.#tellRun(event.result);
        return;
      case 'case-ended':
        if (event.arm === 0) {
          this.#tellCase(event.suite, event.caseId, event.results);
        }
        return;
      case 'repeating':
        this.#say(
          `${event.key.caseId}: ${failureSentences(event.failure)} Again in ${Math.ceil(event.afterMs / 1000)} s.`,
        );
        return;
      default:
      // Progress of single runs is told when they end.
    }
  }

  end(report: EvalReport): void {
    for (const counted of report.numbers) {
      const arm = report.arms[counted.arm];
      const name = `${counted.suite}, ${arm ? armLabel(arm) : ''}`;
      this.#say(
        counted.kind === 'cases'
          ? `${name}: ${countedWords(counted)}; runs ${rateWords(counted.runsPassed)}`
          : `${name}: precision ${rateWords(counted.precision)}, recall ${rateWords(counted.recall)}`,
      );
    }
    for (const difference of report.differences) {
      const advice = differenceAdvice(difference);
      this.#say(
        `${difference.suite}: ${differenceWords(difference)}, ${pointsWords(difference)}${advice ? `. ${advice}` : ''}`,
      );
    }
    if (report.early) {
      this.#say(report.early.sentence);
    }
    this.#say('“Skills: Show Eval Report” has every prompt, answer and score.');
  }

  #tellRun({ key, outcome, usage }: RunResult): void {
    const item = this.#items.itemOf(key.suite, key.caseId);
    const arm = this.#plan.arms[key.arm];
    const head = `${key.caseId}, run ${key.run}${this.#plan.arms.length > 1 && arm ? `, ${armLabel(arm.arm)}` : ''}`;
    const tokens = countWords(usage.input + usage.output, 'token');
    this.#say(`${head}: ${outcomeLine(outcome)} (${tokens})`, item);
    if (outcome.kind === 'answered') {
      this.#say(outcome.answer.text.replace(/^/gm, '    '), item);
    }
  }

  #tellCase(suite: string, caseId: string, results: readonly RunResult[]): void {
    const item = this.#items.itemOf(suite, caseId);
    if (!item) {
      return;
    }
    const ms = results.reduce(
      (sum, { outcome }) => sum + ('answer' in outcome ? outcome.answer.durationMs : 0),
      0,
    );
    if (results.every(({ outcome }) => outcome.kind === 'not-run')) {
      this.#run.skipped(item);
      return;
    }
    const planned = this.#plan.suites.find(({ path }) => path === suite);
    if (planned?.kind === 'triggers') {
      this.#tellQuery(
        item,
        planned.queries.find(({ id }) => id === caseId)?.shouldTrigger ?? true,
        results,
        ms,
      );
      return;
    }
    const evalCase = planned?.cases.find(({ id }) => id === caseId);
    const verdicts = results.map(({ outcome }) =>
      outcome.kind === 'answered' ? verdictOfRun(outcome.grades) : null,
    );
    const passed = verdicts.filter(verdict => verdict === true).length;
    const judged = verdicts.filter(verdict => verdict !== null).length;
    const messages = evalCase ? this.#messagesOf(item, evalCase, results) : [];
    if (judged === 0) {
      this.#run.errored(item, troubleOf(results), ms);
    } else if (passed * 2 > judged) {
      this.#run.passed(item, ms);
    } else {
      this.#run.failed(item, [...messages], ms);
    }
  }

  /** A message for each expectation that failed in most runs, at its line, with what the judge quoted. */
  #messagesOf(
    item: vscode.TestItem,
    evalCase: EvalCase,
    results: readonly RunResult[],
  ): readonly vscode.TestMessage[] {
    return evalCase.expectations.flatMap(expectation => {
      const grades = results.flatMap(({ outcome }) =>
        outcome.kind === 'answered'
          ? outcome.grades.filter(grade => grade.expectation === expectation.id)
          : [],
      );
      const failed = grades.filter(({ verdict }) => verdict === 'failed');
      const judged = grades.filter(({ verdict }) => verdict === 'passed' || verdict === 'failed').length;
      const child = item.children.get(expectation.id);
      if (judged === 0) {
        return [];
      }
      if (failed.length * 2 < judged) {
        if (child) {
          this.#run.passed(child);
        }
        return [];
      }
      const [first] = failed;
      const evidence = first?.evidence ? ` In the answer: “${first.evidence}”` : '';
      const runs = `Failed in ${failed.length} of ${countWords(judged, 'run')}.`;
      // The editor shows the first line beside the expectation itself.
      const text = `${runs} ${first?.reason ?? ''}${evidence}\nExpected: ${expectation.text}`;
      const message = new vscode.TestMessage(visibleText(text));
      message.contextValue = answerContext;
      const range = toRange(expectation.source.range);
      message.location = new vscode.Location(
        child?.uri ?? item.uri ?? vscode.Uri.file(expectation.source.path),
        range,
      );
      if (child) {
        this.#run.failed(child, message);
      }
      return [message];
    });
  }

  #tellQuery(item: vscode.TestItem, shouldTrigger: boolean, results: readonly RunResult[], ms: number): void {
    const ran = results.flatMap(({ outcome }) => (outcome.kind === 'triggered' ? [outcome] : []));
    if (ran.length === 0) {
      this.#run.errored(item, troubleOf(results), ms);
      return;
    }
    const loaded = ran.filter(({ loaded: skills }) => skills.includes(this.#plan.skillName)).length;
    const isTriggered = loaded * 2 >= ran.length;
    if (isTriggered === shouldTrigger) {
      this.#run.passed(item, ms);
      return;
    }
    const others = new Set(
      ran.flatMap(({ loaded: skills }) => skills.filter(name => name !== this.#plan.skillName)),
    );
    const instead = others.size === 0 ? '' : ` Loaded instead: ${[...others].join(', ')}.`;
    const words = `Loaded in ${loaded} of ${countWords(ran.length, 'run')}; it ${shouldTrigger ? 'should be' : 'should not be'}.${shouldTrigger ? instead : ''}`;
    const message = new vscode.TestMessage(words);
    message.contextValue = answerContext;
    this.#run.failed(item, message, ms);
  }

  #say(text: string, item?: vscode.TestItem): void {
    this.#run.appendOutput(`${visibleText(text).replaceAll('\n', '\r\n')}\r\n`, undefined, item);
  }
}

function outcomeLine(outcome: RunOutcome): string {
  switch (outcome.kind) {
    case 'answered': {
      const verdict = verdictOfRun(outcome.grades);
      return verdict === null ? 'could not be judged' : verdict ? 'passed' : 'failed';
    }
    case 'triggered':
      return outcome.loaded.length === 0 ? 'no skill was loaded' : `loaded ${outcome.loaded.join(', ')}`;
    case 'failed':
      return failureSentences(outcome.failure);
    case 'wrong-version':
      return `${outcome.ran} ran instead of ${outcome.asked}, so the answer does not count`;
    case 'not-run':
      return notRunWords[outcome.why];
  }
}

const notRunWords: Readonly<Record<EarlyEnd, string>> = {
  cancelled: 'not run, since the run was cancelled',
  ceiling: 'not run, since the ceiling of tokens was reached',
  'gave-up': 'not run, since the run was given up',
};

/** Why a case has no result. */
function troubleOf(results: readonly RunResult[]): vscode.TestMessage {
  const lines = new Set(results.map(({ outcome }) => outcomeLine(outcome)));
  return new vscode.TestMessage(visibleText([...lines].join('\n') || 'It was not run.'));
}
