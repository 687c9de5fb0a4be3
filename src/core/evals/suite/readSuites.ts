import { type ParsedValue, parseJsonValue } from '../../skill/document/jsonNodes.ts';
import { baseName } from '../../text/paths.ts';
import { caseListOf, hasPrompts, maxCases, readEvalsJson, type SuiteReading } from './read/evalsJson.ts';
import { shown } from './read/fieldReader.ts';
import { InputFiles } from './read/inputFiles.ts';
import { type CaseFolder, readPluginCase } from './read/pluginCases.ts';
import { ProblemList } from './read/problemList.ts';
import {
  brokenIn,
  brokenWords,
  conflictIn,
  conflictWords,
  placeIn,
  sourceText,
  startOf,
} from './read/sourceText.ts';
import { isTriggerResult, isTriggerSet, readTriggerSet } from './read/triggerSet.ts';
import { nodeAt, type ValueNode } from './read/values.ts';
import type { Suite } from './suite.ts';
import type { SuiteProblem } from './suiteProblem.ts';

/** A skill's files, as far as suites need them. Paths are relative to its folder, with `/`. */
export interface SuiteFiles {
  /** Every file of the skill, `evals/` included, with its size in bytes. */
  readonly files: readonly { readonly path: string; readonly size: number }[];
  /** The text of a file; null where there is none or it cannot be read. Open editors win over the disk. */
  read(path: string): Promise<string | null>;
}

/** What was found under a skill's `evals/`. */
export interface FoundSuites {
  /** `evals/evals.json` first, the others by their path. */
  readonly suites: readonly Suite[];
  /** By file and place. */
  readonly problems: readonly SuiteProblem[];
}

/** Where the suite that we write lies. */
export const evalsJsonPath = 'evals/evals.json';

/** Suites are written by hand; what is larger is data. In bytes. */
const maxSuiteBytes = 2 * 2 ** 20;

/** JSON files that are looked at. */
const maxFiles = 200;

/** Folders below `evals/` that hold results and inputs, not suites. */
const dataFolders =
  /(?:^|\/)(?:results?|files|fixtures|mocks|resources|inputs|outputs|runs|workspace|node_modules|\..*|.*-workspace)\//;

/**
 * Finds and reads all suites of a skill, of all three formats. What does not parse is a problem and the rest is read
 * all the same; nothing is thrown. `skillName` is the manifest's, null where it has none.
 */
export async function readSuites(all: SuiteFiles, skillName: string | null): Promise<FoundSuites> {
  const sizes = new Map(all.files.map(({ path, size }) => [path, size]));
  const isLarge = (path: string) => (sizes.get(path) ?? 0) > maxSuiteBytes;
  const files: SuiteFiles = { ...all, read: async path => (isLarge(path) ? null : all.read(path)) };
  const problems = new ProblemList();
  const inputs = new InputFiles(files.files);
  const folders = caseFolders(files);
  const suites: Suite[] = [];
  const paths = jsonFiles(files, folders);
  const [left] = paths.slice(maxFiles);
  if (left !== undefined) {
    const more = paths.length - maxFiles - 1;
    const message = `This file${more > 0 ? ` and ${more} more are` : ' is'} not read: ${maxFiles} of evals/ are looked at.`;
    problems.add('eval-too-many-cases', 'warning', message, startOf(sourceText(left, '')));
  }
  for (const path of paths.slice(0, maxFiles)) {
    const suite = await readJsonSuite(files, path, inputs, problems);
    if (suite) {
      tellOtherName(suite, skillName, problems);
      suites.push(suite);
    }
  }
  const plugin = await readPluginSuite(files, folders, inputs, problems);
  return { suites: plugin ? [...suites, plugin] : suites, problems: problems.sorted() };
}

async function readJsonSuite(
  files: SuiteFiles,
  path: string,
  inputs: InputFiles,
  problems: ProblemList,
): Promise<Suite | null> {
  const size = files.files.find(file => file.path === path)?.size ?? 0;
  if (size > maxSuiteBytes) {
    if (isNamedLikeSuite(path)) {
      const message = 'A suite of more than 2 MB is not read.';
      problems.add('eval-file-too-large', 'error', message, startOf(sourceText(path, '')));
    }
    return null;
  }
  const text = await files.read(path);
  if (text === null) {
    return null;
  }
  const reading: SuiteReading = { source: sourceText(path, text), problems, inputs };
  const conflict = isNamedLikeSuite(path) ? conflictIn(text) : null;
  if (conflict) {
    problems.add('eval-syntax', 'error', conflictWords, placeIn(reading.source, conflict));
    return null;
  }
  const parsed = parseJsonValue(text);
  const broken = isNamedLikeSuite(path) ? brokenIn(text) : null;
  if (broken) {
    problems.add('eval-syntax', 'error', brokenWords, placeIn(reading.source, broken));
  } else {
    tellFaults(parsed, reading);
  }
  const { root } = parsed;
  if (root && isTriggerSet(root)) {
    return readTriggerSet(reading, root);
  }
  if (root && (path === evalsJsonPath ? caseListOf(root) !== null : hasCases(root))) {
    return readEvalsJson(reading, root);
  }
  if (parsed.faults.length === 0 && !(root && isTriggerResult(root))) {
    tellShape(reading);
  }
  return null;
}

function tellFaults({ faults }: ParsedValue, { source, problems }: SuiteReading): void {
  if (!isNamedLikeSuite(source.path)) {
    return;
  }
  for (const { span, what, fix } of faults) {
    const fixes = fix
      ? [{ title: fix.title, edits: [{ range: placeIn(source, fix.span).range, text: fix.text }] }]
      : [];
    const message = `${baseName(source.path)}: ${what}.`;
    problems.add('eval-syntax', 'error', message, placeIn(source, span), fixes);
  }
}

function tellShape({ source, problems }: SuiteReading): void {
  const name = baseName(source.path);
  if (source.path === evalsJsonPath) {
    const message = `${name} has no list "evals" with cases, so that nothing of it can be run.`;
    problems.add('eval-shape', 'warning', message, startOf(source));
  } else if (/trigger|eval[-_]set/i.test(name)) {
    const message = `${shown(name)} is not read: no item of a list says in "should_trigger" what is expected.`;
    problems.add('eval-shape', 'information', message, startOf(source));
  }
}

function tellOtherName(
  { skillName: named, path }: Suite,
  skillName: string | null,
  problems: ProblemList,
): void {
  if (named !== null && skillName !== null && named !== skillName) {
    const message = `The suite says that it is for the skill "${shown(named)}"; this one is "${shown(skillName)}".`;
    problems.add('eval-skill-name', 'information', message, startOf(sourceText(path, '')));
  }
}

async function readPluginSuite(
  files: SuiteFiles,
  folders: readonly string[],
  inputs: InputFiles,
  problems: ProblemList,
): Promise<Suite | null> {
  const ids = new Set<string>();
  const cases = [];
  const hasSuiteMocks = files.files.some(({ path }) => path.startsWith('evals/mocks/'));
  const left = folders[maxCases];
  if (left !== undefined) {
    const message = `Only the first ${maxCases} of ${folders.length} cases are read.`;
    const file = files.files.find(({ path }) => path === `${left}/prompt.md`) ? 'prompt.md' : 'case.yaml';
    problems.add('eval-too-many-cases', 'warning', message, startOf(sourceText(`${left}/${file}`, '')));
  }
  for (const folder of folders.slice(0, maxCases)) {
    const read = await readFolder(files, folder, hasSuiteMocks);
    const evalCase = readPluginCase(read, ids, inputs, problems);
    if (evalCase) {
      cases.push(evalCase);
    }
  }
  return folders.length === 0
    ? null
    : { kind: 'cases', format: 'plugin-cases', path: 'evals', skillName: null, cases };
}

async function readFolder(files: SuiteFiles, folder: string, hasSuiteMocks: boolean): Promise<CaseFolder> {
  const below = files.files.map(({ path }) => path).filter(path => path.startsWith(`${folder}/`));
  const textOf = async (name: string) => {
    const path = `${folder}/${name}`;
    return below.includes(path) ? files.read(path) : null;
  };
  const graderPaths = below.filter(path => /^graders\/[^/]+\.md$/.test(path.slice(folder.length + 1))).sort();
  const graders = [];
  for (const path of graderPaths) {
    const text = await files.read(path);
    if (text !== null) {
      graders.push({ path, text });
    }
  }
  return {
    folder,
    prompt: await textOf('prompt.md'),
    caseYaml: await textOf('case.yaml'),
    graders,
    hasMocks: hasSuiteMocks || below.some(path => path.startsWith(`${folder}/mocks/`)),
  };
}

/** Folders with a `prompt.md` or a `case.yaml`, but none inside another case. */
function caseFolders({ files }: SuiteFiles): readonly string[] {
  const found = new Set<string>();
  for (const { path } of files) {
    const folder = /^(evals\/.+)\/(?:prompt\.md|case\.yaml)$/.exec(path)?.[1];
    if (folder !== undefined && !dataFolders.test(`${folder}/`)) {
      found.add(folder);
    }
  }
  return [...found].filter(folder => ![...found].some(other => folder.startsWith(`${other}/`))).sort();
}

/** JSON files that may be suites; `evals/evals.json` first. */
function jsonFiles({ files }: SuiteFiles, folders: readonly string[]): readonly string[] {
  return files
    .map(({ path }) => path)
    .filter(path => /^evals\/.*\.json$/.test(path) && !dataFolders.test(path.slice('evals/'.length)))
    .filter(path => !folders.some(folder => path.startsWith(`${folder}/`)))
    .sort((a, b) => Number(b === evalsJsonPath) - Number(a === evalsJsonPath) || (a < b ? -1 : 1));
}

/** In files of other names, only `evals` and bare lists are cases: other lists of prompts are for other tools. */
function hasCases(root: ValueNode): boolean {
  const list = root.kind === 'map' ? nodeAt(root, 'evals') : root;
  return list?.kind === 'list' && hasPrompts(list);
}

function isNamedLikeSuite(path: string): boolean {
  return /eval|trigger/i.test(baseName(path));
}
