import * as vscode from 'vscode';
import { commandIds, manageTrustCommand } from '../../contributions.ts';
import type { Failure } from '../../core/failure/failure.ts';
import type { FailureStep } from '../../core/failure/failureSteps.ts';
import { registryKey } from '../../core/link/registryKey.ts';
import { notify, notifyError, showBriefly } from '../ui/shown.ts';
import { placesOf } from '../workspace/shownPaths.ts';
import type { Services } from './services.ts';

/** What the buttons of an error act on. */
export type FailureServices = Pick<Services, 'connections' | 'log'>;

/** Buttons that a notification has room for, besides the one that copies. */
const maxSteps = 2;

const copyDetails = 'Copy Details';

/**
 * Shows what happened, with a button for what helps; says nothing of what the person cancelled. `again` does once more
 * what failed; without it there is no button for that.
 */
export async function showFailure(
  services: FailureServices,
  failure: Failure,
  again?: () => unknown,
): Promise<void> {
  if (failure.kind === 'cancelled') {
    return;
  }
  const { failureSentences } = await import('../../core/failure/failureText.ts');
  await showTrouble(services, failureSentences(failure), failure, again);
}

/** The same in other words: `text` says what the failure means for what the person did. */
export async function showTrouble(
  services: FailureServices,
  text: string,
  failure: Failure,
  again?: () => unknown,
): Promise<void> {
  const [{ failureSteps, stepTitles }, { failureDetails }] = await Promise.all([
    import('../../core/failure/failureSteps.ts'),
    import('../../core/failure/failureText.ts'),
  ]);
  const steps = failureSteps(failure)
    .filter(step => isPossible(services, step, again))
    .slice(0, maxSteps);
  const titles = steps.map(({ kind }) => stepTitles[kind]);
  const answer = await notifyError(text, ...titles, copyDetails);
  if (answer === copyDetails) {
    await vscode.env.clipboard.writeText(failureDetails(text, failure));
    showBriefly('copy', 'Details copied');
  }
  const step = steps.find(({ kind }) => stepTitles[kind] === answer);
  if (step) {
    await takeStep(services, step, again);
  }
}

/** Says that something went wrong in a way that nobody foresaw; the log has it. */
export async function showBug({ log }: Pick<FailureServices, 'log'>): Promise<void> {
  const openLog = 'Show Log';
  const answer = await notifyError(
    'Skillwright failed in a way it should not. This is a bug; the log has its details.',
    openLog,
  );
  if (answer === openLog) {
    log.show();
  }
}

/** The registry at hand, the one on this machine, has neither key nor address to change. */
function isPossible({ connections }: FailureServices, step: FailureStep, again: unknown): boolean {
  switch (step.kind) {
    case 'try-again':
    case 'review-again':
      return again !== undefined;
    case 'update-key':
    case 'change-address':
      return connections.idOf(step.registry) !== undefined && connections.idOf(step.registry) !== 'local';
    default:
      return true;
  }
}

/** Does what a failure's button says. */
export async function takeStep(
  { connections, log }: FailureServices,
  step: FailureStep,
  again?: () => unknown,
): Promise<void> {
  const { executeCommand } = vscode.commands;
  switch (step.kind) {
    case 'try-again':
    case 'review-again':
      await again?.();
      return;
    case 'update-key':
      await executeCommand(commandIds.updateKey, rowOf(connections, step.registry));
      return;
    case 'change-address':
      await executeCommand(commandIds.editRegistry, rowOf(connections, step.registry));
      return;
    case 'refresh':
      await executeCommand(commandIds.refreshRegistries, rowOf(connections, step.registry));
      return;
    case 'choose-model':
      await executeCommand(commandIds.chooseEvalModel);
      return;
    case 'add-registry':
      await executeCommand(commandIds.addRegistry, {
        registryKey: step.key ?? otherKindOf(connections, step),
      });
      return;
    case 'manage-trust':
      await executeCommand(manageTrustCommand);
      return;
    case 'open':
      await openPlace(step);
      return;
    case 'show-log':
      log.show();
      return;
  }
}

/** The address is right, and what answers there speaks as the other vendor does. */
function otherKindOf(
  connections: FailureServices['connections'],
  { instead }: { readonly instead?: string },
): string | undefined {
  const settings = connections.all().find(({ label }) => label === instead);
  if (!settings) {
    return undefined;
  }
  const { kind, baseURL } = settings;
  return kind === 'openai'
    ? registryKey({ kind: 'anthropic', baseURL })
    : registryKey({ kind: 'openai', baseURL: baseURL.replace(/(?:\/v1)?\/*$/, '/v1') });
}

function rowOf(connections: FailureServices['connections'], label: string) {
  const registryId = connections.idOf(label);
  return registryId === undefined ? undefined : { kind: 'registry', registryId, label };
}

/** A failure names files as a person would: from the skill's folder, from the workspace's, or whole. */
async function openPlace({ path, below, line }: Extract<FailureStep, { kind: 'open' }>): Promise<void> {
  const inSkill = below === null || below === '.' ? path : `${below}/${path}`;
  const places =
    inSkill.startsWith('/') || /^[A-Za-z]:[\\/]/.test(inSkill)
      ? [vscode.Uri.file(inSkill)]
      : placesOf(inSkill, vscode.workspace.workspaceFolders ?? []);
  for (const place of places) {
    const isThere = await vscode.workspace.fs.stat(place).then(
      () => true,
      () => false,
    );
    if (isThere) {
      const start = new vscode.Position(Math.max(0, line), 0);
      await vscode.window.showTextDocument(place, { selection: new vscode.Range(start, start) });
      return;
    }
  }
  void notify(`${inSkill} is not there any more.`);
}
