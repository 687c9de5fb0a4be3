import { stat } from 'node:fs/promises';
import { basename, dirname, resolve, sep } from 'node:path';
import { readSkill } from '../../core/bundle/readSkill.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { failureSentences } from '../../core/failure/failureText.ts';
import { readFailure } from '../../core/failure/systemError.ts';
import { type CheckOptions, defaultProfiles } from '../../core/skill/checkSkill.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { Sweep } from '../../core/work/sweep.ts';
import { diskFolder } from '../../disk/folder/diskFolder.ts';
import { findSkills } from '../../disk/folder/findSkills.ts';
import { changedFiles } from '../../disk/git/changedFiles.ts';
import type { GitCache } from '../../disk/git/gitView.ts';
import { gitTroubleWords } from '../../disk/git/runGit.ts';
import { complain, printLine } from '../terminal.ts';
import { programVersion } from '../version.ts';
import { githubReport, junitReport, sarifReport } from './formats.ts';
import type { ValidateOptions } from './options.ts';
import { jsonReport, textReport } from './report.ts';
import { type ValidatedSkill, validateSkill } from './validateSkill.ts';

/** Checks what was asked for and prints the outcome. Resolves to the exit code. */
export async function runValidate(options: ValidateOptions): Promise<number> {
  const profiles = options.profiles.length > 0 ? options.profiles : defaultProfiles;
  const checkOptions: CheckOptions = { profiles };
  const failures: Failure[] = [];
  /** By their absolute paths, each as it was first named. */
  const folders = new Map<string, string>();
  for (const path of options.paths) {
    const found = await foldersOf(path);
    if (!found.ok) {
      failures.push(found.failure);
    } else {
      for (const folder of found.value) {
        folders.set(resolve(folder), folders.get(resolve(folder)) ?? folder);
      }
    }
  }
  if (options.changedSince !== undefined) {
    const kept = await leaveUnchangedOut(folders, options.changedSince);
    if (!kept.ok) {
      complain(kept.failure);
      return 2;
    }
  }
  const sweep = new Sweep();
  const above: GitCache = new Map();
  const validated = await Promise.all(
    [...folders.values()].map(async folder => {
      const skill = await sweep.read(() => readSkill(diskFolder(folder, above)));
      return sweep.check(() => validateSkill(folder, skill, checkOptions, options.isFixing));
    }),
  );
  const skills: ValidatedSkill[] = [];
  for (const result of validated) {
    if (result.ok) {
      skills.push(result.value);
    } else {
      failures.push(result.failure);
    }
  }
  print(options, skills);
  for (const failure of failures) {
    console.error(failureSentences(failure));
  }
  if (failures.length > 0) {
    return 2;
  }
  const counted = skills.flatMap(({ problems }) => problems);
  const warnings = counted.filter(({ severity }) => severity === 'warning').length;
  return warnings > options.maxWarnings || counted.some(({ severity }) => severity === 'error') ? 1 : 0;
}

function print({ format }: ValidateOptions, skills: readonly ValidatedSkill[]): void {
  switch (format) {
    case 'text':
      printLine(textReport(skills));
      return;
    case 'github': {
      const annotations = githubReport(skills);
      printLine(annotations === '' ? textReport(skills) : `${annotations}\n${textReport(skills)}`);
      return;
    }
    case 'json':
      console.log(jsonReport(skills));
      return;
    case 'sarif':
      console.log(sarifReport(skills, programVersion()));
      return;
    case 'junit':
      console.log(junitReport(skills));
      return;
  }
}

/** Takes out of `folders`, which are keyed by absolute path, those in which nothing differs from the revision. */
async function leaveUnchangedOut(
  folders: Map<string, string>,
  revision: string,
): Promise<Result<null, string>> {
  const changed = new Map<string, readonly string[]>();
  for (const folder of [...folders.keys()]) {
    const files = changed.get(dirname(folder)) ?? (await changedFiles(folder, revision));
    if ('ok' in files && !files.ok) {
      return failed(`--changed-since ${revision}: ${gitTroubleWords(files.failure)}`);
    }
    const paths = 'ok' in files ? files.value : files;
    changed.set(dirname(folder), paths);
    if (!paths.some(path => path.startsWith(`${folder}${sep}`))) {
      folders.delete(folder);
    }
  }
  return success(null);
}

/** A SKILL.md stands for its folder. */
async function foldersOf(path: string): Promise<Result<readonly string[], Failure>> {
  try {
    const isFile = (await stat(path)).isFile();
    if (!isFile) {
      return findSkills(path);
    }
    if (basename(path).toLowerCase() === 'skill.md') {
      return success([dirname(path)]);
    }
    return failed({ kind: 'no-manifest', path });
  } catch (error) {
    return failed(readFailure(path, error));
  }
}
