import { AnthropicExecutor } from '../../core/evals/executors/anthropicExecutor.ts';
import { OpenaiExecutor } from '../../core/evals/executors/openaiExecutor.ts';
import type { Executor } from '../../core/evals/run/executor.ts';
import { registryKey, registryKeyLabel } from '../../core/link/registryKey.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { nodeFetch } from '../transport/nodeFetch.ts';
import type { EvalOptions } from './options.ts';

/** The place where the models run, and the registry that is at the same address. */
export interface OpenExecutor {
  readonly executor: Executor;
  /** As in registryKey.ts: versions of this registry are known to the models. */
  readonly key: string;
}

/** Connects to where the models run. A text says which key is missing; nothing is sent. */
export function openExecutor(
  { executor: { settings, keyVariable }, model }: Pick<EvalOptions, 'executor' | 'model'>,
  env: NodeJS.ProcessEnv,
): Result<OpenExecutor, string> {
  const value = env[keyVariable]?.trim();
  if (!value) {
    return failed(`Set ${keyVariable} to the key for ${settings.label}.`);
  }
  const key = registryKey(settings);
  // A report names this label, and is handed on.
  const named = { ...settings, label: registryKeyLabel(key) };
  const connection = { settings: named, credentials: { readKey: async () => value }, fetch: nodeFetch(env) };
  const now = () => Date.now();
  const executor =
    settings.kind === 'anthropic'
      ? new AnthropicExecutor(connection, model, now)
      : new OpenaiExecutor(connection, model, now);
  return success({ executor, key });
}
