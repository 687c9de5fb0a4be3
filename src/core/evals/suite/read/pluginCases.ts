import type { Expectation } from '../expectation.ts';
import type { EvalCase, InputFile } from '../suite.ts';
import { readCaseFile, readMarkdown } from './caseFiles.ts';
import { titleOf } from './evalsJson.ts';
import { FieldReader, shown } from './fieldReader.ts';
import { uniqueId } from './ids.ts';
import type { InputFiles } from './inputFiles.ts';
import { joined } from './joinPath.ts';
import type { ProblemList } from './problemList.ts';
import { readPluginGrader } from './readExpectation.ts';
import { placeIn, startOf } from './sourceText.ts';
import type { ValueNode } from './values.ts';

/** Keys of a case that stand at the top of `prompt.md`'s front matter and of `case.yaml`. */
export const caseHeadKeys: readonly string[] = [
  'schema_version',
  'name',
  'description',
  'tags',
  'plugins',
  'runs',
  'expected_outcome',
];

/** Keys that stand beside those in `prompt.md`, and under `execution` in `case.yaml`. */
export const executionKeys: readonly string[] = [
  'model',
  'max_turns',
  'timeout_seconds',
  'allowed_tools',
  'append_system_prompt',
  'env',
];

/** Keys under `context` in `case.yaml`. */
export const caseContextKeys: readonly string[] = ['scaffold_script', 'history_file', 'add_dirs'];

/** A case's folder with the texts of its files. */
export interface CaseFolder {
  /** Relative to the skill's, with `/`. */
  readonly folder: string;
  readonly prompt: string | null;
  readonly caseYaml: string | null;
  /** By path, in the order of their names. */
  readonly graders: readonly { readonly path: string; readonly text: string }[];
  /** It, or the suite, has mocked tools. */
  readonly hasMocks: boolean;
}

/** Reads a case of `claude plugin eval`; null, with its problem told, when there is nothing to run. */
export function readPluginCase(
  { folder, prompt, caseYaml, graders, hasMocks }: CaseFolder,
  ids: Set<string>,
  inputs: InputFiles,
  problems: ProblemList,
): EvalCase | null {
  const page = prompt === null ? null : readMarkdown(`${folder}/prompt.md`, prompt, problems);
  const yaml = caseYaml === null ? null : readCaseFile(`${folder}/case.yaml`, caseYaml, problems);
  page?.fields.unknownKeys([...caseHeadKeys, ...executionKeys], 'mistake', 'a case');
  const execution = yaml && readCaseYaml(yaml, hasMocks);
  const readers = [page?.fields, execution, yaml].filter(reader => reader !== null && reader !== undefined);
  const [main] = readers;
  const text = page?.body ?? execution?.placedText('prompt') ?? null;
  if (!main) {
    return null;
  }
  const name = firstOf(readers, fields => fields.label('name')?.text ?? null);
  const named = readers.find(fields => fields.has('name'));
  if (name !== null && named && ids.has(name)) {
    const message = `Another case has the name ${shown(name)}; results would be taken for each other's.`;
    named.add('eval-duplicate-id', 'warning', message, named.node('name') ?? named.map);
  }
  const id = uniqueId(name ?? (folder.split('/').at(-1) as string), ids);
  checkValues(readers);
  const expectations = readGraders(yaml, graders, folder, problems);
  if (page && !page.isReadable && !page.body) {
    return null;
  }
  if (!text || text.text.trim() === '') {
    tellNoPrompt(main, id, [yaml?.node('execution'), execution?.node('prompt')]);
    return null;
  }
  if (expectations.length === 0) {
    const message = `The case ${shown(id)} judges nothing: it has no grader.`;
    problems.add('eval-judges-nothing', 'error', message, startOf(main.source));
  }
  const whole = { start: 0, end: main.source.lines.text.length };
  return {
    id,
    title: name ?? (titleOf(text.text) || id),
    prompt: text.text,
    expectedOutput: firstOf(readers, fields => fields.text('expected_outcome')),
    files: yaml ? readFolders(yaml, folder, inputs) : [],
    expectations,
    tags: firstOf(readers, tagsOf) ?? [],
    limits: {
      runs: firstOf(readers, fields => fields.whole('runs', { min: 1, max: 50 })),
      maxTurns: firstOf(readers, fields => fields.whole('max_turns', { min: 1, max: 200 })),
      timeoutMs: secondsOf(readers),
      systemPrompt: firstOf(readers, fields => fields.text('append_system_prompt')),
    },
    source: placeIn(main.source, whole),
    promptSource: (page?.body ? page.fields : (execution ?? main)).place(text.node),
  };
}

/** Where one of the values that lead to the prompt is of a wrong type, that is told already. */
function tellNoPrompt(
  { problems, source }: FieldReader,
  id: string,
  [execution, prompt]: readonly (ValueNode | null | undefined)[],
): void {
  if ((execution && execution.kind !== 'map') || (prompt && prompt.kind !== 'string')) {
    return;
  }
  const message = `The case ${shown(id)} has no prompt, so that there is nothing to run.`;
  problems.add('eval-no-prompt', 'error', message, startOf(source));
}

function readCaseYaml(yaml: FieldReader, hasMocks: boolean): FieldReader | null {
  const known = [...caseHeadKeys, 'context', 'execution', 'graders'];
  yaml.unknownKeys(known, 'mistake', 'a case');
  for (const key of ['schema_version', 'name']) {
    if (!yaml.has(key)) {
      const example = key === 'name' ? '' : ': "1.1"';
      yaml.problems.add('eval-value', 'error', `A case.yaml needs "${key}"${example}.`, startOf(yaml.source));
    }
  }
  for (const key of ['context', 'execution']) {
    const node = yaml.node(key);
    if (node && node.kind !== 'map') {
      yaml.wrongType(key, node, 'a group of keys');
    }
  }
  const context = mapAt(yaml, 'context');
  context?.unknownKeys(caseContextKeys, 'mistake', '"context"');
  for (const key of ['scaffold_script', 'history_file']) {
    const node = context?.node(key);
    if (context && node) {
      const what =
        key === 'history_file' ? 'A recorded history is not continued' : 'A scaffold script is not run';
      context.add(
        'eval-setup-not-run',
        'information',
        `${what} here: the case starts with its prompt and its files alone.`,
        node,
      );
    }
  }
  if (hasMocks) {
    const message = 'Mocked tools are not offered here: the case runs without them.';
    yaml.problems.add('eval-setup-not-run', 'information', message, startOf(yaml.source));
  }
  const execution = mapAt(yaml, 'execution');
  execution?.unknownKeys(['prompt', ...executionKeys], 'mistake', '"execution"');
  return execution;
}

/** Says what is wrong with values that are not used here, but are an error to the tool that the file is for. */
function checkValues(readers: readonly FieldReader[]): void {
  for (const fields of readers) {
    for (const key of ['description', 'model']) {
      fields.text(key);
    }
    for (const key of ['plugins', 'allowed_tools']) {
      fields.texts(key);
    }
    const env = fields.node('env');
    if (env?.kind === 'map') {
      for (const { key, keySpan } of env.entries) {
        if (!/^EVAL_[A-Z0-9_]*$/.test(key)) {
          const message = `Variables of a case are named EVAL_…, in capitals, not "${shown(key)}".`;
          fields.problems.add('eval-value', 'error', message, placeIn(fields.source, keySpan));
        }
      }
    } else if (env) {
      fields.wrongType('env', env, 'a group of keys');
    }
  }
}

function readGraders(
  yaml: FieldReader | null,
  files: CaseFolder['graders'],
  folder: string,
  problems: ProblemList,
): readonly Expectation[] {
  const ids = new Set<string>();
  const inYaml = yaml?.node('graders');
  if (yaml && inYaml && inYaml.kind !== 'list') {
    yaml.wrongType('graders', inYaml, 'a list of graders');
  }
  const fromYaml = (inYaml?.kind === 'list' ? inYaml.items : []).map((item, index) => {
    if (!yaml || item.kind !== 'map') {
      yaml?.wrongType('graders', item, 'a list of graders');
      return null;
    }
    const fields = new FieldReader(yaml.source, item, problems);
    return readPluginGrader(fields, fields.text('name') ?? String(index + 1), { body: null, folder });
  });
  const fromFiles = files.map(({ path, text }) => {
    const { fields, body, hasFrontMatter, isReadable } = readMarkdown(path, text, problems);
    if (!isReadable) {
      return null;
    }
    if (!hasFrontMatter) {
      const message = 'A grader begins with front matter that says its type, such as "type: llm".';
      problems.add('eval-value', 'error', message, startOf(fields.source));
      return null;
    }
    const id = (path.split('/').at(-1) as string).replace(/\.md$/, '');
    return readPluginGrader(fields, id, { body, folder });
  });
  return [...fromYaml, ...fromFiles]
    .filter(expectation => expectation !== null)
    .map(expectation => ({ ...expectation, id: uniqueId(expectation.id, ids) }));
}

/** The files of the folders that a case may read. */
function readFolders(yaml: FieldReader, folder: string, inputs: InputFiles): readonly InputFile[] {
  const context = mapAt(yaml, 'context');
  const folders = context?.texts('add_dirs') ?? [];
  return folders.flatMap(({ text, node }) => {
    const found = inputs.below(joined(folder, text));
    if (found.length === 0 && context) {
      context.add('eval-missing-file', 'error', `The case has no folder "${shown(text)}".`, node);
    }
    return context ? found.map(path => ({ path, source: context.place(node) })) : [];
  });
}

/** Null where there is none; one of the wrong type is told by whoever reads the whole file. */
function mapAt(fields: FieldReader, key: string): FieldReader | null {
  const node = fields.node(key);
  if (node && node.kind !== 'map') {
    return null;
  }
  return node && new FieldReader(fields.source, node, fields.problems);
}

function tagsOf(fields: FieldReader): readonly string[] | null {
  return fields.texts('tags')?.map(({ text }) => text) ?? null;
}

function secondsOf(readers: readonly FieldReader[]): number | null {
  const seconds = firstOf(readers, fields => fields.whole('timeout_seconds', { min: 1, max: 3600 }));
  return seconds === null ? null : seconds * 1000;
}

/** The first value that one of the files has: what `prompt.md` says goes before `case.yaml`. */
function firstOf<T>(readers: readonly FieldReader[], read: (fields: FieldReader) => T | null): T | null {
  let found: T | null = null;
  for (const fields of readers) {
    const value = read(fields);
    found ??= value;
  }
  return found;
}
