import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Failure } from '../../core/failure/failure.ts';
import { failureSentences } from '../../core/failure/failureText.ts';
import { writeFailure } from '../../core/failure/systemError.ts';
import { type PublishTarget, registryKey } from '../../core/link/registryKey.ts';
import { type ConnectOptions, connectRegistry } from '../../core/registry/connect.ts';
import type { RegistrySettings } from '../../core/registry/settings.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { dataVariable } from '../../disk/files/dataVariable.ts';
import { knownHome } from '../../disk/files/knownHome.ts';
import { lookUpHost } from '../../disk/files/lookUpHost.ts';
import { ownTemp, usableDirectory } from '../../disk/files/ownTemp.ts';
import { nodeFetch } from '../transport/nodeFetch.ts';
import type { AskedRegistries, AskedRegistry } from './registryOptions.ts';

/** The registries that were asked for, and how to let go of them. */
export interface OpenRegistries {
  readonly targets: readonly PublishTarget[];
  /** How each of them is reached, in the same order. */
  readonly connections: readonly ConnectOptions[];
  /** Of the local registry, which also keeps the links to it. Absolute. */
  readonly dataDirectory: string;
  close(): Promise<void>;
}

export interface OpenRegistriesOptions {
  readonly env: NodeJS.ProcessEnv;
  /** The local registry is only looked into: none is made where there is none yet. */
  readonly isReadOnly: boolean;
}

/** Connects to each registry; starts the local one when it is among them. A text says what is missing. */
export async function openRegistries(
  { registries, data }: AskedRegistries,
  { env, isReadOnly }: OpenRegistriesOptions,
): Promise<Result<OpenRegistries, string>> {
  const dataDirectory = resolve(data ?? defaultDataDirectory(env));
  const targets: PublishTarget[] = [];
  const connections: ConnectOptions[] = [];
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const step of closing) {
      await step();
    }
  };
  for (const asked of registries) {
    const opened = await open(asked, dataDirectory, { env, isReadOnly });
    if (!opened.ok) {
      await close();
      return opened;
    }
    targets.push(opened.value.target);
    connections.push(opened.value.connection);
    closing.push(opened.value.close);
  }
  return success({ targets, connections, dataDirectory, close });
}

interface OpenTarget {
  readonly target: PublishTarget;
  readonly connection: ConnectOptions;
  close(): Promise<void>;
}

async function open(
  asked: AskedRegistry,
  dataDirectory: string,
  { env, isReadOnly }: OpenRegistriesOptions,
): Promise<Result<OpenTarget, string>> {
  if (asked.kind === 'local') {
    const started = await startLocal(dataDirectory, isReadOnly);
    return started.ok ? started : failed(failureSentences(started.failure));
  }
  const key = env[asked.keyVariable]?.trim();
  if (!key) {
    return failed(`Set ${asked.keyVariable} to the key for ${asked.settings.label}.`);
  }
  return success({ ...targetOf(asked.settings, key), close: async () => undefined });
}

async function startLocal(dataDirectory: string, isReadOnly: boolean): Promise<Result<OpenTarget, Failure>> {
  const { startRegistry } = await import('../../server/startRegistry.ts');
  const place = await placeOf(dataDirectory, isReadOnly);
  if (!place.ok) {
    return place;
  }
  const token = randomBytes(24).toString('base64url');
  const started = await startRegistry({ dataDirectory: place.value, token });
  if (!started.ok) {
    return failed(started.failure);
  }
  const { baseURL, close } = started.value;
  return success({
    ...targetOf({ id: 'local', label: 'Local', kind: 'local', baseURL }, token),
    close,
  });
}

/**
 * Where the local registry is. Whoever only looks makes none: where there is none yet, that is an empty one among what
 * may go away. It is always the same, so that a process that is killed leaves nothing more behind.
 */
async function placeOf(dataDirectory: string, isReadOnly: boolean): Promise<Result<string, Failure>> {
  if (!isReadOnly || existsSync(dataDirectory)) {
    return success(dataDirectory);
  }
  try {
    return success(join(await usableDirectory(ownTemp()), 'none-yet'));
  } catch (error) {
    return failed(writeFailure(ownTemp(), error));
  }
}

function targetOf(settings: RegistrySettings, key: string): Omit<OpenTarget, 'close'> {
  const connection = {
    settings,
    credentials: { readKey: async () => key },
    fetch: nodeFetch(),
    lookup: lookUpHost,
  };
  return { target: { registry: connectRegistry(connection), key: registryKey(settings) }, connection };
}

/**
 * Where the embedded registry keeps its skills when the command line is not told by `--data`: where the editor says in
 * its terminals, else the system's place for a user's application data.
 */
export function defaultDataDirectory(
  env: NodeJS.ProcessEnv = process.env,
  platform = process.platform,
): string {
  return env[dataVariable] || join(applicationData(env, platform), 'skillwright', 'registry');
}

function applicationData(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const home = knownHome() ?? ownTemp();
  if (platform === 'win32') {
    return env.LOCALAPPDATA ?? join(home, 'AppData', 'Local');
  }
  if (platform === 'darwin') {
    return join(home, 'Library', 'Application Support');
  }
  return env.XDG_DATA_HOME || join(home, '.local', 'share');
}
