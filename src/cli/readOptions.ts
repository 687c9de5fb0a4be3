import { type ParseArgsConfig, parseArgs } from 'node:util';
import { plainText } from '../core/text/plainText.ts';
import { failed, type Result, success } from '../core/text/result.ts';
import { nearestWord } from '../core/text/spelling.ts';

/** The options that a command takes, as node's own `parseArgs` is told them. */
export type OptionTable = NonNullable<ParseArgsConfig['options']>;

/** What was typed after a command's name. */
export interface TypedOptions<Table extends OptionTable> {
  readonly values: ReturnType<typeof parseArgs<{ options: Table; allowPositionals: true }>>['values'];
  readonly positionals: readonly string[];
  /** Options in the order in which they were typed, for one that refers to another before it. */
  readonly inOrder: readonly { readonly name: string; readonly value: string | undefined }[];
}

/**
 * Reads what was typed; what cannot be read is a sentence that says so. An option has a value unless it is one of
 * `mayBeEmpty`, and is said once unless it may be said several times.
 */
export function readOptions<const Table extends OptionTable>(
  args: readonly string[],
  options: Table,
  mayBeEmpty: readonly (keyof Table & string)[] = [],
): Result<TypedOptions<Table>, string> {
  try {
    const { values, positionals, tokens } = parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
      tokens: true,
    });
    const inOrder = tokens.flatMap(token =>
      token.kind === 'option' ? [{ name: token.name, value: token.value }] : [],
    );
    const wrong = emptyWord(positionals, inOrder, mayBeEmpty) ?? saidTwice(inOrder, options);
    return wrong === null ? success({ values, positionals, inOrder }) : failed(wrong);
  } catch (error) {
    return failed(unknownOption(args, options) ?? (error instanceof Error ? error.message : String(error)));
  }
}

/** A variable of the shell that is not set arrives as an empty word, which as a path would be the working directory. */
function emptyWord(
  positionals: readonly string[],
  typed: TypedOptions<OptionTable>['inOrder'],
  mayBeEmpty: readonly string[],
): string | null {
  if (positionals.includes('')) {
    return 'One of the words is empty, as of a variable that is not set: say what is meant.';
  }
  const empty = typed.find(({ name, value }) => value === '' && !mayBeEmpty.includes(name));
  return empty === undefined
    ? null
    : `--${empty.name} is empty, as of a variable that is not set: give it a value, or leave it out.`;
}

/** What is said once would be lost in silence when something else is said after it. */
function saidTwice(typed: TypedOptions<OptionTable>['inOrder'], options: OptionTable): string | null {
  const said = new Map<string, string | undefined>();
  for (const { name, value } of typed) {
    const before = said.get(name);
    if (before !== undefined && before !== value && !options[name]?.multiple) {
      return `--${name} is given twice, as "${plainText(before, 80)}" and as "${plainText(value ?? '', 80)}": say it once.`;
    }
    said.set(name, value);
  }
  return null;
}

/** A sentence about the first option that there is none of; null where each is one. */
function unknownOption(args: readonly string[], options: OptionTable): string | null {
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const unknown = tokens.find(token => token.kind === 'option' && !Object.hasOwn(options, token.name));
  if (unknown?.kind !== 'option') {
    return null;
  }
  const meant = nearestWord(unknown.name, Object.keys(options));
  return `There is no option ${unknown.rawName}${meant === null ? '' : `; --${meant} is one`}. --help tells all of them.`;
}
