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
  const sections = sectionsOf(changelog);
  const named = version === null ? undefined : sections.find(({ heading }) => names(heading, version));
  const next = sections.find(({ heading }) => /unreleased|next/i.test(heading));
  const notes = (named ?? next)?.lines.join('\n').trim();
  return notes === undefined || notes === '' ? null : withoutMail(notes);
}

interface Section {
  readonly heading: string;
  readonly lines: readonly string[];
}

/**
 * A changelog's entries. Most have headings of two hashes; some tools write three for a patch, and others one for each
 * version. What stands in a code block is no heading.
 */
function sectionsOf(changelog: string): readonly Section[] {
  const sections: { readonly heading: string; readonly lines: string[] }[] = [];
  let fence: string | null = null;
  for (const line of changelog.replace(/^\uFEFF/, '').split(/\r\n?|\n/)) {
    const mark: string | undefined = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    const isInside = fence !== null;
    if (fence === null) {
      fence = mark ?? null;
    } else if (mark?.startsWith(fence) && line.trim() === mark) {
      fence = null;
    }
    const [, hashes = '', heading = ''] = (isInside ? null : /^ {0,3}(#{1,6})\s+(.*)$/.exec(line)) ?? [];
    if (hashes === '##' || (hashes !== '' && namesVersion(heading))) {
      sections.push({ heading, lines: [] });
    } else if (hashes === '#') {
      // The title of what comes is the end of what came.
      sections.push({ heading: '', lines: [] });
    } else {
      sections.at(-1)?.lines.push(line);
    }
  }
  return sections;
}

/** Whether a heading begins with what only versions have. */
function namesVersion(heading: string): boolean {
  return /^\W*(?:v?\d+\.\d+|unreleased\b)/i.test(heading);
}

/** `1.2` is not named by `1.2.1`, nor by `11.2`. */
function names(heading: string, version: string): boolean {
  return heading.split(/[^\w.+-]+/).some(word => word.replace(/^v(?=\d)/, '') === version);
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
