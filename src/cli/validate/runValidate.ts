import { dirname, resolve, sep } from 'node:path';
import { readSkill } from '../../core/bundle/readSkill.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { failureSentences } from '../../core/failure/failureText.ts';
import { type CheckOptions, defaultProfiles } from '../../core/skill/checkSkill.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { Sweep } from '../../core/work/sweep.ts';
import { diskFolder } from '../../disk/folder/diskFolder.ts';
import { type DiskSearch, findSkills } from '../../disk/folder/findSkills.ts';
import { changedFiles } from '../../disk/git/changedFiles.ts';
import type { GitCache } from '../../disk/git/gitView.ts';
import { gitTroubleWords } from '../../disk/git/runGit.ts';
import { passedOverWords } from '../passedOver.ts';
import { complain, printText, sayDocument } from '../terminal.ts';
import { programVersion } from '../version.ts';
import { withSecrets } from './findSecrets.ts';
import { githubReport, junitReport, sarifReport } from './formats.ts';
import type { ValidateOptions } from './options.ts';
import { jsonReport, textReport } from './report.ts';
import { type ValidatedSkill, validateSkill } from './validateSkill.ts';

/** Checks what was asked for and prints the outcome. Resolves to the exit code. */
export async function runValidate(options: ValidateOptions): Promise<number> {
  const profiles = options.profiles.length > 0 ? options.profiles : defaultProfiles;
  const checkOptions: CheckOptions = { profiles };
  const git: GitCache = new Map();
  const { folders, searches, failures } = await searchAll(options.paths, git);
  if (options.changedSince !== undefined) {
    const kept = await leaveUnchangedOut(folders, options.changedSince);
    if (!kept.ok) {
      complain(kept.failure);
      return 2;
    }
  }
  const sweep = new Sweep();
  const validated = await Promise.all(
    [...folders.values()].map(async folder => {
      const skill = await sweep.read(() => readSkill(diskFolder(folder, git)));
      const checked = await sweep.check(() => validateSkill(folder, skill, checkOptions, options.isFixing));
      return checked.ok && options.withSecrets ? withSecrets(checked.value) : checked;
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
  const passedOver = await passedOverWords(searches);
  print(options, skills, passedOver.summary);
  for (const line of options.isVerbose ? passedOver.lines : []) {
    complain(line);
  }
  for (const failure of failures) {
    complain(failureSentences(failure));
  }
  if (failures.length > 0) {
    return 2;
  }
  const counted = skills.flatMap(({ problems }) => problems);
  const warnings = counted.filter(({ severity }) => severity === 'warning').length;
  return warnings > options.maxWarnings || counted.some(({ severity }) => severity === 'error') ? 1 : 0;
}

interface Searched {
  /** By their absolute paths, each as it was first named. */
  readonly folders: Map<string, string>;
  readonly searches: readonly DiskSearch[];
  readonly failures: Failure[];
}

async function searchAll(paths: readonly string[], git: GitCache): Promise<Searched> {
  const failures: Failure[] = [];
  const folders = new Map<string, string>();
  const searches: DiskSearch[] = [];
  for (const path of paths) {
    const found = await findSkills(path, git);
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
    }
  }
  return { folders, searches, failures };
}

function print({ format }: ValidateOptions, skills: readonly ValidatedSkill[], passedOver: string): void {
  const text = () => textReport(skills, passedOver);
  switch (format) {
    case 'text':
      printText(text());
      return;
    case 'github': {
      const annotations = githubReport(skills);
      printText(annotations === '' ? text() : `${annotations}\n${text()}`);
      return;
    }
    case 'json':
      sayDocument(jsonReport(skills));
      return;
    case 'sarif':
      sayDocument(sarifReport(skills, programVersion()));
      return;
    case 'junit':
      sayDocument(junitReport(skills));
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
