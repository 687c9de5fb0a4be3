import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { readSkill } from '../../core/bundle/readSkill.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { failureSentences } from '../../core/failure/failureText.ts';
import { readFailure } from '../../core/failure/systemError.ts';
import { type CheckOptions, defaultProfiles } from '../../core/skill/checkSkill.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { Sweep } from '../../core/work/sweep.ts';
import { diskFolder } from '../../disk/folder/diskFolder.ts';
import { findSkills } from '../../disk/folder/findSkills.ts';
import type { GitCache } from '../../disk/git/gitView.ts';
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
  console.log(options.isJson ? jsonReport(skills) : textReport(skills));
  for (const failure of failures) {
    console.error(failureSentences(failure));
  }
  if (failures.length > 0) {
    return 2;
  }
  return skills.some(({ problems }) => problems.some(counts)) ? 1 : 0;
}

function counts({ severity }: { readonly severity: string }): boolean {
  return severity === 'error' || severity === 'warning';
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
