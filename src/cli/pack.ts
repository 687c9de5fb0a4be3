import { lstat, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readSkill, type SkillInFolder } from '../core/bundle/readSkill.ts';
import { leftOutLines, leftOutWords, type Selection } from '../core/bundle/select/selection.ts';
import type { SkillFolder } from '../core/bundle/select/skillFolder.ts';
import { refusalOf } from '../core/bundle/zip/refusalOf.ts';
import { type Failure, namedFrom } from '../core/failure/failure.ts';
import { failureSentences } from '../core/failure/failureText.ts';
import { refusedWords } from '../core/failure/refusedPath.ts';
import { writeFailure } from '../core/failure/systemError.ts';
import { type CheckOptions, checkSkill } from '../core/skill/checkSkill.ts';
import { readManifest } from '../core/skill/document/manifest.ts';
import { parseSkill } from '../core/skill/document/parseSkill.ts';
import type { Severity } from '../core/skill/problem.ts';
import { plainText } from '../core/text/plainText.ts';
import { packToFile } from '../disk/files/packToFile.ts';
import { isBelow } from '../disk/files/system.ts';
import { promptFolder } from '../disk/folder/promptFolder.ts';
import type { Command } from './command.ts';
import { progressLine } from './progressLine.ts';
import { projectRules, ruleWarnings } from './projectRules.ts';
import { readOptions } from './readOptions.ts';
import { folderNamed, folderWords } from './registries/namedFolder.ts';
import { takenPlace } from './takenPlace.ts';
import { complain, printLine, refuser, sayJson } from './terminal.ts';

interface Options {
  readonly folder: string;
  readonly file: string | null;
  readonly isList: boolean;
  readonly isJson: boolean;
}

const packHelp = `Packs a skill as it would be published.

  skillwright pack FOLDER -o FILE [--list] [--json]

  -o, --output FILE   where the bundle goes, outside FOLDER, in the place of nothing but an earlier bundle; a refused
                      skill leaves none there
  --list              print of every file whether it is in, and why not; without -o nothing is written
  --json              print a document, also when it fails:
                      {"ok","name","file","digest","totalBytes","size","files":[…],"leftOut":[…]}

Exit code: 0 packed or listed, 1 the skill is refused, 2 something could not be read or written.`;

/** Writes the bundle that would be published, or says why there is none; then there is no file either. */
export const packCommand: Command = {
  name: 'pack',
  usage: 'FOLDER -o FILE [--list] [--json]',
  does: 'Packs a skill as it would be published; --list says of every file whether it is in, and why not.',
  help: packHelp,
  async run(args) {
    const options = readPackOptions(args);
    if (typeof options === 'string') {
      return refuser(args.includes('--json'))(options);
    }
    const folder = promptFolder(options.folder);
    const [skill, project] = await Promise.all([readSkill(folder), projectRules(options.folder)]);
    if (!skill.ok) {
      return fail(options, skill.failure);
    }
    if (!project.ok) {
      return refuse(options, [project.failure], 2);
    }
    if (options.isList && !options.isJson) {
      listFiles(skill.value.selection);
    }
    const { name, warnings, errors } = check(skill.value, project.value?.choice.rules ?? {});
    for (const line of [...(project.value === null ? [] : ruleWarnings(project.value)), ...warnings]) {
      complain(line);
    }
    if (name === null) {
      return refuse(options, errors);
    }
    return pack(options, folder, skill.value.selection, name);
  },
};

function readPackOptions(args: readonly string[]): Options | string {
  const typed = readOptions(args, {
    output: { type: 'string', short: 'o' },
    list: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  if (!typed.ok) {
    return typed.failure;
  }
  const { values, positionals } = typed.value;
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0) {
    return 'Say which folder to pack, one at a time.';
  }
  const { output, list, json } = values;
  if (output === undefined && !list) {
    return 'Say where the bundle goes: -o FILE.';
  }
  const file = output === undefined ? null : resolve(output);
  if (file !== null && isBelow(folderNamed(folder), file)) {
    return `${plainText(file)} is in the skill's folder, where it would be packed the next time.`;
  }
  const taken = file === null ? null : takenPlace(file);
  if (taken !== null) {
    return taken;
  }
  return { folder: folderNamed(folder), file, isList: list, isJson: json };
}

/** What the rules say of a skill: its name where nothing stops it. */
interface Checked {
  readonly name: string | null;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

function check(
  { text, context, manifestPath }: SkillInFolder,
  severities: NonNullable<CheckOptions['severities']>,
): Checked {
  const document = parseSkill(text);
  const manifest = readManifest(document);
  // The bundle's folder is named after the skill; what the folder here is called does not matter.
  const bundled = { ...context, folderName: manifest?.name ?? null };
  const problems = checkSkill(document, bundled, { profiles: ['spec'], severities });
  const lines = (wanted: Severity) =>
    problems
      .filter(({ severity }) => severity === wanted)
      .map(({ path, range, message, code }) => {
        const place = `${path === 'SKILL.md' ? manifestPath : path}:${range.start.line + 1}:${range.start.character + 1}`;
        return `${plainText(place)}: ${plainText(message)} (${code})`;
      });
  const errors = lines('error');
  return {
    name: manifest && errors.length === 0 ? manifest.name : null,
    errors,
    warnings: lines('warning').map(line => `warning: ${line}`),
  };
}

async function pack(
  options: Options,
  folder: SkillFolder,
  selection: Selection,
  name: string,
): Promise<number> {
  const { file } = options;
  const listed = {
    files: selection.files.map(({ path, size, isExecutable }) => ({ path, size, isExecutable })),
    leftOut: selection.leftOut.map(({ path, reason }) => ({ path, why: leftOutWords(reason) })),
  };
  if (file === null) {
    if (options.isJson) {
      sayJson({ ok: true, name, file, ...listed });
    }
    return 0;
  }
  const progress = progressLine(`Packing ${plainText(name)}`);
  const packed = await packToFile(folder, selection, file, { topFolder: name }).finally(progress.end);
  if (!packed.ok) {
    return fail(options, packed.failure);
  }
  const { files, totalBytes, size, digest } = packed.value;
  const count = files.length === 1 ? '1 file' : `${files.length} files`;
  if (!options.isList) {
    for (const line of leftOutLines(selection.leftOut)) {
      complain(`left out: ${line}`);
    }
  }
  if (options.isJson) {
    sayJson({ ok: true, name, file, digest, totalBytes, size, ...listed });
  } else {
    printLine(`${plainText(file)}: ${count} of ${totalBytes} bytes in ${size} bytes, ${digest}`);
  }
  return 0;
}

async function fail(options: Options, failure: Failure): Promise<number> {
  const couldNotRun: readonly Failure['kind'][] = [
    'unreadable',
    'unwritable',
    'disk-full',
    'changed-meanwhile',
  ];
  const named = namedFrom(folderWords(options.folder), failure);
  return refuse(options, [failureSentences(named)], couldNotRun.includes(failure.kind) ? 2 : 1);
}

/** What an earlier run left must not be taken for the bundle of this one. */
async function refuse(options: Options, lines: readonly string[], code: 1 | 2 = 1): Promise<number> {
  const { file } = options;
  const said = refuser(options.isJson);
  if (file === null || (await isFolder(file))) {
    return said(lines.join('\n'), code);
  }
  try {
    await rm(file, { force: true });
    return said(lines.join('\n'), code);
  } catch (error) {
    return said([...lines, failureSentences(writeFailure(file, error))].join('\n'));
  }
}

async function isFolder(path: string): Promise<boolean> {
  return lstat(path).then(
    found => found.isDirectory(),
    () => false,
  );
}

function listFiles(selection: Selection): void {
  const { files, leftOut } = selection;
  const refusal = refusalOf(selection, 'skill');
  const refused = refusal?.kind === 'refused-paths' ? refusal.paths : [];
  const isRefused = new Set(refused.map(({ path }) => path));
  for (const { path, isExecutable } of files.filter(file => !isRefused.has(file.path))) {
    printLine(`in      ${plainText(path)}${isExecutable ? ' (executable)' : ''}`);
  }
  for (const { path, isDirectory, reason } of leftOut) {
    printLine(`out     ${plainText(path)}${isDirectory ? '/' : ''}: ${plainText(leftOutWords(reason))}`);
  }
  for (const path of refused) {
    printLine(`refused ${plainText(path.path)}: it ${refusedWords(path)}`);
  }
}
