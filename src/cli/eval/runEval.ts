import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { readSkill, type SkillInFolder } from '../../core/bundle/readSkill.ts';
import { verdictOfRun } from '../../core/evals/grade/grade.ts';
import { type Measurement, versionHistory } from '../../core/evals/measured.ts';
import type { EvalReport } from '../../core/evals/report/evalReport.ts';
import { evalReportJson } from '../../core/evals/report/evalReportJson.ts';
import { junitXml } from '../../core/evals/report/junitXml.ts';
import { makeReport } from '../../core/evals/report/makeReport.ts';
import { reportHtml } from '../../core/evals/report/reportHtml.ts';
import { armLabel, type OfferedArm } from '../../core/evals/run/arm.ts';
import { costWords, estimateCost } from '../../core/evals/run/estimateCost.ts';
import type { EvalEvent } from '../../core/evals/run/evalEvents.ts';
import type { EvalPlan } from '../../core/evals/run/evalPlan.ts';
import type { RunOutcome, RunResult } from '../../core/evals/run/evalRun.ts';
import { runEvals } from '../../core/evals/run/runEvals.ts';
import { workListOf } from '../../core/evals/run/workList.ts';
import type { Suite } from '../../core/evals/suite/suite.ts';
import { namedFrom } from '../../core/failure/failure.ts';
import { failureSentences } from '../../core/failure/failureText.ts';
import { type Manifest, readManifest } from '../../core/skill/document/manifest.ts';
import { parseSkill } from '../../core/skill/document/parseSkill.ts';
import { plainText } from '../../core/text/plainText.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { countWords } from '../../core/text/words.ts';
import { writeAtomically } from '../../disk/files/writeAtomically.ts';
import { type FolderFiles, filesOfFolder } from '../../disk/folder/caseFiles.ts';
import { diskFolder } from '../../disk/folder/diskFolder.ts';
import { inWords } from '../registries/findRemote.ts';
import { wrongRoot } from '../registries/linkedPlaces.ts';
import { defaultDataDirectory } from '../registries/openRegistries.ts';
import { complain, printText, sayJson } from '../terminal.ts';
import { openArms } from './evalArms.ts';
import { type EvalFailureWords, evalFailureWords } from './evalFailures.ts';
import { findNeighbours, neighbourWords } from './neighbours.ts';
import { type OpenExecutor, openExecutor } from './openExecutor.ts';
import type { EvalOptions } from './options.ts';
import { keepFigures, readSkillLinks } from './skillLinks.ts';
import { runnableSuites } from './suiteFiles.ts';
import { evalExitCodes, reportLines, verdictOfReport } from './verdict.ts';

/** Runs the evals and prints what came of them. Resolves to the exit code. */
export async function runEval(options: EvalOptions, signal: AbortSignal): Promise<number> {
  const done = await measure(options, signal);
  if (!done.ok) {
    const end = signal.aborted ? 'partial' : 'could-not-run';
    const error = signal.aborted ? 'Cancelled before anything was sent to a model.' : done.failure;
    complain(error);
    if (options.isJson) {
      sayJson({ ok: false, outcome: end, error });
    }
    return evalExitCodes[end];
  }
  const { report, measured } = done.value;
  const words = evalFailureWords(options.executor);
  const verdict = verdictOfReport(report, options.threshold, words);
  const { outcome, passed, total, error } = verdict;
  if (options.isJson) {
    const document: object = JSON.parse(evalReportJson(report));
    const { threshold } = options;
    sayJson({ ok: outcome === 'passed', outcome, error, passed, total, threshold, ...document });
  } else {
    for (const line of reportLines(report, verdict, options.threshold, words)) {
      printText(line);
    }
  }
  const isWritten = await writeReports(options, report, measured);
  return isWritten ? evalExitCodes[outcome] : evalExitCodes['could-not-run'];
}

interface Measured {
  readonly report: EvalReport;
  /** Of the skill, by now; newest first. */
  readonly measured: readonly Measurement[];
}

/** What the folder says: the skill, and what it is tried with. */
interface FolderSkill {
  readonly skill: SkillInFolder;
  readonly manifest: Manifest;
  readonly files: FolderFiles;
  readonly suites: readonly Suite[];
}

/** Everything up to the report. A text says why nothing was run; until then nothing was sent to a model. */
async function measure(options: EvalOptions, signal: AbortSignal): Promise<Result<Measured, string>> {
  const folder = await readFolder(options);
  const open = openExecutor(options, process.env);
  if (!folder.ok || !open.ok) {
    return failed(folder.ok ? (open.ok ? '' : open.failure) : folder.failure);
  }
  const dataDirectory = resolve(options.registries.data ?? defaultDataDirectory());
  const links = inWords(await readSkillLinks(options.folder, { dataDirectory, root: options.root }));
  if (!links.ok) {
    return links;
  }
  const { skill, manifest, suites, files } = folder.value;
  const arms = await openArms({ options, open: open.value, skill, manifest, links: links.value, signal });
  if (!arms.ok) {
    return arms;
  }
  try {
    const offered = await withNeighbours(arms.value.arms, options, open.value, { ...folder.value, signal });
    if (!offered.ok) {
      return offered;
    }
    const plan = planOf(options, manifest, suites, offered.value);
    if (!workListOf(plan).some(({ key }) => key.arm === 0)) {
      return failed(
        'There is nothing to run: trigger sets ask whether a skill is loaded, and --arm none has none.',
      );
    }
    const report = await carryOut(plan, open.value, files, {
      signal,
      words: evalFailureWords(options.executor),
    });
    const { measured, failure } = await keepFigures(links.value, report);
    if (failure !== null) {
      complain(`The figures are not kept beside the link: ${failureSentences(failure)}`);
    }
    return success({ report, measured });
  } finally {
    await arms.value.close();
  }
}

async function readFolder(options: EvalOptions): Promise<Result<FolderSkill, string>> {
  const noPlace = await missingFolder(options);
  if (noPlace !== null) {
    return failed(noPlace);
  }
  const read = await readSkill(diskFolder(options.folder));
  const skill = inWords(read.ok ? read : failed(namedFrom(options.folder, read.failure)));
  if (!skill.ok) {
    return skill;
  }
  const manifest = readManifest(parseSkill(skill.value.text));
  if (!manifest) {
    return failed(failureSentences({ kind: 'unnamed-skill', path: options.folder }));
  }
  const files = inWords(await filesOfFolder(options.folder));
  if (!files.ok) {
    return files;
  }
  const suites = await runnableSuites(files.value, manifest.name, options);
  return suites.ok
    ? success({ skill: skill.value, manifest, files: files.value, suites: suites.value })
    : suites;
}

/** The arms with the skills that trigger sets offer beside the one that is tried; said on stderr. */
async function withNeighbours(
  arms: EvalPlan['arms'],
  options: EvalOptions,
  open: OpenExecutor,
  { manifest, suites, signal }: FolderSkill & { readonly signal: AbortSignal },
): Promise<Result<EvalPlan['arms'], string>> {
  if (!suites.some(({ kind }) => kind === 'triggers')) {
    return success(arms);
  }
  const beside = await findNeighbours(options, open, manifest.name, signal);
  if (!beside.ok) {
    return beside;
  }
  const words = neighbourWords(beside.value);
  if (words !== null) {
    complain(words);
  }
  const offer = (arm: OfferedArm): OfferedArm =>
    arm.arm.kind === 'none' ? arm : { ...arm, beside: beside.value };
  const [first, second] = arms;
  return success(second ? [offer(first), offer(second)] : [offer(first)]);
}

function planOf(
  { runs, votes, comparesAnswers, maxTokens }: EvalOptions,
  { name }: Manifest,
  suites: readonly Suite[],
  arms: EvalPlan['arms'],
): EvalPlan {
  return {
    skillName: name,
    suites,
    isWhole: true,
    arms,
    runs,
    votes,
    comparesAnswers,
    maxTokens,
  };
}

async function carryOut(
  plan: EvalPlan,
  { executor }: OpenExecutor,
  { read: readFile }: FolderFiles,
  { signal, words }: { readonly signal: AbortSignal; readonly words: EvalFailureWords },
): Promise<EvalReport> {
  const cost = await estimateCost(plan, { executor, readFile });
  const arms = plan.arms.map(({ arm }) => armLabel(arm)).join(' against ');
  complain(
    `${plan.skillName}, ${arms}, with ${executor.label}, ${executor.model}: ${costWords(cost)}${
      cost.isOverCeiling ? ' That is over the ceiling: it will end early.' : ''
    }`,
  );
  const outcome = await runEvals(plan, {
    executor,
    judge: executor,
    readFile,
    now: () => Date.now(),
    wait: (ms, waiting) => after(ms, undefined, { signal: waiting }).catch(() => undefined),
    signal,
    onEvent: event => tell(event, plan, words),
  });
  return makeReport(plan, outcome, executor, executor, words);
}

/** Keeps whoever waits informed, on stderr. */
function tell(event: EvalEvent, { arms }: EvalPlan, words: EvalFailureWords): void {
  if (event.kind === 'case-ended') {
    const arm = arms[event.arm]?.arm;
    complain(
      `  ${plainText(event.suite, 80)} ${plainText(event.caseId, 60)}, ${arm ? armLabel(arm) : ''}: ${endedWords(event.results)}`,
    );
  } else if (event.kind === 'repeating') {
    complain(`  ${words(event.failure)} Once more in ${Math.ceil(event.afterMs / 1000)} s.`);
  }
}

/** `passed in 1 of 3 runs, 1 without an answer`, `loaded in 3 of 3 runs`: said at once, so that nothing of it is lost with the process. */
function endedWords(results: readonly RunResult[]): string {
  const count = (isSo: (outcome: RunOutcome) => boolean) =>
    results.filter(({ outcome }) => isSo(outcome)).length;
  const runs = countWords(results.length, 'run');
  const triggered = count(({ kind }) => kind === 'triggered');
  if (triggered > 0) {
    const loaded = count(outcome => outcome.kind === 'triggered' && outcome.loaded.length > 0);
    return `a skill was loaded in ${loaded} of ${runs}`;
  }
  const passed = count(outcome => outcome.kind === 'answered' && verdictOfRun(outcome.grades) === true);
  const open: readonly (readonly [number, string])[] = [
    [
      count(outcome => outcome.kind === 'answered' && verdictOfRun(outcome.grades) === null),
      'could not be judged',
    ],
    [count(({ kind }) => kind === 'failed' || kind === 'wrong-version'), 'without an answer'],
    [count(({ kind }) => kind === 'not-run'), 'not run'],
  ];
  const rest = open.filter(([number]) => number > 0).map(([number, what]) => `, ${number} ${what}`);
  return `passed in ${passed} of ${runs}${rest.join('')}`;
}

/** What would be measured and could then not be written; null where all is in place. */
async function missingFolder({ folder, junit, html, root }: EvalOptions): Promise<string | null> {
  for (const file of [junit, html]) {
    const isThere =
      file === null ||
      (await stat(dirname(file)).then(
        found => found.isDirectory(),
        () => false,
      ));
    if (!isThere) {
      return `There is no folder for ${plainText(file)}.`;
    }
  }
  return wrongRoot(root, [folder]);
}

async function writeReports(
  { junit, html }: EvalOptions,
  report: EvalReport,
  measured: readonly Measurement[],
): Promise<boolean> {
  const page = () =>
    reportHtml(report, {
      styleNonce: null,
      history: versionHistory(measured),
      caseLink: null,
      saveLink: null,
    });
  let isWritten = true;
  for (const { file, text } of [
    { file: junit, text: () => junitXml(report) },
    { file: html, text: page },
  ]) {
    const written = file === null ? null : await writeAtomically(file, text());
    if (written && !written.ok) {
      complain(failureSentences(written.failure));
      isWritten = false;
    }
  }
  return isWritten;
}
