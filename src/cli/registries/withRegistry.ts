import type { PublishTarget } from '../../core/link/registryKey.ts';
import { plainText } from '../../core/text/plainText.ts';
import type { Result } from '../../core/text/result.ts';
import { versionsDirectory } from '../../disk/files/stateDirectory.ts';
import { VersionCache } from '../../disk/versions/versionCache.ts';
import { type ProgressLine, progressLine } from '../progressLine.ts';
import { type OptionTable, readOptions, type TypedOptions } from '../readOptions.ts';
import { askYesOrNo, isInteractive, printLine, printText, refuser, sayJson, type Tone } from '../terminal.ts';
import type { LinkLookup } from './findRemote.ts';
import { wrongRoot } from './linkedPlaces.ts';
import { openRegistries } from './openRegistries.ts';
import { readRegistries, registryOptionTable } from './registryOptions.ts';

/** Options of every command that looks into one registry. */
const remoteOptionTable = {
  ...registryOptionTable,
  root: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** What a command that looks into one registry works with. */
export interface RemoteCall<Values = unknown> {
  readonly target: PublishTarget;
  readonly lookup: LinkLookup;
  readonly versions: VersionCache;
  readonly positionals: readonly string[];
  readonly values: Values;
  /** Says what is being done, where a person looks at it. */
  readonly progress: Pick<ProgressLine, 'tell'>;
  /** Says something and asks about it; a no where nobody is at the terminal, or a document is printed. */
  ask(said: string, question: string): Promise<boolean>;
}

/** What a command has to print: a document for `--json`, lines for a person, and its exit code. */
export interface Said {
  readonly json: unknown;
  readonly lines: readonly string[];
  readonly code?: 0 | 1;
  /** How a line is coloured at a terminal. */
  readonly toneOf?: (line: string) => Tone | null;
}

/** How many words a command takes besides its options, and how it is called. */
export interface Words {
  readonly min: number;
  readonly max: number;
  readonly usage: string;
}

/** The same of one command, with what is wrong with the values of its options, to be said before anything is asked. */
interface CommandWords<Values> extends Words {
  wrong?(values: Values): string | null;
}

/**
 * Reads the options, opens the one registry, does the work and prints its answer: lines for a person, or with `--json`
 * always one document, also when it fails. A text instead of an answer is a refusal. Resolves to the exit code.
 */
export async function withRegistry<const Table extends OptionTable>(
  args: readonly string[],
  table: Table,
  words: CommandWords<TypedOptions<Table>['values']>,
  work: (call: RemoteCall<TypedOptions<Table>['values']>) => Promise<Result<Said, string>>,
): Promise<number> {
  const isJson = args.includes('--json');
  const refuse = refuser(isJson);
  const own = readOptions(args, { ...table, ...remoteOptionTable });
  if (!own.ok) {
    return refuse(own.failure, 2);
  }
  const common = commonOptions(own.value);
  const { positionals } = common;
  const misfit = misfitWords(positionals, words);
  if (misfit !== null) {
    return refuse(misfit, 2);
  }
  const values = own.value.values as TypedOptions<Table>['values'];
  const wrong = words.wrong?.(values) ?? null;
  if (wrong !== null) {
    return refuse(wrong, 2);
  }
  const asked = readRegistries(common);
  if (!asked.ok) {
    return refuse(asked.failure, 2);
  }
  if (asked.value.registries.length !== 1) {
    return refuse('Say which registry, one at a time: --registry local, openai, anthropic or an address.', 2);
  }
  const noRoot = await wrongRoot(common.values.root);
  if (noRoot !== null) {
    return refuse(noRoot, 2);
  }
  const opened = await openRegistries(asked.value, { env: process.env, isReadOnly: true });
  if (!opened.ok) {
    return refuse(opened.failure, 2);
  }
  const { targets, dataDirectory, close } = opened.value;
  const progress = progressLine(`Asking ${plainText(targets[0]?.registry.label ?? '')}`);
  try {
    const [target] = targets;
    if (!target) {
      throw new Error('One registry was asked for.');
    }
    const answer = await work({
      target,
      lookup: { dataDirectory, root: common.values.root },
      versions: new VersionCache({ directory: await versionsDirectory(), keyOf: () => target.key }),
      positionals,
      values,
      progress,
      ask: async (said, question) => {
        if (isJson || !isInteractive()) {
          return false;
        }
        progress.end();
        printLine(said);
        return askYesOrNo(question);
      },
    });
    progress.end();
    return answer.ok ? print(answer.value, isJson) : refuse(answer.failure, 1);
  } finally {
    progress.end();
    await close();
  }
}

/** What is too few or too many, with the usage; null where nothing is. */
export function misfitWords(positionals: readonly string[], { min, max, usage }: Words): string | null {
  const more = positionals[max];
  if (positionals.length >= min && more === undefined) {
    return null;
  }
  const what = more === undefined ? 'Something is missing' : `"${plainText(more, 80)}" is too much`;
  return `${what}. Usage: skillwright ${usage}`;
}

/** The options that all of these commands have, whatever else one has. */
function commonOptions(typed: unknown): TypedOptions<typeof remoteOptionTable> {
  return typed as TypedOptions<typeof remoteOptionTable>;
}

function print({ json, lines, code = 0, toneOf }: Said, isJson: boolean): number {
  if (isJson) {
    sayJson(json);
    return code;
  }
  for (const line of lines) {
    printText(line, toneOf);
  }
  return code;
}
