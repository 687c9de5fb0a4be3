import { describeFailure } from '../failureText.ts';
import type { Problem } from '../skill/problem.ts';
import { bytesWords, countWords } from '../words.ts';
import type { PublishPlan, SkillPlan, TargetPlan } from './plan.ts';

/** What choosing a row of the review does. */
export type ReviewAction =
  /** Publishes every target that is ready; `anyway` also those that somebody else published to. */
  | { readonly kind: 'publish'; readonly makeDefault: boolean; readonly anyway: boolean }
  | { readonly kind: 'make-default' }
  | { readonly kind: 'show-files'; readonly skill: SkillPlan }
  | { readonly kind: 'open'; readonly skill: SkillPlan; readonly path: string; readonly line: number }
  | { readonly kind: 'allow-secrets'; readonly skill: SkillPlan; readonly path: string }
  | { readonly kind: 'choose-targets' }
  | { readonly kind: 'close' };

/** A row of the review. `icon` is a codicon's name. Without an action it only tells. */
export interface ReviewRow {
  readonly icon: string;
  readonly label: string;
  readonly description: string;
  readonly action: ReviewAction | null;
}

/** Rows under a heading; the first section has none. */
export interface ReviewSection {
  readonly heading: string;
  readonly rows: readonly ReviewRow[];
}

/** Files named one by one in the review; the rest is a count, and the comparison shows them all. */
const mostFiles = 8;

/** A target together with the skill that would be published to it. */
export interface PlannedPublish {
  readonly skill: SkillPlan;
  readonly target: TargetPlan;
}

/** Every skill with every target, in the plan's order. */
export function plannedPublishes(plan: PublishPlan): readonly PlannedPublish[] {
  return plan.skills.flatMap(skill => skill.targets.map(target => ({ skill, target })));
}

/** Files to publish in spite of what they hold: the skill's path → paths in the skill. */
export type AllowedSecrets = ReadonlyMap<string, readonly string[]>;

/** Whether choosing "Publish" publishes it: there is something to send, and nothing stands in the way. */
export function isReady(publish: PlannedPublish, allowed: AllowedSecrets): boolean {
  const { kind } = publish.target.action;
  return (kind === 'create' || kind === 'new-version') && !isBlocked(publish, allowed);
}

/** Whether it is ready but for what somebody else published since. */
export function isConflict(publish: PlannedPublish, allowed: AllowedSecrets): boolean {
  return publish.target.action.kind === 'conflict' && !isBlocked(publish, allowed);
}

/** Whether the version that holds the folder's files could be made the default. */
export function canBecomeDefault({ target: { action, becomesDefault } }: PlannedPublish): boolean {
  return action.kind === 'nothing-changed' && !action.isDefault && becomesDefault === 'choice';
}

function isBlocked({ skill, target }: PlannedPublish, allowed: AllowedSecrets): boolean {
  return skill.refusal !== null || openSecrets(skill, allowed).length > 0 || errors(target).length > 0;
}

function openSecrets(skill: SkillPlan, allowed: AllowedSecrets): SkillPlan['secrets'] {
  const paths = allowed.get(skill.skill.path) ?? [];
  return skill.secrets.filter(({ path }) => !paths.includes(path));
}

function errors(target: TargetPlan): readonly Problem[] {
  return target.problems.filter(({ severity }) => severity === 'error');
}

/** The review of a publish, to be shown as one list: what can be done first, then what would change, and why not. */
export function reviewRows(plan: PublishPlan, allowed: AllowedSecrets = new Map()): readonly ReviewSection[] {
  const all = plannedPublishes(plan);
  const sections = [
    { heading: '', rows: actionRows(all, allowed) },
    ...(all.length > 1 ? [{ heading: 'Where', rows: all.map(publish => targetRow(publish, allowed)) }] : []),
    ...plan.skills.flatMap(skill => skillSections(skill, allowed, plan.skills.length > 1)),
  ];
  return sections.filter(({ rows }) => rows.length > 0);
}

function actionRows(all: readonly PlannedPublish[], allowed: AllowedSecrets): readonly ReviewRow[] {
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
    ? `Publish ${toWords(only.target)} to ${only.target.target.registry.label}`
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
  if (!canChoose) return [publish(false, label, only ? firstEffect(only.target) : '')];
  return [publish(false, label, 'the default stays'), publish(true, `${label}, as the default`, '')];
}

function firstEffect(target: TargetPlan): string {
  if (target.action.kind === 'create') return 'a new skill';
  return target.becomesDefault === 'always' ? 'runs from then on' : '';
}

function toWords({ action }: TargetPlan): string {
  return action.kind === 'create' || action.kind === 'new-version' || action.kind === 'conflict'
    ? action.to
    : '';
}

function conflictRow({ target }: PlannedPublish): ReviewRow {
  const { action } = target;
  const found = action.kind === 'conflict' ? action : null;
  return {
    icon: 'git-compare',
    label: `Compare with ${found?.from ?? 'what is published'}`,
    description: `somebody else published it to ${target.target.registry.label} since ${found?.known ?? 'your last publish'}`,
    action: null,
  };
}

function defaultRow(targets: readonly PlannedPublish[]): ReviewRow {
  const [only] = targets.length === 1 ? targets : [];
  const version =
    only?.target.action.kind === 'nothing-changed' ? only.target.action.is : 'the latest versions';
  return {
    icon: 'star-full',
    label: `Make ${version} the default${only ? ` on ${only.target.target.registry.label}` : ''}`,
    description: 'its files are the ones in your folder',
    action: { kind: 'make-default' },
  };
}

function targetRow({ skill, target }: PlannedPublish, allowed: AllowedSecrets): ReviewRow {
  const why = whyNotRow({ skill, target }, allowed);
  const label = `${skill.name} → ${target.target.registry.label}`;
  return why
    ? { ...why, label, description: why.label }
    : { icon: 'server', label, description: fromToWords(target), action: null };
}

/** `v3 → v4`, `new skill, v1`. */
export function fromToWords({ action }: TargetPlan): string {
  if (action.kind === 'create') return `new skill, ${action.to}`;
  if (action.kind === 'new-version' || action.kind === 'conflict') return `${action.from} → ${action.to}`;
  return action.kind === 'nothing-changed' ? `nothing changed since ${action.is}` : '';
}

function whyNotRow({ skill, target }: PlannedPublish, allowed: AllowedSecrets): ReviewRow | null {
  const { action } = target;
  const row = (
    icon: string,
    label: string,
    description = '',
    act: ReviewAction | null = null,
  ): ReviewRow => ({
    icon,
    label,
    description,
    action: act,
  });
  if (action.kind === 'nothing-changed') {
    const description = action.isDefault ? `${action.is} is the default already` : '';
    return row('pass', `Nothing changed since ${action.is}`, description, { kind: 'close' });
  }
  const failure = action.kind === 'impossible' ? action.failure : skill.refusal;
  if (failure) {
    const { message, next } = describeFailure(failure);
    return row('error', message, next ?? '');
  }
  const stopping = errors(target)[0];
  if (stopping)
    return row(
      'error',
      `${countWords(errors(target).length, 'error')} to fix first`,
      '',
      openProblem(skill, stopping),
    );
  if (openSecrets(skill, allowed).length > 0) return row('key', 'Something looks like a secret', 'see below');
  return null;
}

function skillSections(
  skill: SkillPlan,
  allowed: AllowedSecrets,
  isOneOfMany: boolean,
): readonly ReviewSection[] {
  const title = (heading: string) => (isOneOfMany ? `${skill.name}: ${heading}` : heading);
  const compared = skill.targets.find(({ changes }) => changes !== null);
  const problems = uniqueProblems(skill.targets);
  return [
    { heading: title('Looks like a secret'), rows: secretRows(skill, allowed) },
    { heading: title('Problems'), rows: problems.map(problem => problemRow(skill, problem)) },
    ...(compared
      ? [{ heading: title(`Changes since ${sinceWords(compared)}`), rows: changeRows(compared) }]
      : []),
    { heading: title('Bundle'), rows: bundleRows(skill) },
  ];
}

function secretRows(skill: SkillPlan, allowed: AllowedSecrets): readonly ReviewRow[] {
  return openSecrets(skill, allowed).flatMap(({ path, line, what }) => [
    {
      icon: 'key',
      label: `${path}:${line}`,
      description: what,
      action: { kind: 'open', skill, path, line: line - 1 } as const,
    },
    {
      icon: 'unlock',
      label: `Publish ${path} in spite of it…`,
      description: 'remembered until the file changes',
      action: { kind: 'allow-secrets', skill, path } as const,
    },
  ]);
}

function problemRow(skill: SkillPlan, problem: Problem): ReviewRow {
  const icons = { error: 'error', warning: 'warning', information: 'info', hint: 'lightbulb' };
  return {
    icon: icons[problem.severity],
    label: problem.message,
    description: `${problem.path}:${problem.range.start.line + 1}`,
    action: openProblem(skill, problem),
  };
}

function openProblem(skill: SkillPlan, { path, range }: Problem): ReviewAction {
  return { kind: 'open', skill, path, line: range.start.line };
}

/** Errors and warnings of all targets, each once. */
function uniqueProblems(targets: readonly TargetPlan[]): readonly Problem[] {
  const seen = new Map<string, Problem>();
  for (const problem of targets.flatMap(({ problems }) => problems)) {
    if (problem.severity !== 'error' && problem.severity !== 'warning') continue;
    seen.set(
      `${problem.code}\n${problem.path}\n${problem.range.start.line}:${problem.range.start.character}`,
      problem,
    );
  }
  return [...seen.values()];
}

function sinceWords({ action }: TargetPlan): string {
  if (action.kind === 'new-version' || action.kind === 'conflict') return action.from;
  return action.kind === 'nothing-changed' ? action.is : 'the published version';
}

function changeRows(target: TargetPlan): readonly ReviewRow[] {
  const { changes } = target;
  if (!changes) return [];
  const file = (icon: string, path: string, description: string): ReviewRow => ({
    icon,
    label: path,
    description,
    action: null,
  });
  const rows = [
    ...changes.added.map(({ path, size }) => file('diff-added', path, `added, ${bytesWords(size)}`)),
    ...changes.removed.map(({ path }) => file('diff-removed', path, 'removed')),
    ...changes.changed.map(({ path }) => file('diff-modified', path, 'changed')),
    ...changes.modeOnly.map(({ path, after }) =>
      file('diff-modified', path, after.isExecutable ? 'made executable' : 'no longer executable'),
    ),
  ];
  if (rows.length <= mostFiles) return rows;
  return [
    ...rows.slice(0, mostFiles),
    file('ellipsis', `and ${rows.length - mostFiles} more`, 'compare them all'),
  ];
}

function bundleRows(skill: SkillPlan): readonly ReviewRow[] {
  if (skill.files.length === 0) return [];
  const sizes = [
    bytesWords(skill.totalBytes),
    skill.zipBytes === null ? '' : `${bytesWords(skill.zipBytes)} zipped`,
  ];
  const leftOut = skill.leftOut.length > 0 ? `, ${skill.leftOut.length} left out` : '';
  const rows: ReviewRow[] = [
    {
      icon: 'file-zip',
      label: `${countWords(skill.files.length, 'file')}${leftOut}`,
      description: [...sizes, `SKILL.md ≈ ${skill.tokens.toLocaleString('en')} tokens`]
        .filter(Boolean)
        .join(' · '),
      action: { kind: 'show-files', skill },
    },
  ];
  if (
    skill.metadataVersion !== null &&
    skill.targets.some(({ action }) => action.kind === 'new-version' || action.kind === 'conflict')
  ) {
    rows.push({
      icon: 'tag',
      label: `metadata.version is ${skill.metadataVersion}`,
      description: 'raise it…',
      action: null,
    });
  }
  return rows;
}
