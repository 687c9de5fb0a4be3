import { type HeardSkill, isNewerKey } from '../registry/skillFacts.ts';
import { countedLabel } from '../registry/versionLabel.ts';
import type { Link } from './linkFile.ts';

/** Where a workspace skill stands with one registry. */
export interface RegistryState {
  readonly registryKey: string;
  readonly link: Link;
  /** The folder's content is no longer that of the linked version. */
  readonly isChanged: boolean;
  /** What was last heard of the skill there; undefined where nothing was. */
  readonly remote?: HeardSkill | undefined;
}

/** What a state comes to, for an icon. */
export type Standing = 'gone' | 'changed' | 'behind' | 'not-live' | 'live';

/**
 * Where a skill stands with every registry that it was published to or came from; none: never published. `digest` is
 * null where the folder cannot be read as a whole, which what was published could.
 */
export function registryStates(
  links: ReadonlyMap<string, Link>,
  digest: string | null,
): readonly RegistryState[] {
  return [...links].map(([registryKey, link]) => ({ registryKey, link, isChanged: link.digest !== digest }));
}

/** What to look at first comes first: what is gone, then what is changed, behind, or not what runs. */
export function standingOf(state: RegistryState): Standing {
  const { link, isChanged } = state;
  const remote = remoteOf(state);
  if (remote && (remote.isGone || isVersionGone(link, remote))) {
    return 'gone';
  }
  if (isChanged) {
    return 'changed';
  }
  if (remote && isBehind(link, remote)) {
    return 'behind';
  }
  return remote && remote.runs !== null && remote.runs !== link.version ? 'not-live' : 'live';
}

/**
 * In a few words what this folder is, what is newest and what runs: `never published`, `v2 on Local`,
 * `changed since v2 on Local`, `v1 on Local, behind v3, v2 runs`, `gone from Local`.
 */
export function stateWords(
  states: readonly RegistryState[],
  labelOf: (registryKey: string) => string,
): string {
  return states.length === 0
    ? 'never published'
    : states.map(state => oneState(state, labelOf(state.registryKey))).join(' · ');
}

function oneState(state: RegistryState, label: string): string {
  const { link, isChanged } = state;
  const remote = remoteOf(state);
  const version = countedLabel(link.version);
  const runs = remote?.runs ?? null;
  if (remote?.isGone) {
    return `gone from ${label}`;
  }
  if (remote && isVersionGone(link, remote)) {
    const now = runs === null ? '' : `, ${countedLabel(runs) ?? 'another version'} runs`;
    return `${version ?? 'its version'} gone from ${label}${now}`;
  }
  const here = `${version ?? 'published'} on ${label}`;
  const words = [isChanged ? `changed since ${here}` : here];
  if (remote && isBehind(link, remote)) {
    words.push(`behind ${countedLabel(remote.latest ?? '') ?? 'a newer version'}`);
  }
  if (runs !== null && runs !== link.version) {
    words.push(runs === remote?.latest ? 'which runs' : `${countedLabel(runs) ?? 'another version'} runs`);
  }
  return words.join(', ');
}

/**
 * What is known of the registry's side. What was heard before the linked version was there, as when somebody else
 * published it and the link came by Git, does not say what is newest or runs now.
 */
function remoteOf({ link, remote }: RegistryState): HeardSkill | undefined {
  const isOlder = remote?.latest != null && isNewerKey(link.version, remote.latest);
  return isOlder && !isVersionGone(link, remote) ? { ...remote, runs: null, latest: null } : remote;
}

function isVersionGone({ version }: Link, { goneVersions }: HeardSkill): boolean {
  return goneVersions.includes(version);
}

function isBehind({ version }: Link, { latest }: HeardSkill): boolean {
  return latest !== null && latest !== version;
}
