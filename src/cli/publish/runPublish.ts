import { resolve } from 'node:path';
import type { NotInBulk } from '../../core/bundle/search/skillSearch.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { failureSentences } from '../../core/failure/failureText.ts';
import type { Outcome, PublishEvent, PublishReport } from '../../core/publish/outcome.ts';
import { outcomeWords, progressWords } from '../../core/publish/outcomeWords.ts';
import type { PublishPlan } from '../../core/publish/plan/plan.ts';
import { planPublish } from '../../core/publish/plan/planPublish.ts';
import type { PublishDeps, PublishRequest } from '../../core/publish/plan/request.ts';
import { carryOut } from '../../core/publish/send/carryOut.ts';
import { uploadRefusal } from '../../core/publish/send/uploadRefusal.ts';
import { plainText } from '../../core/text/plainText.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { findSkills } from '../../disk/folder/findSkills.ts';
import { promptFolder, sharedEntries } from '../../disk/folder/promptFolder.ts';
import type { GitCache } from '../../disk/git/gitView.ts';
import { progressLine } from '../progressLine.ts';
import { wrongRoot } from '../registries/linkedPlaces.ts';
import { folderWords } from '../registries/namedFolder.ts';
import { type OpenRegistries, openRegistries } from '../registries/openRegistries.ts';
import { complain, printLine, refuser, sayJson, showProgress } from '../terminal.ts';
import { sayBug } from './bugs.ts';
import {
  ask,
  choicesFor,
  type HeldBack,
  heldByLink,
  linkDecisions,
  optionHelp,
  pending,
  plannedTargets,
} from './choices.ts';
import { cliDeps, type SkillOnDisk } from './deps.ts';
import type { PublishArguments } from './options.ts';
import { heldBack } from './promotion.ts';
import { publishedBefore } from './publishedBefore.ts';
import { reportJson } from './reportJson.ts';
import { copyText, reviewText } from './reviewText.ts';
import { readSaidBefore } from './saidBefore.ts';

/** Finds the skills, opens the registries, reviews and publishes. Resolves to the exit code; aborting cancels. */
export async function runPublish(args: PublishArguments, signal: AbortSignal): Promise<number> {
  const refuse = refuser(args.json);
  const skills = await skillsIn(args.folders);
  if (!skills.ok) {
    return refuse(failureSentences(skills.failure));
  }
  const folders = skills.value.skills.map(({ absolutePath }) => absolutePath);
  const noRoot = await wrongRoot(args.root, folders);
  if (noRoot !== null) {
    return refuse(noRoot);
  }
  const { notes } = skills.value;
  const count = skills.value.skills.length;
  if (count === 0) {
    return refuse(notes.join('\n'));
  }
  for (const note of notes) {
    complain(note);
  }
  const option = args.link !== undefined ? '--link' : args.label !== undefined ? '--label' : null;
  if (option !== null && count > 1) {
    return refuse(`${option} is for one skill, and these are ${count}: name the one folder that is meant.`);
  }
  const opened = await openRegistries(args.asked, { env: process.env, isReadOnly: args.dryRun });
  if (!opened.ok) {
    return refuse(opened.failure);
  }
  try {
    return await publish(args, skills.value.skills, opened.value, signal);
  } finally {
    // What was published is told by now; that must stay the last word.
    await opened.value.close().catch(sayBug);
  }
}

/** What is to be published, and a sentence for each skill that was found and is not. */
interface ToPublish {
  readonly skills: readonly SkillOnDisk[];
  readonly notes: readonly string[];
}

async function skillsIn(folders: readonly string[]): Promise<Result<ToPublish, Failure>> {
  const found = new Map<string, SkillOnDisk>();
  const notes: string[] = [];
  const git: GitCache = new Map();
  const entries = sharedEntries();
  for (const typed of folders) {
    const search = await findSkills(resolve(typed), git, entries.search);
    if (!search.ok) {
      return search;
    }
    for (const { folder, notInBulk } of search.value.skills) {
      if (notInBulk) {
        notes.push(`${plainText(folderWords(folder))} ${notInBulkWords(notInBulk)}`);
      } else {
        const path = folderWords(folder);
        found.set(folder, { folder: promptFolder(folder, git, entries.select), path, absolutePath: folder });
      }
    }
    if (search.value.skills.length === 0) {
      return failed({ kind: 'no-manifest', path: resolve(typed) });
    }
  }
  return success({ skills: [...found.values()], notes });
}

/** Why a skill is not published together with others. */
function notInBulkWords(reason: NotInBulk): string {
  return reason.kind === 'inside'
    ? 'is in the folder of another skill and is published with that one; name it to publish it by itself.'
    : `is not published, since Git ignores it (${plainText(reason.why)}); name it to publish it all the same.`;
}

async function publish(
  args: PublishArguments,
  skills: readonly SkillOnDisk[],
  { targets, dataDirectory }: OpenRegistries,
  signal: AbortSignal,
): Promise<number> {
  const world = await cliDeps(skills, dataDirectory, args);
  try {
    const said = await readSaidBefore(args.notes, skills, signal);
    if (!said.ok) {
      return refuser(args.json)(said.failure, signal.aborted ? 1 : 2);
    }
    const deps = { ...world, severitiesOf: said.value.severitiesOf };
    const isMeant = args.isChangedOnly ? await publishedBefore(skills, targets, deps) : null;
    const request = { skills, targets, isRehearsal: args.dryRun, ...(isMeant === null ? {} : { isMeant }) };
    const planned = await planWithDecisions(args, request, deps, signal);
    if (!planned.ok) {
      return refuser(args.json)(failureSentences(planned.failure), 1);
    }
    const plan = planned.value;
    const linked = heldByLink(args, plan);
    const open = plannedTargets(plan).filter(({ target }) => !linked.has(target.id));
    const tried = await heldBack(args, open, skills, { dataDirectory, root: args.root });
    const held = new Map([...linked, ...tried]);
    return await carryOutPlan({ ...args, notes: said.value.notes }, plan, { deps, held, signal });
  } catch (error) {
    // Once something may have been sent, exceptions are part of the report.
    sayBug(error);
    return refuser(args.json)('Nothing was sent.', 1);
  } finally {
    world.removeRest();
  }
}

async function carryOutPlan(
  args: PublishArguments,
  plan: PublishPlan,
  { deps, held, signal }: { deps: PublishDeps; held: HeldBack; signal: AbortSignal },
): Promise<number> {
  if (!args.json) {
    for (const line of plan.skills.flatMap(reviewText)) {
      printLine(line);
    }
  }
  if (args.dryRun) {
    return endDryRun(args, plan, held);
  }
  const { go, acceptWarnings } = await ask(args, pending(plan, choicesFor(args, plan, true, held)).length);
  if (!go) {
    return 1;
  }
  const choices = choicesFor(args, plan, acceptWarnings, held);
  const report = await carryOut(plan, choices, deps, { signal, onEvent: showEvent });
  try {
    return endReport(args, plan, report, held);
  } catch (error) {
    sayBug(error);
    tellOutcomes(plan, report, complain);
    return 1;
  }
}

/** Plans, and once more where the options say what an unlinked folder is. */
async function planWithDecisions(
  args: PublishArguments,
  request: PublishRequest,
  deps: PublishDeps,
  signal: AbortSignal,
): Promise<Result<PublishPlan, Failure>> {
  const progress = progressLine('Reviewing', request.skills.length);
  const first = await planPublish(request, deps, { signal, onPlanned: progress.count }).finally(progress.end);
  if (!first.ok) {
    return first;
  }
  const decisions = linkDecisions(args, first.value);
  if (decisions.size === 0) {
    return first;
  }
  await first.value.dispose();
  return planPublish({ ...request, linkDecisions: decisions }, deps, { signal });
}

/** Says what would stop the publish, besides warnings, which are asked about. */
function endDryRun(args: PublishArguments, plan: PublishPlan, held: HeldBack): number {
  const choices = choicesFor(args, plan, true, held);
  const refused = plannedTargets(plan).flatMap(({ skill, target }) => {
    const choice = choices.targets.get(target.id);
    const failure = choice ? uploadRefusal(skill, target, choice, choices) : null;
    return failure ? [`${failureSentences(failure)} ${optionHelp(failure)}`.trimEnd()] : [];
  });
  const refusals = [...refused, ...held.values()];
  if (args.json) {
    sayJson(reportJson(plan, new Map(), refusals.length === 0, held));
  }
  for (const refusal of new Set(refusals)) {
    complain(refusal);
  }
  return refusals.length === 0 ? 0 : 1;
}

function endReport(args: PublishArguments, plan: PublishPlan, report: PublishReport, held: HeldBack): number {
  const { outcomes, bug } = report;
  const isOk = bug === null && held.size === 0 && [...outcomes.values()].every(isGood);
  if (args.json) {
    sayJson(reportJson(plan, outcomes, isOk, held));
  }
  if (bug) {
    complain(failureSentences(bug));
  }
  tellOutcomes(plan, report, args.json ? () => undefined : printLine);
  for (const why of held.values()) {
    complain(why);
  }
  return isOk ? 0 : 1;
}

/** Says how each target ended: what is not as it should be to those who look for errors. */
function tellOutcomes(
  plan: PublishPlan,
  { outcomes }: PublishReport,
  tellGood: (text: string) => void,
): void {
  for (const { skill, target } of plannedTargets(plan)) {
    const outcome = outcomes.get(target.id);
    if (!outcome) {
      continue;
    }
    const { text } = outcomeWords(outcome, skill.name, target.destination.registry);
    for (const copy of outcome.kind === 'published' ? outcome.copies : []) {
      complain(copyText(copy, target.destination.registry));
    }
    if (isGood(outcome)) {
      tellGood(text);
    } else {
      const help = outcome.kind === 'not-published' ? optionHelp(outcome.failure) : '';
      complain(`${text} ${help}`.trimEnd());
    }
  }
}

function isGood(outcome: Outcome): boolean {
  return (outcome.kind === 'published' || outcome.kind === 'nothing-to-do') && outcome.afterwards === null;
}

function showEvent(event: PublishEvent): void {
  showProgress(event.kind === 'done' ? '' : (progressWords(event) ?? ''));
  if (event.kind === 'waiting') {
    showProgress('');
    complain(`${failureSentences(event.why)} Asking again in ${Math.ceil(event.forMs / 1000)} s.`);
  }
}
