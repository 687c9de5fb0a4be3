import * as vscode from 'vscode';
import type { Outcome, PublishReport } from '../../core/publish/outcome.ts';
import { outcomeWords } from '../../core/publish/outcomeWords.ts';
import type { PlannedPublish } from '../../core/publish/review/readiness.ts';
import { moveDefault } from '../../core/registry/moveDefault.ts';
import { countWords } from '../../core/text/words.ts';
import { revealVersion } from '../reveal/revealVersion.ts';
import type { Services } from '../services/services.ts';
import { showFailure } from '../services/showFailure.ts';

interface Ended extends PlannedPublish {
  readonly outcome: Outcome;
}

/** Says how a publish ended: one notification that leads to the version, or a list when there were several. */
export async function showReport(
  services: Services,
  chosen: readonly PlannedPublish[],
  report: PublishReport,
): Promise<void> {
  const ended = chosen.flatMap(publish => {
    const outcome = report.outcomes.get(publish.target.id);
    return outcome && !isCancelled(outcome) ? [{ ...publish, outcome }] : [];
  });
  if (ended.length === 0) {
    vscode.window.setStatusBarMessage('$(circle-slash) Cancelled: nothing was published', 5000);
  } else if (ended.length === 1) {
    await Promise.all(ended.map(one => showOne(services, one)));
  } else {
    await showSeveral(services, ended);
  }
}

function isCancelled(outcome: Outcome): boolean {
  return outcome.kind === 'not-published' && outcome.failure.kind === 'cancelled';
}

async function showOne(services: Services, ended: Ended): Promise<void> {
  const { isGood, text } = wordsOf(ended);
  const { outcome } = ended;
  const version = versionOf(outcome);
  const show = 'Show in Registries';
  const canMove = outcome.kind === 'published' && !outcome.isDefault && hasPointer(ended);
  const makeDefault = 'Make It the Default';
  const buttons = version === undefined ? [] : canMove ? [show, makeDefault] : [show];
  const answer = isGood
    ? await vscode.window.showInformationMessage(text, ...buttons)
    : await vscode.window.showErrorMessage(text, ...buttons);
  if (answer === show) {
    await reveal(services, ended);
  }
  if (answer === makeDefault && version !== undefined) {
    await makeItDefault(services, ended, version);
  }
}

async function showSeveral(services: Services, ended: readonly Ended[]): Promise<void> {
  const good = ended.filter(one => wordsOf(one).isGood).length;
  const details = 'Show Details';
  const text = `${countWords(good, 'publish', 'publishes')} of ${ended.length} done.`;
  const answer =
    good === ended.length
      ? await vscode.window.showInformationMessage(text, details)
      : await vscode.window.showWarningMessage(text, details);
  if (answer !== details) {
    return;
  }
  const picked = await vscode.window.showQuickPick(
    ended.map(one => ({
      label: `$(${wordsOf(one).isGood ? 'pass' : 'error'}) ${one.skill.name} → ${one.target.destination.registry.label}`,
      detail: wordsOf(one).text,
      one,
    })),
    { title: 'How each publish ended', placeHolder: 'Choose one to see it in Registries' },
  );
  if (picked) {
    await reveal(services, picked.one);
  }
}

function wordsOf({ skill, target, outcome }: Ended) {
  return outcomeWords(outcome, skill.name, target.destination.registry);
}

function versionOf(outcome: Outcome): string | undefined {
  if (outcome.kind === 'published') {
    return outcome.version.key;
  }
  return outcome.kind === 'nothing-to-do' ? outcome.version : undefined;
}

function hasPointer({ target }: Ended): boolean {
  return target.destination.registry.capabilities.active === 'pointer';
}

async function reveal(services: Services, { outcome, target }: Ended): Promise<void> {
  const version = versionOf(outcome);
  if (version === undefined || !('skillId' in outcome)) {
    return;
  }
  await revealVersion(services, target.destination.registry.id, outcome.skillId, version);
}

async function makeItDefault(services: Services, { outcome, target }: Ended, version: string): Promise<void> {
  if (!('skillId' in outcome)) {
    return;
  }
  const { registry } = target.destination;
  const moved = await moveDefault(registry, outcome.skillId, version);
  if (moved.kind !== 'moved') {
    return showFailure(services, moved.failure);
  }
  services.connections.browserIfConnected(registry.id)?.skills.put(moved.skill);
  services.registriesTree.redrawRegistry(registry.id);
  vscode.window.setStatusBarMessage(
    `$(star-full) ${outcome.kind === 'published' ? outcome.is : version} is the default now`,
    5000,
  );
}
