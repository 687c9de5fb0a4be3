import { type ParseArgsConfig, parseArgs } from 'node:util';
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

/** Reads what was typed; what cannot be read is a sentence that says so. */
export function readOptions<const Table extends OptionTable>(
  args: readonly string[],
  options: Table,
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
    return success({ values, positionals, inOrder });
  } catch (error) {
    return failed(unknownOption(args, options) ?? (error instanceof Error ? error.message : String(error)));
  }
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
