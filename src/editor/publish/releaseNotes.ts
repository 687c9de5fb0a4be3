import type { OfferedNotes } from '../../core/provenance/notes.ts';
import type { PublishPlan } from '../../core/publish/plan/plan.ts';
import { noteLines, ownNotes, type ReleaseNotes } from '../../core/publish/review/notesRow.ts';
import { plannedPublishes } from '../../core/publish/review/readiness.ts';
import { offerNotes } from '../../disk/git/readProvenance.ts';
import { type Choice, pickOne } from '../ui/quickPick.ts';
import { askLine } from '../ui/shown.ts';
import type { PublishSetup } from './publishDeps.ts';

/** Longest that an author may write here, in characters; the whole story belongs into a changelog. */
const maxTyped = 1_000;

/** What the skill itself says of its next version; null where nothing new would be published. */
export async function notesToBegin(setup: PublishSetup, plan: PublishPlan): Promise<ReleaseNotes | null> {
  const offered = await offeredFor(setup, plan);
  return offered === null ? null : offered === 'several' ? { from: 'each' } : ownNotes(offered);
}

/** Asks what is to be said of the new version; undefined when the person turned away. */
export async function askNotes(
  setup: PublishSetup,
  plan: PublishPlan,
  before: ReleaseNotes,
): Promise<ReleaseNotes | undefined> {
  const offered = await offeredFor(setup, plan);
  const choices: readonly Choice<ReleaseNotes | 'write'>[] = [
    ...(offered === null || offered === 'several' ? [] : offeredChoices(offered)),
    ...(offered === 'several'
      ? [{ icon: 'note', label: "Each skill's own", value: { from: 'each' } as const }]
      : []),
    { icon: 'edit', label: 'Write…', value: 'write' },
    { icon: 'circle-slash', label: 'None', value: { from: 'author', text: null } },
  ];
  const placeholder = 'What is said of the new version; kept in the link file';
  const choice = await pickOne('Release Notes', placeholder, choices);
  if (choice !== 'write') {
    return choice;
  }
  const typed = await askLine({
    title: 'Release Notes',
    prompt: 'What the new version changes, for those who use the skill.',
    value: before.from === 'each' ? '' : noteLines(before.text ?? '').join('; '),
    ignoreFocusOut: true,
    validateInput: text =>
      text.length > maxTyped
        ? `It has ${text.length} characters; at most ${maxTyped} fit. A CHANGELOG.md takes more.`
        : null,
  });
  return typed === undefined ? undefined : { from: 'author', text: typed };
}

function offeredChoices({ changelog, commits }: OfferedNotes) {
  const choice = (icon: string, label: string, from: 'changelog' | 'commits', text: string | null) =>
    text === null
      ? []
      : [{ icon, label, detail: noteLines(text).join('; '), value: { from, text } as ReleaseNotes }];
  return [
    ...choice('book', 'From CHANGELOG.md', 'changelog', changelog),
    ...choice('git-commit', 'From its commits since the last version', 'commits', commits),
  ];
}

async function offeredFor(
  { deps, workspaceSkill }: PublishSetup,
  plan: PublishPlan,
): Promise<OfferedNotes | 'several' | null> {
  const coming = plannedPublishes(plan).filter(({ target }) =>
    ['create', 'new-version', 'conflict'].includes(target.action.kind),
  );
  const [first] = coming;
  if (!first) {
    return null;
  }
  if (new Set(coming.map(({ skill }) => skill)).size > 1) {
    return 'several';
  }
  const { source } = first.skill;
  const { destination } = first.target;
  const place = deps.linkPlace(source, destination);
  return offerNotes(workspaceSkill(source).folder.fsPath, place, destination.key);
}
