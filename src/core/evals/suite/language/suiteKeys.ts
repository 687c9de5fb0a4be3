import { caseContextKeys, caseHeadKeys, executionKeys } from '../read/pluginCases.ts';
import { type GraderType, graderTypes } from '../read/typedGraders.ts';

/** Which of the files of `claude plugin eval` a path is; null for others. */
export type CaseFileKind = 'prompt' | 'grader' | 'case';

/** Which kind of file of a case a path of a skill is. */
export function caseFileKind(path: string): CaseFileKind | null {
  if (/^evals\/.+\/graders\/[^/]+\.md$/.test(path)) {
    return 'grader';
  }
  if (/^evals\/.+\/prompt\.md$/.test(path)) {
    return 'prompt';
  }
  return /^evals\/.+\/case\.yaml$/.test(path) ? 'case' : null;
}

/** What each key of a case and of its graders is for, in a sentence or two. */
export const caseKeyWords: Readonly<Record<string, string>> = {
  schema_version: 'The version of the format, `"1.1"`. Needed in `case.yaml`.',
  name: 'What the case is called in results; the folder’s name unless said.',
  description: 'For readers; not used when the case runs.',
  tags: 'A list of words to filter cases by.',
  plugins: 'Folders of plugins to try. Not used here: the skill that is tried is chosen with the run.',
  runs: 'How often the case runs in each arm, 1 to 50.',
  expected_outcome: 'For readers: what a good answer is like. Graders judge.',
  model: 'The model to run on. Not used here: the model is chosen once, in your settings.',
  max_turns: 'How many turns a run may take, 1 to 200; 10 unless said.',
  timeout_seconds: 'How long a run may take, 1 to 3,600 seconds; 300 unless said.',
  allowed_tools: 'Tools that the case needs. Not used here: the vendor’s own tools are offered.',
  append_system_prompt: 'Put behind the system prompt.',
  env: 'Variables for the run, named `EVAL_…`. Not used here.',
  context: 'Files and folders that the case starts with.',
  scaffold_script: 'A script that makes fixtures. Not run here.',
  history_file: 'A recorded session to continue. Not used here.',
  add_dirs: 'Folders of the case whose files go along with the prompt.',
  execution: 'The prompt and the limits of a run.',
  prompt: 'What the model is asked, where there is no `prompt.md`.',
  graders: 'How the answer is judged; `graders/*.md` come on top.',
  type: 'How it judges: `regex`, `tool_used`, `tool_order` and `file_exists` are free; `llm` and `baseline` ask a model.',
  weight: 'How much it counts in a run’s score, above 0; 1 unless said.',
  arm: '`with-only`: it counts only where every arm has the skill. `both`: it always counts.',
  pattern: 'A regular expression of JavaScript. In a grader’s file it may stand in the body instead.',
  flags: 'Flags of the regular expression, such as `i` or `m`.',
  match: '`contains` (unless said), `not_contains`, or `count:N` for exactly so many matches.',
  target: 'What is searched: `last_message` (unless said), `trace`, `files`, or `{ source: file, path: … }`.',
  focus: 'What the judge looks at: `last_message`, `trace`, `files`, or `{ source: file, path: … }`.',
  tool: 'The tool’s name. `Skill` stands for loading a skill, `Bash` for running a command.',
  input_match: 'A regular expression on the call’s input as JSON.',
  min: 'At least so many calls; 1 unless said.',
  max: 'At most so many calls; 0 for none at all.',
  before: 'The call that has to come first: a tool, or `{ tool, input_match }`.',
  after: 'The call that has to come later: a tool, or `{ tool, input_match }`.',
  path: 'The file’s path, or a pattern with `*`.',
  exists: '`false` where no such file may be made.',
  criteria:
    'When it passes and when it fails, as concrete as can be. In a grader’s file it stands in the body.',
  baseline_file: 'A recorded session in the case’s folder, which the answer has to be as good as.',
};

/** What the types of graders judge by, in a few words. */
const graderTypeWords: Readonly<Record<GraderType, string>> = {
  regex: 'a regular expression finds its match; free',
  tool_used: 'a tool was called so often; free',
  tool_order: 'one tool was called before another; free',
  file_exists: 'such a file was made; free',
  llm: 'a model judges by your criteria',
  baseline: 'a model finds it as good as a recorded answer',
};

/** The keys that may stand below these parents in a file of a kind; `type` is the grader's, where it says one. */
export function keysBelow(
  kind: CaseFileKind,
  parents: readonly string[],
  type: string | null,
): readonly string[] {
  const [first] = parents;
  const ofGrader = ['type', ...(type !== null && isType(type) ? graderTypes[type] : []), 'weight', 'arm'];
  if (kind === 'grader') {
    return first === undefined ? ofGrader : callKeys(first);
  }
  if (kind === 'prompt') {
    return first === undefined ? [...caseHeadKeys, ...executionKeys] : [];
  }
  switch (first) {
    case undefined:
      return [...caseHeadKeys, 'context', 'execution', 'graders'];
    case 'context':
      return caseContextKeys;
    case 'execution':
      return ['prompt', ...executionKeys];
    case 'graders':
      return parents.length === 1 ? ['name', ...ofGrader] : callKeys(parents.at(-1) ?? '');
    default:
      return [];
  }
}

/** Values that a key takes, where they are known. */
export function valuesOfKey(key: string): readonly { readonly value: string; readonly detail: string }[] {
  switch (key) {
    case 'type':
      return Object.entries(graderTypeWords).map(([value, detail]) => ({ value, detail }));
    case 'match':
      return [
        { value: 'contains', detail: 'it is found' },
        { value: 'not_contains', detail: 'it is not found' },
        { value: '"count:1"', detail: 'it is found exactly so often' },
      ];
    case 'target':
    case 'focus':
      return [
        { value: 'last_message', detail: 'the answer' },
        { value: 'trace', detail: 'all that was said and done' },
        { value: 'files', detail: 'the paths of the files that were made' },
        { value: '{ source: file, path: out.txt }', detail: 'the text of one file that was made' },
      ];
    case 'arm':
      return [
        { value: 'with-only', detail: 'counts only where every arm has the skill' },
        { value: 'both', detail: 'always counts' },
      ];
    case 'exists':
      return [
        { value: 'true', detail: 'it was made' },
        { value: 'false', detail: 'it was not made' },
      ];
    default:
      return [];
  }
}

function callKeys(parent: string): readonly string[] {
  return parent === 'before' || parent === 'after' ? ['tool', 'input_match'] : [];
}

function isType(name: string): name is GraderType {
  return Object.hasOwn(graderTypes, name);
}
