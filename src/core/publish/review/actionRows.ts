import { countWords } from '../../text/words.ts';
import type { TargetPlan } from '../plan/plan.ts';
import {
  type AllowedSecrets,
  canBecomeDefault,
  isConflict,
  isReady,
  type PlannedPublish,
} from './readiness.ts';
import type { ReviewRow } from './reviewRow.ts';
import { compareAction } from './reviewRow.ts';
import { whyNotRow } from './targetRows.ts';

export function actionRows(all: readonly PlannedPublish[], allowed: AllowedSecrets): readonly ReviewRow[] {
  const ready = all.filter(publish => isReady(publish, allowed));
  const conflicts = all.filter(publish => isConflict(publish, allowed));
  const unchanged = all.filter(canBecomeDefault);
  return [
    ...(ready.length > 0 ? publishRows(ready, false) : []),
    ...conflicts.map(conflictRow),
    ...(conflicts.length > 0 ? publishRows([...ready, ...conflicts], true).slice(0, 1) : []),
    ...(unchanged.length > 0 ? [defaultRow(unchanged)] : []),
    ...(all.length === 1 ? all.map(publish => whyNotRow(publish, allowed)).filter(row => row !== null) : []),
  ];
}

function publishRows(targets: readonly PlannedPublish[], anyway: boolean): readonly ReviewRow[] {
  const [only] = targets.length === 1 ? targets : [];
  const what = only
    ? `Publish ${toWords(only.target)} to ${only.target.destination.registry.label}`
    : `Publish ${countWords(targets.length, 'version')}`;
  const label = anyway ? `${what} anyway` : what;
  const warnings = targets
    .flatMap(({ target }) => target.problems)
    .filter(({ severity }) => severity === 'warning');
  const spite = warnings.length > 0 ? `in spite of ${countWords(warnings.length, 'warning')}` : '';
  const canChoose = targets.some(
    ({ target }) => target.becomesDefault === 'choice' && target.action.kind !== 'create',
  );
  const publish = (makeDefault: boolean, label: string, effect: string): ReviewRow => ({
    icon: makeDefault ? 'star-full' : 'cloud-upload',
    label,
    description: [effect, spite].filter(Boolean).join(', '),
    action: { kind: 'publish', makeDefault, anyway },
  });
  if (!canChoose) {
    return [publish(false, label, only ? firstEffect(only.target) : runsWords(targets))];
  }
  return [publish(false, label, staysWords(targets)), publish(true, `${label}, as the default`, '')];
}

/** Registries that run the latest version do so at once, whatever becomes of the default elsewhere. */
function staysWords(targets: readonly PlannedPublish[]): string {
  const runs = runsWords(targets);
  const staying = targets.filter(
    ({ target }) => target.becomesDefault === 'choice' && target.action.kind !== 'create',
  );
  return runs === '' ? 'the default stays' : `the default stays on ${labelsOf(staying)}; ${runs}`;
}

function runsWords(targets: readonly PlannedPublish[]): string {
  const running = targets.filter(
    ({ target }) => target.becomesDefault === 'always' && target.action.kind !== 'create',
  );
  return running.length === 0 ? '' : `runs at once on ${labelsOf(running)}`;
}

function labelsOf(targets: readonly PlannedPublish[]): string {
  const labels = [...new Set(targets.map(({ target }) => target.destination.registry.label))];
  return [labels.slice(0, -1).join(', '), labels.at(-1)].filter(Boolean).join(' and ');
}

function firstEffect(target: TargetPlan): string {
  if (target.action.kind === 'create') {
    return 'a new skill';
  }
  return target.becomesDefault === 'always' ? 'runs from then on' : '';
}

function toWords({ action }: TargetPlan): string {
  return action.kind === 'create' || action.kind === 'new-version' || action.kind === 'conflict'
    ? action.to
    : '';
}

function conflictRow({ skill, target }: PlannedPublish): ReviewRow {
  const { action } = target;
  const found = action.kind === 'conflict' ? action : null;
  return {
    icon: 'git-compare',
    label: `Compare with ${found?.from ?? 'what is published'}`,
    description: `somebody else published it to ${target.destination.registry.label} since ${found?.known ?? 'your last publish'}`,
    action: compareAction(skill, target),
  };
}

function defaultRow(targets: readonly PlannedPublish[]): ReviewRow {
  const [only] = targets.length === 1 ? targets : [];
  const version =
    only?.target.action.kind === 'nothing-changed' ? only.target.action.is : 'the latest versions';
  return {
    icon: 'star-full',
    label: `Make ${version} the default${only ? ` on ${only.target.destination.registry.label}` : ''}`,
    description: 'its files are the ones in your folder',
    action: { kind: 'make-default' },
  };
}
