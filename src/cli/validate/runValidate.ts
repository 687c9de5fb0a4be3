import { realpath } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { readSkill } from '../../core/bundle/readSkill.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { failureSentences } from '../../core/failure/failureText.ts';
import { configFileName } from '../../core/skill/config/checkChoice.ts';
import { plainText } from '../../core/text/plainText.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { countWords } from '../../core/text/words.ts';
import { Sweep } from '../../core/work/sweep.ts';
import { pathExists } from '../../disk/files/system.ts';
import { type DiskSearch, findSkills } from '../../disk/folder/findSkills.ts';
import { promptFolder, sharedEntries } from '../../disk/folder/promptFolder.ts';
import type { EntryLister } from '../../disk/folder/searchedTree.ts';
import type { GitCache } from '../../disk/git/gitView.ts';
import { passedOverWords } from '../passedOver.ts';
import { progressLine } from '../progressLine.ts';
import { complain, printText, sayCommands, sayDocument, sayXml } from '../terminal.ts';
import { programVersion } from '../version.ts';
import { chooseRules } from './chooseRules.ts';
import type { ValidateOptions } from './options.ts';
import { jsonReport, problemTone, textReport } from './report.ts';
import { type ValidatedSkill, validateSkill } from './validateSkill.ts';

/** Checks what was asked for and prints the outcome. Resolves to the exit code. */
export async function runValidate(options: ValidateOptions): Promise<number> {
  const git: GitCache = new Map();
  const entries = sharedEntries();
  const { folders, named, searches, failures } = await searchAll(options.paths, git, entries.search);
  if (options.changedSince !== undefined) {
    const kept = await leaveUnchangedOut(folders, options.changedSince);
    if (!kept.ok) {
      await print(options, [], '', { isOk: false, errors: [kept.failure] });
      complain(kept.failure);
      return 2;
    }
  }
  const chosen = await chooseRules(folders, named, options);
  const sweep = new Sweep();
  const progress = progressLine('Checking', chosen.skills.size);
  // Here and below, what only some ask for is loaded for them: reading it takes others as long as their checks.
  const secrets = options.withSecrets ? await import('./findSecrets.ts') : null;
  const validated = await Promise.all(
    [...chosen.skills].map(async ([folder, checkOptions]) => {
      const skill = await sweep.read(() => readSkill(promptFolder(folder, git, entries.select)));
      const checked = await sweep.check(() => validateSkill(folder, skill, checkOptions, options.isFixing));
      const found = checked.ok && secrets ? await secrets.withSecrets(checked.value) : checked;
      progress.count();
      return found;
    }),
  ).finally(progress.end);
  const skills: ValidatedSkill[] = [];
  for (const result of validated) {
    if (result.ok) {
      skills.push(result.value);
    } else {
      failures.push(result.failure);
    }
  }
  const passedOver = await passedOverWords(searches);
  const errors = [...chosen.failures, ...failures.map(failureSentences)];
  const code = errors.length > 0 ? 2 : isPassed(skills, options) ? 0 : 1;
  const summary = [passedOver.summary, ignoredWords(chosen.ignored.length)].filter(Boolean).join('; ');
  await print(options, skills, summary, { isOk: code === 0, errors });
  const ignored = chosen.ignored.map(
    folder => `passed over ${plainText(folder)}: ${configFileName} ignores it`,
  );
  for (const line of options.isVerbose ? [...passedOver.lines, ...ignored] : []) {
    complain(line);
  }
  for (const line of [...chosen.warnings, ...errors]) {
    complain(line);
  }
  return code;
}

function isPassed(skills: readonly ValidatedSkill[], { maxWarnings }: ValidateOptions): boolean {
  const counted = skills.flatMap(({ problems }) => problems);
  const warnings = counted.filter(({ severity }) => severity === 'warning').length;
  return warnings <= maxWarnings && !counted.some(({ severity }) => severity === 'error');
}

function ignoredWords(count: number): string {
  return count === 0 ? '' : `${countWords(count, 'skill')} ignored by ${configFileName}`;
}

interface Searched {
  /** By their absolute paths, each as it was first named. */
  readonly folders: Map<string, string>;
  /** Absolute paths of those that were named themselves. */
  readonly named: Set<string>;
  readonly searches: readonly DiskSearch[];
  readonly failures: Failure[];
}

async function searchAll(
  paths: readonly string[],
  git: GitCache,
  listEntries: EntryLister,
): Promise<Searched> {
  const failures: Failure[] = [];
  const folders = new Map<string, string>();
  const named = new Set<string>();
  const searches: DiskSearch[] = [];
  for (const path of paths) {
    const found = await findSkills(path, git, listEntries);
    if (!found.ok) {
      failures.push(found.failure);
      continue;
    }
    searches.push(found.value);
    if (found.value.skills.length === 0) {
      failures.push({ kind: 'no-manifest', path });
    }
    for (const { folder } of found.value.skills) {
      folders.set(resolve(folder), folders.get(resolve(folder)) ?? folder);
      if ([resolve(path), dirname(resolve(path))].includes(resolve(folder))) {
        named.add(resolve(folder));
      }
    }
  }
  return { folders, named, searches, failures };
}

async function print(
  { format }: ValidateOptions,
  skills: readonly ValidatedSkill[],
  passedOver: string,
  { isOk, errors }: { readonly isOk: boolean; readonly errors: readonly string[] },
): Promise<void> {
  const text = () => textReport(skills, passedOver);
  switch (format) {
    case 'text':
      printText(text(), problemTone);
      return;
    case 'json':
      sayDocument(jsonReport(skills, isOk, errors));
      return;
    case 'github': {
      const { githubReport } = await import('./formats.ts');
      const annotations = githubReport(skills, errors);
      if (annotations !== '') {
        sayCommands(annotations);
      }
      printText(text());
      return;
    }
    case 'sarif': {
      const { sarifReport } = await import('./formats.ts');
      sayDocument(sarifReport(skills, errors, programVersion()));
      return;
    }
    case 'junit': {
      const { junitReport } = await import('./formats.ts');
      sayXml(junitReport(skills, errors));
      return;
    }
  }
}

/** Takes out of `folders`, which are keyed by absolute path, those in which nothing differs from the revision. */
async function leaveUnchangedOut(
  folders: Map<string, string>,
  revision: string,
): Promise<Result<null, string>> {
  const [{ changedFiles }, { gitTroubleWords }] = await Promise.all([
    import('../../disk/git/changedFiles.ts'),
    import('../../disk/git/runGit.ts'),
  ]);
  const changed = new Map<string, readonly string[]>();
  for (const named of [...folders.keys()]) {
    // As Git has it, which follows links.
    const folder = await realpath(named);
    // Neighbours are of one repository, but for a submodule and other repositories in this one.
    const of = (await pathExists(join(folder, '.git'))) ? folder : dirname(folder);
    const files = changed.get(of) ?? (await changedFiles(folder, revision));
    if ('ok' in files && !files.ok) {
      return failed(`--changed-since ${revision}: ${gitTroubleWords(files.failure)}`);
    }
    const paths = 'ok' in files ? files.value : files;
    changed.set(of, paths);
    if (!paths.some(path => path.startsWith(`${folder}${sep}`))) {
      folders.delete(named);
    }
  }
  return success(null);
}
