import type { Problem } from '../../skill/problem.ts';
import { plainText } from '../../text/plainText.ts';
import { bytesWords, countWords, numberWords } from '../../text/words.ts';
import { type PublishPlan, type SkillPlan, type TargetPlan, unseenVersion } from '../plan/plan.ts';
import { actionRows } from './actionRows.ts';
import { notesRow, type ReleaseNotes } from './notesRow.ts';
import {
  type AllowedSecrets,
  isChoice,
  openSecrets,
  type PlannedPublish,
  plannedPublishes,
  type Unticked,
} from './readiness.ts';
import type { ReviewRow, ReviewSection } from './reviewRow.ts';
import { compareAction, openProblem } from './reviewRow.ts';
import { targetRow } from './targetRows.ts';

/** The review of a publish, to be shown as one list: what can be done first, then what would change, and why not. */
export function reviewRows(
  plan: PublishPlan,
  allowed: AllowedSecrets = new Map(),
  notes: ReleaseNotes | null = null,
  unticked: Unticked = new Set(),
): readonly ReviewSection[] {
  const all = plannedPublishes(plan);
  const wanted = all.filter(({ target }) => !unticked.has(target.id));
  const sections = [
    { heading: '', rows: wanted.length > 0 ? actionRows(wanted, allowed) : [nothingTicked] },
    { heading: 'Where', rows: whereRows(all, allowed, unticked) },
    { heading: 'Sent before', rows: all.flatMap(lateRows) },
    { heading: 'Release notes', rows: notes === null ? [] : [notesRow(notes)] },
    ...plan.skills.flatMap(skill => skillSections(skill, allowed, plan.skills.length > 1)),
  ];
  return sections.filter(({ rows }) => rows.length > 0);
}

const nothingTicked: ReviewRow = {
  icon: 'circle-slash',
  label: 'Nothing is ticked',
  description: 'tick below what to publish',
  action: null,
};

/** Each target; where several could be published, each of those can be left out, and all of them at once. */
function whereRows(
  all: readonly PlannedPublish[],
  allowed: AllowedSecrets,
  unticked: Unticked,
): readonly ReviewRow[] {
  if (all.length === 1 && !all.some(goesIntoSkill)) {
    return [];
  }
  const choices = all.filter(publish => isChoice(publish, allowed)).map(({ target }) => target.id);
  if (choices.length < 2) {
    return all.map(publish => targetRow(publish, allowed));
  }
  const rows = all.map(publish => {
    const row = targetRow(publish, allowed);
    const { id } = publish.target;
    return choices.includes(id) ? tickRow(row, [id], !unticked.has(id)) : row;
  });
  const isAny = choices.some(id => !unticked.has(id));
  const every: ReviewRow = {
    icon: isAny ? 'close-all' : 'check-all',
    label: isAny ? 'Leave all out' : 'Tick all',
    description: '',
    action: { kind: isAny ? 'leave-out' : 'take-in', targets: choices },
  };
  return [...rows, every];
}

/** A row with a box to tick. */
function tickRow(row: ReviewRow, targets: readonly string[], isTicked: boolean): ReviewRow {
  return {
    ...row,
    icon: isTicked ? 'check' : 'blank',
    description: isTicked ? row.description : ['left out', row.description].filter(Boolean).join(' · '),
    action: { kind: isTicked ? 'leave-out' : 'take-in', targets },
  };
}

/** Whether a remote skill gets a new version, which must be seen to be the right one. */
function goesIntoSkill({ target: { action } }: PlannedPublish): boolean {
  return action.kind === 'new-version' || action.kind === 'conflict';
}

/** What came of earlier sendings that were not seen to arrive. */
function lateRows({ target }: PlannedPublish): readonly ReviewRow[] {
  const { late, destination } = target;
  if (!late) {
    return [];
  }
  const arrived: readonly ReviewRow[] =
    late.arrived === null
      ? []
      : [
          {
            icon: 'history',
            label: `${late.arrived} arrived after all`,
            description: `on ${destination.registry.label}, sent before`,
            action: null,
          },
        ];
  const copies = late.copies.map(
    (copy): ReviewRow => ({
      icon: 'trash',
      label: `Delete the Copy: ${copy.isSkill ? `skill ${plainText(copy.skillId, 100)}` : copy.is}…`,
      description: `holds the same files on ${destination.registry.label}, sent twice`,
      action: { kind: 'delete-copy', target, copy },
    }),
  );
  return [...arrived, ...copies];
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
      ? [{ heading: title(`Changes since ${sinceWords(compared)}`), rows: changeRows(skill, compared) }]
      : [{ heading: title('Changes'), rows: skill.targets.flatMap(unseenRows) }]),
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

/** Errors and warnings of all targets, each once. */
function uniqueProblems(targets: readonly TargetPlan[]): readonly Problem[] {
  const seen = new Map<string, Problem>();
  for (const problem of targets.flatMap(({ problems }) => problems)) {
    if (problem.severity !== 'error' && problem.severity !== 'warning') {
      continue;
    }
    seen.set(
      `${problem.code}\n${problem.path}\n${problem.range.start.line}:${problem.range.start.character}`,
      problem,
    );
  }
  return [...seen.values()];
}

function sinceWords({ action }: TargetPlan): string {
  if (action.kind === 'new-version' || action.kind === 'conflict') {
    return action.from;
  }
  return action.kind === 'nothing-changed' ? action.is : 'the published version';
}

/** Where a registry hands out no files, or none that can be read, an empty list would look like no change. */
function unseenRows(target: TargetPlan): readonly ReviewRow[] {
  const version = unseenVersion(target);
  return version === null
    ? []
    : [
        {
          icon: 'question',
          label: 'What changes is not known',
          description: `${version} on ${target.destination.registry.label} could not be looked into`,
          action: null,
        },
      ];
}

/** Files named one by one in the review; the rest is a count, and the comparison shows them all. */
const maxFiles = 8;

function changeRows(skill: SkillPlan, target: TargetPlan): readonly ReviewRow[] {
  const { changes } = target;
  if (!changes) {
    return [];
  }
  const file = (icon: string, path: string, description: string): ReviewRow => ({
    icon,
    label: path,
    description,
    action: compareAction(skill, target),
  });
  const rows = [
    ...changes.added.map(({ path, size }) => file('diff-added', path, `added, ${bytesWords(size)}`)),
    ...changes.removed.map(({ path }) => file('diff-removed', path, 'removed')),
    ...changes.changed.map(({ path }) => file('diff-modified', path, 'changed')),
    ...changes.modeOnly.map(({ path, after }) =>
      file('diff-modified', path, after.isExecutable ? 'made executable' : 'no longer executable'),
    ),
  ];
  if (rows.length <= maxFiles) {
    return rows;
  }
  return [
    ...rows.slice(0, maxFiles),
    file('ellipsis', `and ${rows.length - maxFiles} more`, 'compare them all'),
  ];
}

function bundleRows(skill: SkillPlan): readonly ReviewRow[] {
  if (skill.files.length === 0) {
    return [];
  }
  const sizes = [
    bytesWords(skill.totalBytes),
    skill.zipBytes === null ? '' : `${bytesWords(skill.zipBytes)} zipped`,
  ];
  const leftOut = skill.leftOut.length > 0 ? `, ${skill.leftOut.length} left out` : '';
  const rows: ReviewRow[] = [
    {
      icon: 'file-zip',
      label: `${countWords(skill.files.length, 'file')}${leftOut}`,
      description: [...sizes, `SKILL.md ≈ ${numberWords(skill.tokens)} tokens`].filter(Boolean).join(' · '),
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
      action: { kind: 'raise-version', skill },
    });
  }
  return rows;
}
