import * as vscode from 'vscode';
import { settingIds } from '../../../contributions.ts';
import { makeReport } from '../../../core/evals/report/makeReport.ts';
import { estimateCost } from '../../../core/evals/run/estimateCost.ts';
import { defaultRuns, type EvalPlan } from '../../../core/evals/run/evalPlan.ts';
import type { Executor } from '../../../core/evals/run/executor.ts';
import { runEvals } from '../../../core/evals/run/runEvals.ts';
import { failureSentences } from '../../../core/failure/failureText.ts';
import { versionLabel } from '../../../core/registry/versionLabel.ts';
import { runTold } from '../../services/runCommand.ts';
import type { Services, WantedTrial } from '../../services/services.ts';
import { notifyWarning } from '../../ui/shown.ts';
import type { WorkspaceSkill } from '../../workspace/workspaceSkills.ts';
import { keepMeasurement, keepReport } from '../keptReports.ts';
import { readSkillSuites, skillFileReader } from '../skillSuites.ts';
import { type EvalNode, TestedItems } from '../testedItems.ts';
import { allowRun } from './allowRun.ts';
import { chooseArms, type ProfileKind } from './chooseArms.ts';
import { chooseExecutor } from './chooseExecutor.ts';
import { tellEarlyEnd } from './earlyEnd.ts';
import { ResultTeller } from './resultTeller.ts';
import { UnfinishedRun } from './unfinishedRun.ts';

/** What the Test Explorer hands over. */
export interface ExplorerRows {
  readonly services: Services;
  readonly controller: vscode.TestController;
  readonly nodeOf: (item: vscode.TestItem) => EvalNode | undefined;
  /** Whether the person saved a file of its evals in this window. */
  readonly isEdited: (skill: WorkspaceSkill) => boolean;
}

/** What was asked for: rows, and rows among them that are left out. */
export interface AskedRun {
  /** The profile; or two versions that were named. */
  readonly kind: ProfileKind | WantedTrial;
  readonly request: vscode.TestRunRequest;
  readonly asked: readonly vscode.TestItem[];
  readonly excluded: ReadonlySet<vscode.TestItem>;
}

/** Runs the cases below the rows that were asked for, a skill after the other, and tells each result at its row. */
export async function runProfile(
  rows: ExplorerRows,
  { kind, request, asked, excluded }: AskedRun,
): Promise<void> {
  const { services, controller } = rows;
  const name = typeof kind === 'string' ? request.profile?.label : trialName(kind);
  const run = controller.createTestRun(request, name);
  try {
    if (!vscode.workspace.isTrusted) {
      run.appendOutput('The workspace is in Restricted Mode: nothing of it runs until you trust it.\r\n');
      void notifyWarning('Evals run once you trust this workspace.');
      return;
    }
    const executor = await chooseExecutor(services);
    if (!executor) {
      return;
    }
    const skills = selectionOf(rows, asked, excluded, kind);
    if (skills.size === 0) {
      run.appendOutput(`There is no ${kind === 'trigger' ? 'trigger set' : 'case'} to run here.\r\n`);
    }
    for (const [skill, items] of skills) {
      if (run.token.isCancellationRequested) {
        return;
      }
      await runSkill(rows, run, { skill, items, kind, executor });
    }
  } finally {
    run.end();
  }
}

interface SkillRun {
  readonly skill: WorkspaceSkill;
  readonly items: TestedItems;
  readonly kind: ProfileKind | WantedTrial;
  readonly executor: Executor;
}

async function runSkill(
  { services, isEdited }: ExplorerRows,
  run: vscode.TestRun,
  { skill, items, kind, executor }: SkillRun,
): Promise<void> {
  const refuse = (why: string) => {
    for (const item of items.leaves()) {
      run.errored(item, new vscode.TestMessage(why));
    }
  };
  const arms = await chooseArms(services, skill, kind, executor);
  if (!arms.ok) {
    if (arms.failure.kind !== 'cancelled') {
      refuse(failureSentences(arms.failure));
    }
    return;
  }
  const [tried] = arms.value;
  const cannot = arms.value.flatMap(({ arm }) => {
    const can = executor.capabilities.arms[arm.kind];
    return can === true ? [] : [can];
  });
  if (cannot.length > 0) {
    refuse(cannot.join(' '));
    return;
  }
  const asked: EvalPlan = {
    skillName: tried.skills[0]?.name ?? skill.path,
    suites: items.suites(),
    isWhole: items.isWholeOf((await readSkillSuites(skill)).suites),
    arms: arms.value,
    runs: defaultRuns,
    ...judging(arms.value.length),
    maxTokens: maxTokens(),
  };
  const readFile = await skillFileReader(skill);
  const cost = await estimateCost(asked, { executor, readFile });
  const isOwn = isEdited(skill);
  const allowed = await allowRun(services, { skill, plan: asked, executor, cost, isOwn });
  if (allowed === null) {
    return;
  }
  const plan: EvalPlan = { ...asked, ...allowed };
  const abort = new AbortController();
  run.token.onCancellationRequested(() => abort.abort());
  const teller = new ResultTeller(run, items, plan, executor.label);
  teller.begin(cost);
  const now = () => Date.now();
  const unfinished = new UnfinishedRun({
    startedAt: now(),
    now,
    count: soFar => makeReport(plan, soFar, executor, executor),
    keep: report => keepReport(services, skill, report),
  });
  const outcome = await runEvals(plan, {
    executor,
    judge: executor,
    readFile,
    now,
    wait: (ms, signal) => waitFor(ms, signal),
    signal: abort.signal,
    onEvent: event => {
      teller.tell(event);
      unfinished.hear(event);
    },
  });
  const report = makeReport(plan, outcome, executor, executor);
  teller.end(report);
  await unfinished.settle();
  const kept = await keepReport(services, skill, report);
  if (!kept.ok) {
    void runTold(services, 'A report of evals', async () => kept);
  }
  await keepMeasurement(services, skill, report);
  services.registriesTree.redraw();
  // The run is over, whether the person has read this or not.
  void runTold(services, 'The end of evals', () => tellEarlyEnd(services, skill, report, outcome.early));
}

function trialName({ tried, against }: WantedTrial): string {
  return `${versionLabel(tried)} against ${versionLabel(against)}`;
}

/** How the person wants to be judged for; a workspace has no say in what is paid. */
function judging(arms: number): Pick<EvalPlan, 'votes' | 'comparesAnswers'> {
  const configured = vscode.workspace.getConfiguration();
  const votes = configured.inspect<number>(settingIds.evalVotes)?.globalValue;
  const pairs = configured.inspect<boolean>(settingIds.evalPairs)?.globalValue;
  return { votes: votes === 3 ? 3 : 1, comparesAnswers: arms > 1 && pairs === true };
}

function maxTokens(): number | null {
  const set = vscode.workspace.getConfiguration().inspect<number>(settingIds.evalMaxTokens)?.globalValue;
  return typeof set === 'number' && set > 0 ? set : null;
}

function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener('abort', () => resolve(), { once: true });
  return promise.finally(() => clearTimeout(timer));
}

/** The cases that were asked for, by skill. Trigger sets run under their own profile, and nothing else does there. */
function selectionOf(
  { nodeOf }: ExplorerRows,
  asked: readonly vscode.TestItem[],
  excluded: ReadonlySet<vscode.TestItem>,
  kind: ProfileKind | WantedTrial,
): ReadonlyMap<WorkspaceSkill, TestedItems> {
  const wanted = kind === 'trigger' ? 'triggers' : 'cases';
  const found = new Map<string, { readonly skill: WorkspaceSkill; readonly items: TestedItems }>();
  for (const item of asked.flatMap(row => caseRows(row, nodeOf, excluded))) {
    const node = nodeOf(item);
    if ((node?.kind === 'case' || node?.kind === 'query') && node.suite.kind === wanted) {
      const key = node.skill.uri.toString();
      const entry = found.get(key) ?? { skill: node.skill, items: new TestedItems() };
      found.set(key, entry);
      entry.items.add(node.suite, node.kind === 'case' ? node.evalCase.id : node.query.id, item);
    }
  }
  return new Map([...found.values()].map(({ skill, items }) => [skill, items]));
}

/** The rows of cases below a row; an expectation stands for its case, since a prompt is answered once for all. */
function caseRows(
  item: vscode.TestItem,
  nodeOf: ExplorerRows['nodeOf'],
  excluded: ReadonlySet<vscode.TestItem>,
): readonly vscode.TestItem[] {
  if (excluded.has(item)) {
    return [];
  }
  switch (nodeOf(item)?.kind) {
    case 'skill':
    case 'suite':
      return [...item.children].flatMap(([, child]) => caseRows(child, nodeOf, excluded));
    case 'expectation':
      return item.parent ? caseRows(item.parent, nodeOf, excluded) : [];
    case 'case':
    case 'query':
      return [item];
    case undefined:
      return [];
  }
}
