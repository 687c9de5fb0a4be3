import * as vscode from 'vscode';
import type { Failure } from '../../core/failure/failure.ts';
import { describeFailure } from '../../core/failure/failureText.ts';
import { connectRegistry } from '../../core/registry/connect.ts';
import type { RegistrySettings } from '../../core/registry/settings.ts';
import { keyVariableFor, vendors } from '../../core/registry/vendors.ts';
import { withProgress } from '../ui/progress.ts';
import { type Choice, pickOne } from '../ui/quickPick.ts';
import { askLine, askModally, notify } from '../ui/shown.ts';
import { eagerFetch } from './eagerFetch.ts';

/**
 * Asks for a registry's key until one works, the person keeps one that could not be tried, or turns away (undefined).
 * A key from the environment is offered, and taken only when chosen.
 */
export async function askKey(settings: RegistrySettings, title: string): Promise<string | undefined> {
  const atHand = await keyAtHand(settings, title);
  if (atHand === undefined) {
    return undefined;
  }
  let key = atHand ?? undefined;
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

/** How a person comes to a key: enters it, makes one first, or takes the one that is there. */
type KeyWay = 'enter' | 'page' | 'environment';

/**
 * Says what the key needs, leads to the page where it is made, and offers the one in the environment. Resolves to a key,
 * to null when one is to be entered, and to undefined when the person turned away.
 */
async function keyAtHand(settings: RegistrySettings, title: string): Promise<string | null | undefined> {
  const { kind, baseURL } = settings;
  if (kind === 'local') {
    return null;
  }
  const { name, keyPage, keyNeeds, addresses } = vendors[kind];
  const keyVariable = keyVariableFor(kind, baseURL);
  const value = process.env[keyVariable]?.trim() ?? '';
  const isVendors = addresses.includes(baseURL.replace(/\/+$/, ''));
  const choices: readonly Choice<KeyWay>[] = [
    {
      ...{ icon: 'key', label: 'Enter a key', value: 'enter' as const },
      ...(isVendors ? { detail: `It needs ${keyNeeds}.` } : {}),
    },
    ...(isVendors
      ? [
          {
            ...{ icon: 'link-external', label: `Make a key at ${name}…`, value: 'page' as const },
            ...{ description: keyPage, detail: 'Opens the page in the browser; this question stays.' },
          },
        ]
      : []),
    ...(value === ''
      ? []
      : [
          {
            ...{ icon: 'terminal', label: `Use the key in ${keyVariable}`, value: 'environment' as const },
            detail: 'It is copied to VS Code’s secret storage.',
          },
        ]),
  ];
  if (choices.length === 1) {
    return null;
  }
  for (;;) {
    const way = await pickOne(title, 'Which key', choices, { staysOpen: true });
    if (way !== 'page') {
      return way === undefined ? undefined : way === 'environment' ? value : null;
    }
    await openKeyPage(keyPage);
  }
}

/** Where no browser can be opened, the address is there to be pasted into one. */
async function openKeyPage(page: string): Promise<void> {
  const isOpened = await vscode.env.openExternal(vscode.Uri.parse(page)).then(
    opened => opened,
    () => false,
  );
  if (!isOpened) {
    await vscode.env.clipboard.writeText(page);
    void notify(`${page} could not be opened here. Its address is in the clipboard.`);
  }
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
