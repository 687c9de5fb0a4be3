import { type ParsedValue, parseJsonValue } from '../../skill/document/jsonNodes.ts';
import { baseName } from '../../text/paths.ts';
import {
  caseListOf,
  hasPrompts,
  holdsCases,
  maxCases,
  readEvalsJson,
  type SuiteReading,
} from './read/evalsJson.ts';
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
import { isTriggerResult, isTriggerSet, readTriggerSet, tellQueriesBeside } from './read/triggerSet.ts';
import { nodeAt, type ValueNode } from './read/values.ts';
import type { Suite } from './suite.ts';
import type { SuiteProblem, SuiteProblemCode } from './suiteProblem.ts';

/** A skill's files, as far as suites need them. Paths are relative to its folder, with `/`. */
export interface SuiteFiles {
  /** Every file of the skill, `evals/` included, with its size in bytes. */
  readonly files: readonly { readonly path: string; readonly size: number }[];
  /** Links in the skill's folder, none of which is followed: to files and to folders. */
  readonly links?: readonly string[];
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
  const problems = new ProblemList();
  const files = tellingFiles(all, problems);
  const inputs = new InputFiles(files.files);
  const folders = caseFolders(files);
  tellUnread(files, problems);
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

/** The files, told of where they are too large for what is written by hand, or cannot be read; such a one has no text. */
function tellingFiles(all: SuiteFiles, problems: ProblemList): SuiteFiles {
  const sizes = new Map(all.files.map(({ path, size }) => [path, size]));
  const read = async (path: string) => {
    const isLarge = (sizes.get(path) ?? 0) > maxSuiteBytes;
    const text = isLarge ? null : await all.read(path);
    const isJson = path.endsWith('.json');
    // Any other JSON may be data, which nobody waits for.
    if (text !== null || (isJson && !isNamedLikeSuite(path))) {
      return text;
    }
    const place = startOf(sourceText(path, ''));
    if (isLarge) {
      const what = isJson ? 'A suite' : `A ${shown(baseName(path))}`;
      problems.add('eval-file-too-large', 'error', `${what} of more than 2 MB is not read.`, place);
    } else {
      const message = `${shown(baseName(path))} cannot be read: look at its permissions.`;
      problems.add('eval-unreadable', 'error', message, place);
    }
    return null;
  };
  return { ...all, read };
}

/** What looks like a suite and is none here, so that nobody waits for its cases: links, and other formats. */
function tellUnread({ files, links = [] }: SuiteFiles, problems: ProblemList): void {
  const tell = (code: SuiteProblemCode, path: string, message: string) =>
    problems.add(
      code,
      code === 'eval-link' ? 'warning' : 'information',
      message,
      startOf(sourceText(path, '')),
    );
  for (const path of links) {
    if (path === 'evals' || (/^evals\//.test(path) && mayHoldCases(path.slice('evals/'.length)))) {
      const message = `${shown(path)} is a link, and links are not followed: no case behind it is read. Put the files themselves there.`;
      tell('eval-link', path, message);
    }
  }
  for (const { path } of files) {
    if (/^evals\/[^/]*(?:eval|trigger)[^/]*\.(?:ya?ml|json[5cl]|ndjson|toml|csv)$/i.test(path)) {
      tell(
        'eval-shape',
        path,
        `${shown(baseName(path))} is not read: suites are JSON here, as in evals/evals.json.`,
      );
    }
  }
}

/** Whether a path below `evals/` is what a suite or a part of one is called; of links only the name is known. */
function mayHoldCases(path: string): boolean {
  const isFile = /\.[a-z][a-z0-9]{1,4}$/i.test(path);
  return isFile
    ? !dataFolders.test(path) && /\.json$|(?:^|\/)(?:prompt\.md|case\.yaml|graders\/[^/]+\.md)$/.test(path)
    : !dataFolders.test(`${path}/`);
}

async function readJsonSuite(
  files: SuiteFiles,
  path: string,
  inputs: InputFiles,
  problems: ProblemList,
): Promise<Suite | null> {
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
  if (root && isTriggerSet(root) && !holdsCases(root)) {
    return readTriggerSet(reading, root);
  }
  if (root && (path === evalsJsonPath ? caseListOf(root) !== null : hasCases(root))) {
    tellQueriesBeside(reading, root, caseListOf(root));
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
