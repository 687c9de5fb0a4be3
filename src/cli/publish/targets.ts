import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Failure } from '../../core/failure/failure.ts';
import { failureSentences } from '../../core/failure/failureText.ts';
import type { PublishTarget } from '../../core/link/registryKey.ts';
import { registryKey } from '../../core/link/registryKey.ts';
import { connectRegistry } from '../../core/registry/connect.ts';
import type { RegistryKind } from '../../core/registry/contract.ts';
import { checkAddress } from '../../core/registry/http/address.ts';
import { hostedBaseURLs, type RegistrySettings } from '../../core/registry/settings.ts';
import { plainText } from '../../core/text/plainText.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { nodeFetch } from '../transport/nodeFetch.ts';
import type { PublishArguments } from './options.ts';

/** The registries that were asked for, and how to let go of them. */
export interface Targets {
  readonly targets: readonly PublishTarget[];
  readonly dataDirectory: string;
  close(): Promise<void>;
}

type Hosted = Exclude<RegistryKind, 'local'>;

const keyVariables: Readonly<Record<Hosted, string>> = {
  openai: 'OPENAI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
};

/** Connects to each registry once; starts the local one when it is among them. A text says what is missing. */
export async function openTargets(args: PublishArguments, env: NodeJS.ProcessEnv): Promise<Targets | string> {
  const dataDirectory = resolve(args.data ?? defaultDataDirectory(env));
  const targets: PublishTarget[] = [];
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const step of closing) {
      await step();
    }
  };
  for (const typed of new Set(args.registries)) {
    if (typed === 'local') {
      const started = await startLocal(dataDirectory, args.dryRun);
      if (!started.ok) {
        await close();
        return failureSentences(started.failure);
      }
      closing.push(started.value.close);
      targets.push(started.value.target);
    } else {
      const target = hostedTarget(typed, args, env);
      if (typeof target === 'string') {
        await close();
        return target;
      }
      targets.push(target);
    }
  }
  return { targets, dataDirectory, close };
}

/** `openai`, `anthropic`, `openai=URL`, `anthropic=URL`, or a URL that speaks OpenAI's protocol. */
function hostedTarget(typed: string, args: PublishArguments, env: NodeJS.ProcessEnv): PublishTarget | string {
  const [, prefix, rest] = /^(openai|anthropic)(?:=(.*))?$/.exec(typed) ?? [];
  const kind: Hosted = prefix === 'anthropic' ? 'anthropic' : 'openai';
  const baseURL = (prefix === undefined ? typed : rest) ?? hostedBaseURLs[kind];
  const { organization, project, workspace } = args;
  const settings: RegistrySettings = {
    id: typed,
    label: typed,
    kind,
    baseURL,
    ...(organization === undefined || kind !== 'openai' ? {} : { organization }),
    ...(project === undefined || kind !== 'openai' ? {} : { project }),
    ...(workspace === undefined || kind !== 'anthropic' ? {} : { workspace }),
  };
  if (!URL.canParse(baseURL)) {
    return `"${plainText(typed)}" is no registry: --registry takes local, openai, anthropic or an address, such as https://… or anthropic=https://….`;
  }
  const address = checkAddress(settings);
  if (!address.ok) {
    return failureSentences(address.failure);
  }
  const key = env[keyVariables[kind]];
  return key ? targetOf(settings, key) : `Set ${keyVariables[kind]} to the key for ${typed}.`;
}

async function startLocal(
  dataDirectory: string,
  isDryRun: boolean,
): Promise<Result<{ readonly target: PublishTarget; close(): Promise<void> }, Failure>> {
  const { startRegistry } = await import('../../server/startRegistry.ts');
  // A dry run makes no data directory where there is none yet.
  const isMadeUp = isDryRun && !existsSync(dataDirectory);
  const directory = isMadeUp ? await mkdtemp(join(tmpdir(), 'skillwright-dry-run-')) : dataDirectory;
  const token = randomBytes(24).toString('base64url');
  const started = await startRegistry({ dataDirectory: directory, token });
  if (!started.ok) {
    return failed(started.failure);
  }
  const { baseURL, close } = started.value;
  return success({
    target: targetOf({ id: 'local', label: 'Local', kind: 'local', baseURL }, token),
    close: async () => {
      await close();
      if (isMadeUp) {
        await rm(directory, { recursive: true, force: true });
      }
    },
  });
}

function targetOf(settings: RegistrySettings, key: string): PublishTarget {
  const registry = connectRegistry({
    settings,
    credentials: { readKey: async () => key },
    fetch: nodeFetch(),
  });
  return { registry, key: registryKey(settings) };
}

/**
 * Where the embedded registry keeps its skills when the command line is not told: the system's place for a user's
 * application data. The editor's own is in its global storage; `--data` leads the command line there.
 */
export function defaultDataDirectory(
  env: NodeJS.ProcessEnv = process.env,
  platform = process.platform,
): string {
  return join(applicationData(env, platform), 'skillwright', 'registry');
}

function applicationData(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32') {
    return env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  }
  if (platform === 'darwin') {
    return join(homedir(), 'Library', 'Application Support');
  }
  return env.XDG_DATA_HOME || join(homedir(), '.local', 'share');
}
