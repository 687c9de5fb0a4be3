import type { Failure } from '../../core/failure/failure.ts';
import { describeFailure } from '../../core/failure/failureText.ts';
import { connectRegistry } from '../../core/registry/connect.ts';
import type { RegistrySettings } from '../../core/registry/settings.ts';
import { vendors } from '../../core/registry/vendors.ts';
import { withProgress } from '../ui/progress.ts';
import { pickOne } from '../ui/quickPick.ts';
import { askLine, askModally } from '../ui/shown.ts';
import { eagerFetch } from './eagerFetch.ts';

/**
 * Asks for a registry's key until one works, the person keeps one that could not be tried, or turns away (undefined).
 * A key from the environment is offered, and taken only when chosen.
 */
export async function askKey(settings: RegistrySettings, title: string): Promise<string | undefined> {
  let key = await offerEnvironment(settings, title);
  let complaint: string | undefined;
  for (;;) {
    key ??= await enterKey(settings, title, complaint);
    if (key === undefined) {
      return undefined;
    }
    const failure = await tryKey(settings, key);
    if (!failure) {
      return key;
    }
    if (failure.kind !== 'unauthorised' && (await keepAnyway(failure))) {
      return key;
    }
    complaint = describeFailure(failure).message;
    key = undefined;
  }
}

async function offerEnvironment({ kind }: RegistrySettings, title: string): Promise<string | undefined> {
  const name = kind === 'local' ? undefined : vendors[kind].keyVariable;
  const value = name && process.env[name]?.trim();
  if (!value) {
    return undefined;
  }
  const takes = await pickOne(title, 'Which key', [
    { icon: 'key', label: 'Enter a key', value: false },
    {
      icon: 'terminal',
      label: `Use the key in ${name}`,
      detail: 'It is copied to VS Code’s secret storage.',
      value: true,
    },
  ]);
  return takes ? value : undefined;
}

function enterKey(
  settings: RegistrySettings,
  title: string,
  complaint: string | undefined,
): Thenable<string | undefined> {
  return askLine({
    title,
    prompt:
      complaint ??
      `The key for ${settings.label}. It is kept in VS Code’s secret storage and sent to ${new URL(settings.baseURL).origin} only.`,
    placeHolder: complaint ? 'Another key' : 'Key',
    password: true,
    ignoreFocusOut: true,
    validateInput: text =>
      /^[\x21-\x7e]*$/.test(text.trim()) ? null : 'A key has no spaces and plain characters only.',
  }).then(text => text?.trim() || undefined);
}

/** One cheap request; null when it works. */
async function tryKey(settings: RegistrySettings, key: string): Promise<Failure | null> {
  return withProgress(`Trying the key for ${settings.label}`, async (_report, signal) => {
    const registry = connectRegistry({
      settings,
      credentials: { readKey: async () => key },
      fetch: eagerFetch,
    });
    const answer = await registry.listSkills({ limit: 1, signal });
    return answer.ok ? null : answer.failure;
  });
}

async function keepAnyway(failure: Failure): Promise<boolean> {
  if (failure.kind === 'cancelled') {
    return false;
  }
  const keep = 'Keep It';
  const { message } = describeFailure(failure);
  const answer = await askModally(
    `The key could not be tried. ${message}`,
    'Keep the key all the same, or enter another one?',
    keep,
    'Enter Another',
  );
  return answer === keep;
}
