/** What may be said of the next version of a skill, without anybody writing anything. */
export interface OfferedNotes {
  /** From the CHANGELOG.md beside SKILL.md; null where it says nothing. */
  readonly changelog: string | null;
  /** The commits since the last version, as a list; null for none. */
  readonly commits: string | null;
}

/** What is said where the author says nothing. */
export function notesByDefault({ changelog, commits }: OfferedNotes): string | null {
  return changelog ?? commits;
}

/** Commits that are listed as notes; the rest is counted. */
const maxCommits = 20;

/**
 * What a CHANGELOG.md says of a version: the section whose heading names it, or else the one that is not released yet.
 * Null where there is neither, or nothing in it.
 */
export function changelogNotes(changelog: string, version: string | null): string | null {
  const sections = changelog.split(/^(?=##\s)/m).filter(section => section.startsWith('##'));
  const named = version === null ? undefined : sections.find(section => names(headingOf(section), version));
  const next = sections.find(section => /unreleased|next/i.test(headingOf(section)));
  const notes = (named ?? next)?.split('\n').slice(1).join('\n').trim();
  return notes === undefined || notes === '' ? null : withoutMail(notes);
}

/** `1.2` is not named by `1.2.1`, nor by `11.2`. */
function names(heading: string, version: string): boolean {
  return heading.split(/[^\w.+-]+/).some(word => word.replace(/^v(?=\d)/, '') === version);
}

function headingOf(section: string): string {
  return section.split('\n', 1)[0] ?? '';
}

/** The subjects of commits, newest first, as a list; null for none. */
export function commitNotes(subjects: readonly string[]): string | null {
  if (subjects.length === 0) {
    return null;
  }
  const shown = subjects.slice(0, maxCommits).map(subject => `- ${withoutMail(subject)}`);
  const rest = subjects.length - shown.length;
  return [...shown, ...(rest > 0 ? [`- and ${rest} more`] : [])].join('\n');
}

/** Whoever reads a version's notes need not be able to write to those who made it. */
function withoutMail(text: string): string {
  return text.replace(/ ?<?[^\s<>@()]+@[\w-]+(?:\.[\w-]+)+>?/g, '');
}
