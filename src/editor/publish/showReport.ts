import * as vscode from 'vscode';
import { commandIds } from '../../contributions.ts';
import type { Outcome, PublishReport } from '../../core/publish/outcome.ts';
import { outcomeWords } from '../../core/publish/outcomeWords.ts';
import { type ReportText, reportText } from '../../core/publish/report.ts';
import type { AllowedSecrets, PlannedPublish } from '../../core/publish/review/readiness.ts';
import { moveDefault } from '../../core/registry/moveDefault.ts';
import { revealVersion } from '../reveal/revealVersion.ts';
import { tellDefault } from '../reveal/tellDefault.ts';
import type { Services } from '../services/services.ts';
import { showFailure, showTrouble } from '../services/showFailure.ts';
import { notify, notifyError, notifyWarning, pickRow, showBriefly } from '../ui/shown.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';
import { deleteCopy } from './deleteCopy.ts';
import type { PublishSetup } from './publishDeps.ts';

interface Ended extends PlannedPublish {
  readonly outcome: Outcome;
  readonly workspaceSkill: WorkspaceSkill;
}

/** What was asked for, what of it could be begun, and what came of that. */
export interface Asked {
  readonly asked: readonly PlannedPublish[];
  readonly begun: readonly PlannedPublish[];
  readonly allowed: AllowedSecrets;
  readonly report: PublishReport;
}

/** Says how a publish ended: one notification that leads to the version, or a list when there were several. */
export async function showReport(
  services: Services,
  { asked, begun, allowed, report }: Asked,
  setup: Pick<PublishSetup, 'workspaceSkill'>,
): Promise<void> {
  if (report.bug) {
    await showFailure(services, report.bug);
  }
  const ended = begun.flatMap(publish => {
    const outcome = report.outcomes.get(publish.target.id);
    return outcome && !isCancelled(outcome)
      ? [{ ...publish, outcome, workspaceSkill: setup.workspaceSkill(publish.skill.source) }]
      : [];
  });
  const [only] = ended;
  if (only === undefined) {
    showBriefly('circle-slash', 'Cancelled: nothing was published');
  } else if (asked.length === 1) {
    await showOne(services, only);
  } else {
    await showSeveral(services, reportText(asked, report.outcomes, allowed), setup);
  }
}

function isCancelled(outcome: Outcome): boolean {
  return outcome.kind === 'not-published' && outcome.failure.kind === 'cancelled' && !outcome.mayArrive;
}

async function showOne(services: Services, ended: Ended): Promise<void> {
  const { isGood, text } = wordsOf(ended);
  const buttons = buttonsOf(services, ended);
  const names = buttons.map(({ label }) => label);
  if (!isGood && buttons.length === 0 && 'failure' in ended.outcome) {
    await showTrouble(services, text, ended.outcome.failure, () =>
      vscode.commands.executeCommand(commandIds.publishSkill, ended.workspaceSkill.uri),
    );
    return;
  }
  const answer = isGood ? await notify(text, ...names) : await notifyError(text, ...names);
  await buttons.find(({ label }) => label === answer)?.act();
}

interface Button {
  readonly label: string;
  act(): Promise<void>;
}

/** What can be done about how it ended. */
function buttonsOf(services: Services, ended: Ended): readonly Button[] {
  const { outcome, target } = ended;
  const { id } = target.destination.registry;
  if (outcome.kind === 'not-published' && outcome.mayArrive) {
    const again = async () => {
      await vscode.commands.executeCommand(commandIds.publishSkill, ended.workspaceSkill.uri);
    };
    return [{ label: 'Publish Again', act: again }];
  }
  const version = versionOf(outcome);
  if (version === undefined) {
    return [];
  }
  const show = { label: 'Show in Registries', act: () => reveal(services, ended) };
  const [copy] = outcome.kind === 'published' ? outcome.copies : [];
  if (copy) {
    return [{ label: 'Delete the Copy', act: () => deleteCopy(services, id, copy) }, show];
  }
  const canMove = outcome.kind === 'published' && !outcome.isDefault && hasPointer(ended);
  return canMove
    ? [show, { label: 'Make It the Default', act: () => makeItDefault(services, ended, version) }]
    : [show];
}

async function showSeveral(
  services: Services,
  { lines, isGood, summary }: ReportText,
  setup: Pick<PublishSetup, 'workspaceSkill'>,
): Promise<void> {
  const details = 'Show Details';
  const answer = isGood ? await notify(summary, details) : await notifyWarning(summary, details);
  if (answer !== details) {
    return;
  }
  const picked = await pickRow(
    lines.map(line => ({
      icon: line.failure === null ? 'pass' : 'error',
      label: `${line.publish.skill.name} → ${line.publish.target.destination.registry.label}`,
      detail: line.text,
      line,
    })),
    { title: 'How each publish ended', placeHolder: 'Choose one to see it, or what to do about it' },
  );
  if (!picked) {
    return;
  }
  const { publish, outcome, failure, text } = picked.line;
  const { source } = publish.skill;
  if (failure !== null) {
    await showTrouble(services, text, failure, () =>
      vscode.commands.executeCommand(commandIds.publishSkill, setup.workspaceSkill(source).uri),
    );
  } else if (outcome !== null) {
    await reveal(services, { ...publish, outcome });
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

async function reveal(
  services: Services,
  { outcome, target }: PlannedPublish & { readonly outcome: Outcome },
): Promise<void> {
  const version = versionOf(outcome);
  if (version === undefined || !('skillId' in outcome)) {
    return;
  }
  await revealVersion(services, target.destination.registry.id, outcome.skillId, version);
}

/** As the command does it: it is asked first where the version was not tried. */
async function makeItDefault(services: Services, { outcome, target }: Ended, key: string): Promise<void> {
  if (!('skillId' in outcome)) {
    return;
  }
  const { registry } = target.destination;
  const [skill, version] = await Promise.all([
    registry.getSkill(outcome.skillId),
    registry.getVersion(outcome.skillId, key),
  ]);
  const { mayPromote } = await import('../evals/promotion.ts');
  // Where they cannot be had, moving the default says why.
  if (skill.ok && version.ok) {
    const { mayGo } = await mayPromote(services, { registry, skill: skill.value, version: version.value });
    if (!mayGo) {
      return;
    }
  }
  const moved = await moveDefault(registry, outcome.skillId, key);
  if (moved.kind !== 'moved') {
    return showFailure(services, moved.failure);
  }
  const from = skill.ok ? skill.value.defaultVersion : null;
  const told = await tellDefault(services, { registry, skill: moved.skill, to: key, from, evidence: [] });
  if (!told.ok) {
    await showFailure(services, told.failure);
  }
}
