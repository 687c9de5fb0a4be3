import { anything, decode, flag, list, optional, record, text } from '../text/decode.ts';
import { plainText } from '../text/plainText.ts';

/**
 * Where a published version comes from, as far as it is known: what Git and the CI said on publishing, and what the
 * author says of it. No e-mail address, no credentials, no path of a machine.
 */
export interface Provenance {
  /** The commit's full hash; null outside a repository, or before its first commit. */
  readonly commit: string | null;
  /** Null on a detached head. */
  readonly branch: string | null;
  /** The skill's folder differed from the commit. */
  readonly isDirty: boolean;
  /** The address that `origin` is fetched from, without credentials. */
  readonly remote: string | null;
  /** Who, as Git calls them. */
  readonly by: string | null;
  /** The address of the CI run. */
  readonly run: string | null;
  readonly notes: string | null;
}

/** A published version with where it comes from, as the link file keeps it. */
export interface HistoryEntry extends Provenance {
  /** The version's key. */
  readonly version: string;
  /** `sha256:…` */
  readonly digest: string;
  /** ISO 8601, UTC. */
  readonly publishedAt: string;
}

/** A version of which nothing is known but that it was published. */
export const unknownProvenance: Provenance = {
  commit: null,
  branch: null,
  isDirty: false,
  remote: null,
  by: null,
  run: null,
  notes: null,
};

/** How many versions of a skill in one registry are remembered, newest first. */
export const maxHistory = 20;

/** Characters of release notes that are kept. */
const maxNotes = 4_000;

const historyEntry = record({
  version: text,
  digest: text,
  publishedAt: text,
  commit: optional(text),
  branch: optional(text),
  isDirty: optional(flag),
  remote: optional(text),
  by: optional(text),
  run: optional(text),
  notes: optional(text),
});

/** Reads what the link file keeps; entries that are not understood are left out. */
export function readHistory(value: unknown): readonly HistoryEntry[] {
  const entries = decode(list(anything), value);
  return (entries.ok ? entries.value : []).flatMap(entry => {
    const read = decode(historyEntry, entry);
    return read.ok ? [{ ...read.value, isDirty: read.value.isDirty ?? false }] : [];
  });
}

/** What is written for an entry: only what is known, so that the file stays short. */
export function writeHistoryEntry(entry: HistoryEntry): Readonly<Record<string, unknown>> {
  const known = Object.entries(entry).filter(([, value]) => value !== null && value !== false);
  return Object.fromEntries(known);
}

/** The history with one more entry, in front; a version that is there already is replaced. */
export function withHistoryEntry(
  history: readonly HistoryEntry[],
  entry: HistoryEntry,
): readonly HistoryEntry[] {
  const others = history.filter(({ version }) => version !== entry.version);
  const notes = entry.notes === null ? null : entry.notes.slice(0, maxNotes);
  return [{ ...entry, notes }, ...others].slice(0, maxHistory);
}

/** `a1b2c3d on main, with changes that were not committed, by Ada`; empty where nothing is known. */
export function provenanceWords({ commit, branch, isDirty, by, run }: Provenance): string {
  const from = commit === null ? null : commit.slice(0, 7);
  return [
    from === null ? null : branch === null ? from : `${from} on ${plainText(branch, 60)}`,
    isDirty ? 'with changes that were not committed' : null,
    by === null ? null : `by ${plainText(by, 60)}`,
    run === null ? null : 'in CI',
  ]
    .filter(part => part !== null)
    .join(', ');
}

/** A remote's address as it may be told: without user, password, query or fragment; null for one that is a path. */
export function plainRemote(address: string): string | null {
  const typed = address.trim();
  const [, host, path] = /^(?:[^@\s/]+@)?([\w.-]+):(?!\/\/)(\S+)$/.exec(typed) ?? [];
  if (host !== undefined && path !== undefined && host.length > 1) {
    return `${host}:${path}`;
  }
  if (!URL.canParse(typed)) {
    return null;
  }
  const url = new URL(typed);
  if (!/^(https?|ssh|git):$/.test(url.protocol)) {
    return null;
  }
  url.username = '';
  url.password = '';
  url.search = '';
  url.hash = '';
  return url.href;
}

/** Where the commit can be looked at, for the hosts whose addresses are known; null for others. */
export function commitAddress({ commit, remote }: Pick<Provenance, 'commit' | 'remote'>): string | null {
  if (commit === null || remote === null || !/^[0-9a-f]{7,64}$/.test(commit)) {
    return null;
  }
  const [, host, path] =
    /^(?:https?:\/\/|ssh:\/\/)?([\w.-]+)(?::\d+)?[:/](.+?)(?:\.git)?\/*$/.exec(remote) ?? [];
  if (host === undefined || path === undefined) {
    return null;
  }
  const known =
    /(^|\.)(github|gitlab|gitea|codeberg|bitbucket)\./.test(`${host}.`) || host === 'codeberg.org';
  if (!known) {
    return null;
  }
  const middle = /gitlab/.test(host) ? '-/commit' : /bitbucket/.test(host) ? 'commits' : 'commit';
  return `https://${host}/${path}/${middle}/${commit}`;
}

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
