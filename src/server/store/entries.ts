import { join } from 'node:path';
import type { SkillPaths } from './layout.ts';
import { isUlid } from './ulid.ts';

/** A version that can be seen, and the entry that shows it. */
export interface LiveVersion {
  /** Counts from 1. */
  readonly number: number;
  readonly ulid: string;
  /** 0 for a version that was never the default; the highest one is the default. */
  readonly turn: number;
}

/** Where a version's facts are. */
export function entryPath(paths: SkillPaths, { number, ulid, turn }: LiveVersion): string {
  return turn === 0
    ? join(paths.live, `${number}-${ulid}.json`)
    : join(paths.defaults, `${turn}-${number}-${ulid}.json`);
}

/** The versions that `live` and `default` show, oldest first. What else is in there is not ours. */
export function parseEntries(live: readonly string[], defaults: readonly string[]): readonly LiveVersion[] {
  const byNumber = new Map<number, LiveVersion>();
  for (const version of [...live.map(name => parse(`0-${name}`)), ...defaults.map(parse)]) {
    // One that is renamed while the directories are listed can be seen twice.
    if (version && version.turn >= (byNumber.get(version.number)?.turn ?? 0)) {
      byNumber.set(version.number, version);
    }
  }
  return [...byNumber.values()].sort((one, other) => one.number - other.number);
}

/** The default among versions, oldest first: the highest turn, and the latest one where none has had a turn. */
export function defaultOf(versions: readonly LiveVersion[]): LiveVersion | null {
  return versions.reduce<LiveVersion | null>(
    (best, version) => (best && best.turn > version.turn ? best : version),
    null,
  );
}

function parse(name: string): LiveVersion | null {
  const [, turn, number, ulid] = /^(\d{1,9})-([1-9]\d{0,8})-(\w+)\.json$/.exec(name) ?? [];
  return ulid !== undefined && isUlid(ulid) ? { number: Number(number), ulid, turn: Number(turn) } : null;
}
