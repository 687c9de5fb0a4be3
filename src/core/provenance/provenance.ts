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
  const notes = entry.notes === null ? null : keptNotes(entry.notes);
  return [{ ...entry, notes }, ...others].slice(0, maxHistory);
}

/** Notes that are too long end in a sign that there was more. */
function keptNotes(notes: string): string {
  return notes.length > maxNotes
    ? `${notes.slice(0, maxNotes - 2).replace(/[\ud800-\udbff]$/, '')} …`
    : notes;
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

/** `a1b2c3d` for a row, with a mark where the folder was another; empty where nothing is known. */
export function provenanceBrief({ commit, isDirty }: Provenance): string {
  return commit === null ? '' : `${commit.slice(0, 7)}${isDirty ? ' + changes' : ''}`;
}

/** All that is known, a line each, with the notes below; empty where nothing is known. */
export function provenanceLines(provenance: Provenance): readonly string[] {
  const words = provenanceWords({ ...provenance, by: null, run: null });
  const { by, remote, run, notes } = provenance;
  const line = (label: string, value: string | null) =>
    value === null || value === '' ? [] : [`${label}: ${plainText(value, 300)}`];
  const facts = [
    ...line('Commit', words),
    ...line('Repository', remote),
    ...line('By', by),
    ...line('CI run', run),
  ];
  const said = (notes ?? '').split('\n').map(text => plainText(text, 300));
  return notes === null ? facts : [...facts, ...(facts.length > 0 ? [''] : []), ...said];
}

/** Who, as Git says it, without an address; null where it is nothing else. */
export function plainName(name: string): string | null {
  const plain = name.replace(/<?[^\s<>@]+@[^\s<>@]+>?/g, '').trim();
  return plain === '' ? null : plain;
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
