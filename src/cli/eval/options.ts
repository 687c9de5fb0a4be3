import { resolve } from 'node:path';
import { defaultRuns, maxRuns } from '../../core/evals/run/evalPlan.ts';
import { plainText } from '../../core/text/plainText.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { readOptions } from '../readOptions.ts';
import { folderNamed } from '../registries/namedFolder.ts';
import {
  type AskedRegistries,
  type AskedRegistry,
  readRegistries,
  registryOptionTable,
} from '../registries/registryOptions.ts';

/** What `skillwright eval` is asked for. */
export interface EvalOptions {
  /** Absolute. */
  readonly folder: string;
  /** Where the models run; never the local registry. */
  readonly executor: Extract<AskedRegistry, { readonly kind: 'hosted' }>;
  /** As the vendor calls it. */
  readonly model: string;
  /** One or two words, each other than the other: `working`, `none`, `default`, `latest` or a version. */
  readonly arms: readonly string[];
  readonly runs: number;
  /** Of the judge, on each sentence. */
  readonly votes: 1 | 3;
  /** Whether the judge also says which of two arms' answers is better, asked in both orders. */
  readonly comparesAnswers: boolean;
  /** Null for no ceiling. */
  readonly maxTokens: number | null;
  /** The share of cases that has to pass, 0 to 1; null where all have to. */
  readonly threshold: number | null;
  readonly withTriggers: boolean;
  /** Folders whose skills trigger sets offer beside this one; none means those of the workspace. */
  readonly beside: readonly string[];
  /** Trigger sets offer no other skill. */
  readonly isAlone: boolean;
  readonly registries: AskedRegistries;
  /** Where `.skillwright.json` is; found from the folder upwards when undefined. */
  readonly root: string | undefined;
  readonly isJson: boolean;
  /** Absolute; null where none is asked for. */
  readonly junit: string | null;
  readonly html: string | null;
}

/** What follows `skillwright eval`. */
export const evalUsage =
  'FOLDER --with R --model M [--arm A [--arm B]] [--runs N] [--threshold 0.8] [--json]';

export const evalHelp = `Tries a skill with the cases in its evals/ (docs/evals.md), and says whether it passes.

  skillwright eval ${evalUsage}

  --with R            Where the model runs: openai, anthropic, or the address of a server that speaks one of their
                      protocols, openai=URL or anthropic=URL.
  --model M           The model that answers and judges, as its vendor calls it.
  --arm A             What is tried: working (what lies in FOLDER, unless said), default, latest, a version such as
                      v3, or none for the model without the skill. Given twice, the first is held against the second.
  --runs N            How often each case is run: ${defaultRuns}, unless said or the case says itself.
  --votes 3           Each sentence is judged three times, and two that agree decide.
  --pairs             With two arms: the judge also says which of both answers is better, asked in both orders.
  --max-tokens N      The run ends once it has taken so many tokens; without it, there is no ceiling.
  --threshold SHARE   The share of cases, 0 to 1, that has to pass in most of its runs. Without it, all have to.
  --no-trigger        Leave out the trigger sets, which ask whether the skill is loaded when it should be.
  --beside DIR        Trigger sets offer the skills below DIR beside this one, up to 20. May be given more than once;
                      without it, those of the workspace.
  --alone             Trigger sets offer this skill only.
  --registry R        Whose default, latest and versions are meant, and needed where the skill is linked to several:
                      local, openai, anthropic, openai=URL or anthropic=URL.
  --key-env VAR       The environment variable with the key for the --with or --registry before it.
  --data DIR          Where the local registry keeps its skills; else SKILLWRIGHT_DATA says, as in VS Code's terminal.
  --organization ID, --project ID, --workspace ID
                      The account, where a key may use several.
  --root DIR          Where .skillwright.json is; found from FOLDER upwards when not given.
  --junit FILE        Write the results as JUnit XML.
  --html FILE         Write the report as one page: every score with its prompt, answer and criterion.
  --json              Print the report as a document, also when it fails:
                      {"ok","outcome","error","passed","total","threshold","results","numbers","differences","early"}

Of two arms, the first has to pass; the second is what it is held against. What a run will cost is told before it.
The figures are kept beside the skill's link, without prompts and answers.

Keys come from the environment: OPENAI_API_KEY for https://api.openai.com, ANTHROPIC_API_KEY for
https://api.anthropic.com, SKILLWRIGHT_KEY for any other address, or the variable that --key-env names.
Exit code: 0 passed, 1 not passed, 3 ended early at the ceiling or by Ctrl+C, 2 could not run.`;

const one = { type: 'string' } as const;

const evalOptionTable = {
  ...registryOptionTable,
  with: { type: 'string', multiple: true, default: [] as string[] },
  model: one,
  arm: { type: 'string', multiple: true, default: [] as string[] },
  runs: one,
  votes: one,
  pairs: { type: 'boolean', default: false },
  'max-tokens': one,
  threshold: one,
  'no-trigger': { type: 'boolean', default: false },
  beside: { type: 'string', multiple: true, default: [] as string[] },
  alone: { type: 'boolean', default: false },
  root: one,
  junit: one,
  html: one,
  json: { type: 'boolean', default: false },
} as const;

/** Those of which it is said here what is wrong with an empty one. */
const emptyIsTold = ['arm', 'model', 'runs', 'votes', 'max-tokens', 'threshold'] as const;

/** The options, or what is wrong with them. */
export function readEvalArguments(args: readonly string[]): Result<EvalOptions, string> {
  const typed = readOptions(args, evalOptionTable, emptyIsTold);
  if (!typed.ok) {
    return typed;
  }
  const { positionals, values } = typed.value;
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0 || values.with.length === 0) {
    return failed(`Usage: skillwright eval ${evalUsage}`);
  }
  const places = readRegistries(typed.value, 'with');
  if (!places.ok) {
    return places;
  }
  const registries = readRegistries(typed.value);
  if (!registries.ok) {
    return registries;
  }
  const [executor, ...more] = places.value.registries;
  if (executor?.kind !== 'hosted' || more.length > 0) {
    return failed('Say where the model runs, one place at a time: --with openai, anthropic or an address.');
  }
  if (registries.value.registries.length > 1) {
    return failed('Say which registry, one at a time: --registry local, openai, anthropic or an address.');
  }
  if (!values.model || !/^[\w.:/@-]+$/.test(values.model)) {
    return failed('Say which model answers, as its vendor calls it: --model NAME.');
  }
  const arms = values.arm.length === 0 ? ['working'] : values.arm;
  if (arms.length > 2 || new Set(arms).size < arms.length || arms.includes('')) {
    return failed('--arm takes working, default, latest, a version or none, and two different ones at most.');
  }
  if (values.pairs && arms.length < 2) {
    return failed('--pairs holds two answers against each other: give --arm twice.');
  }
  if (values.alone && values.beside.length > 0) {
    return failed('--alone and --beside exclude each other: offer other skills, or none.');
  }
  const numbers = readNumbers(values);
  if (!numbers.ok) {
    return numbers;
  }
  return success({
    folder: folderNamed(folder),
    executor,
    model: values.model,
    arms,
    comparesAnswers: values.pairs,
    ...numbers.value,
    withTriggers: !values['no-trigger'],
    beside: values.beside.map(folder => resolve(folder)),
    isAlone: values.alone,
    registries: registries.value,
    root: values.root,
    isJson: values.json,
    junit: values.junit === undefined ? null : resolve(values.junit),
    html: values.html === undefined ? null : resolve(values.html),
  });
}

function readNumbers(typed: {
  readonly runs?: string | undefined;
  readonly votes?: string | undefined;
  readonly 'max-tokens'?: string | undefined;
  readonly threshold?: string | undefined;
}): Result<Pick<EvalOptions, 'runs' | 'votes' | 'maxTokens' | 'threshold'>, string> {
  const { runs = String(defaultRuns), votes = '1', 'max-tokens': maxTokens, threshold } = typed;
  const wrong = (option: string, takes: string, value: string) =>
    failed(`--${option} takes ${takes}, not "${plainText(value, 80)}".`);
  if (!/^[1-9]\d?$/.test(runs) || Number(runs) > maxRuns) {
    return wrong('runs', `a number from 1 to ${maxRuns}`, runs);
  }
  if (votes !== '1' && votes !== '3') {
    return wrong('votes', '1 or 3', votes);
  }
  if (maxTokens !== undefined && !/^[1-9]\d{0,9}$/.test(maxTokens)) {
    return wrong('max-tokens', 'a number of tokens', maxTokens);
  }
  if (threshold !== undefined && !/^(?:0(?:\.\d+)?|\.\d+|1(?:\.0+)?)$/.test(threshold)) {
    return wrong('threshold', 'a share from 0 to 1, such as 0.8', threshold);
  }
  return success({
    runs: Number(runs),
    votes: votes === '3' ? 3 : 1,
    maxTokens: maxTokens === undefined ? null : Number(maxTokens),
    threshold: threshold === undefined ? null : Number(threshold),
  });
}
