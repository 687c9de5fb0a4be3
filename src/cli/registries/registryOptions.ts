import { failureSentences } from '../../core/failure/failureText.ts';
import { checkAddress } from '../../core/registry/http/address.ts';
import type { RegistrySettings } from '../../core/registry/settings.ts';
import { keyVariableFor, ownKeyVariable, vendors } from '../../core/registry/vendors.ts';
import { plainText } from '../../core/text/plainText.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import type { TypedOptions } from '../readOptions.ts';

const one = { type: 'string' } as const;

/** The options by which every command that speaks to registries is told which, and how to reach them. */
export const registryOptionTable = {
  registry: { type: 'string', multiple: true, default: [] as string[] },
  'key-env': { type: 'string', multiple: true, default: [] as string[] },
  data: one,
  organization: one,
  project: one,
  workspace: one,
} as const;

/** What `--help` says of them. */
export const registryOptionHelp = `  --registry R        local, openai, anthropic, or the address of a server: openai=URL for one that speaks OpenAI's
                      protocol (URL alone means the same), anthropic=URL for Anthropic's.
  --key-env VAR       The environment variable with the key for the --registry before it.
  --data DIR          Where the local registry keeps its skills; else SKILLWRIGHT_DATA says, as in VS Code's terminal.
  --organization ID, --project ID, --workspace ID
                      The account, where a key may use several.`;

/** Where keys come from when \`--key-env\` does not say: a vendor's own variable goes to its own addresses only. */
export const keyHelp = `Keys come from the environment: OPENAI_API_KEY for https://api.openai.com, ANTHROPIC_API_KEY for
https://api.anthropic.com, SKILLWRIGHT_KEY for any other address, or the variable that --key-env names.`;

/** A registry as it was asked for. */
export type AskedRegistry =
  | { readonly kind: 'local' }
  | {
      readonly kind: 'hosted';
      readonly settings: RegistrySettings;
      /** The environment variable that holds its key. */
      readonly keyVariable: string;
    };

/** All that the options say of registries. */
export interface AskedRegistries {
  /** Each once, in the order in which they were typed. */
  readonly registries: readonly AskedRegistry[];
  readonly data: string | undefined;
}

/** Options that name an address with a key: a registry, and for evals the place where the models run. */
type AddressOption = 'registry' | 'with';

/**
 * Reads the registries that were typed, or what stands in another option by the same rules; a text says what is wrong
 * with them. A `--key-env` belongs to whichever of these options is before it.
 */
export function readRegistries(
  { values, inOrder }: TypedOptions<typeof registryOptionTable>,
  option: AddressOption = 'registry',
): Result<AskedRegistries, string> {
  const registries = new Map<string, AskedRegistry>();
  let last: string | null = null;
  let isOthers = false;
  for (const { name, value = '' } of inOrder) {
    if (name === option) {
      const asked = readRegistry(value, values, option);
      if (!asked.ok) {
        return asked;
      }
      last = value;
      isOthers = false;
      registries.set(value, asked.value);
    } else if (name === 'registry' || name === 'with') {
      isOthers = true;
    } else if (name === 'key-env' && !isOthers) {
      const before = withKeyVariable(last === null ? undefined : registries.get(last), value, option);
      if (!before.ok) {
        return before;
      }
      registries.set(last ?? '', before.value);
    }
  }
  return heedAccount([...registries.values()], values);
}

/**
 * Refuses an option for an account that none of the registries has: it would count for nothing, in silence. Of evals,
 * the account may be that of the place where the models run.
 */
function heedAccount(
  registries: readonly AskedRegistry[],
  values: Account & { readonly data?: string | undefined; readonly with?: unknown },
): Result<AskedRegistries, string> {
  const kinds = registries.map(asked => (asked.kind === 'hosted' ? asked.settings.kind : asked.kind));
  for (const [option, kind, vendor] of [
    ['organization', 'openai', "OpenAI's protocol"],
    ['project', 'openai', "OpenAI's protocol"],
    ['workspace', 'anthropic', "Anthropic's"],
  ] as const) {
    const isAsked = values[option] !== undefined && values.with === undefined && registries.length > 0;
    if (isAsked && !kinds.includes(kind)) {
      return failed(
        `--${option} is for registries of ${vendor}, and there is none of them among those named.`,
      );
    }
  }
  return success({ registries, data: values.data });
}

/** What was typed before a `--key-env`, with the variable that it names. */
function withKeyVariable(
  before: AskedRegistry | undefined,
  variable: string,
  option: AddressOption,
): Result<AskedRegistry, string> {
  if (before?.kind !== 'hosted') {
    return failed(
      `--key-env names the key of the --${option} before it, which has to be openai, anthropic or an address.`,
    );
  }
  return /^[A-Za-z_]\w*$/.test(variable)
    ? success({ ...before, keyVariable: variable })
    : failed('--key-env takes the name of an environment variable, not a key: --key-env MY_KEY.');
}

/** What was typed, without what may be a password or a key in it. */
function quoted(typed: string): string {
  const isTelling = /[@?#]/.test(typed) || /^(?:sk-|[\w-]{24,}$)/.test(typed);
  return isTelling ? 'What was typed' : `"${plainText(typed, 80)}"`;
}

type Account = Pick<
  TypedOptions<typeof registryOptionTable>['values'],
  'organization' | 'project' | 'workspace'
>;

/** `local`, `openai`, `anthropic`, `openai=URL`, `anthropic=URL`, or a URL that speaks OpenAI's protocol. */
function readRegistry(typed: string, account: Account, option: AddressOption): Result<AskedRegistry, string> {
  if (typed === 'local' && option === 'registry') {
    return success({ kind: 'local' });
  }
  const [, prefix, rest] = /^(openai|anthropic)(?:=(.*))?$/s.exec(typed) ?? [];
  const kind = prefix === 'anthropic' ? 'anthropic' : 'openai';
  const baseURL = (prefix === undefined ? typed : rest) ?? vendors[kind].baseURL;
  const url = URL.canParse(baseURL) ? new URL(baseURL) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return failed(
      option === 'registry'
        ? `${quoted(typed)} is no registry: --registry takes local, openai, anthropic or an address, such as https://… or anthropic=https://….`
        : `No model runs at ${quoted(typed)}: --with takes openai, anthropic or an address, such as openai=https://… or anthropic=https://….`,
    );
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return failed(
      `The address of ${url.origin} has more in it than a host and a path. Leave out name, password and everything from "?" on; the key comes from ${ownKeyVariable} or --key-env.`,
    );
  }
  const { organization, project, workspace } = account;
  const settings: RegistrySettings = {
    id: typed,
    label: typed,
    kind,
    baseURL,
    ...(organization === undefined || kind !== 'openai' ? {} : { organization }),
    ...(project === undefined || kind !== 'openai' ? {} : { project }),
    ...(workspace === undefined || kind !== 'anthropic' ? {} : { workspace }),
  };
  const address = checkAddress(settings);
  if (!address.ok) {
    return failed(failureSentences(address.failure));
  }
  return success({ kind: 'hosted', settings, keyVariable: keyVariableFor(kind, address.value.href) });
}
