/** Commits that are listed as notes; the rest is counted. */
const maxCommits = 20;

/**
 * What a CHANGELOG.md says of a version: the section whose heading names it, or else the one that is not released yet.
 * Null where there is neither, or nothing in it.
 */
export function changelogNotes(changelog: string, version: string | null): string | null {
  const sections = changelog.split(/^(?=##\s)/m).filter(section => section.startsWith('##'));
  const named = version === null ? undefined : sections.find(section => headingOf(section).includes(version));
  const next = sections.find(section => /unreleased|next/i.test(headingOf(section)));
  const notes = (named ?? next)?.split('\n').slice(1).join('\n').trim();
  return notes === undefined || notes === '' ? null : notes;
}

function headingOf(section: string): string {
  return section.split('\n', 1)[0] ?? '';
}

/** The subjects of commits, newest first, as a list; null for none. */
export function commitNotes(subjects: readonly string[]): string | null {
  if (subjects.length === 0) {
    return null;
  }
  const shown = subjects.slice(0, maxCommits).map(subject => `- ${subject}`);
  const rest = subjects.length - shown.length;
  return [...shown, ...(rest > 0 ? [`- and ${rest} more`] : [])].join('\n');
}
