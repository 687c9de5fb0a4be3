import type { RemoteSkill, RemoteVersion } from '../../core/registry/contract.ts';
import { type UnreadableItem, unreadableWords } from '../../core/registry/unreadableItem.ts';
import { countedLabel, versionLabel } from '../../core/registry/versionLabel.ts';
import { plainText } from '../../core/text/plainText.ts';
import { keyHelp, registryOptionHelp } from '../registries/registryOptions.ts';

/** A skill as `--json` prints it. Times are ISO 8601, UTC. */
export interface ShownSkill {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly default: string | null;
  readonly latest: string | null;
  readonly created: string;
  readonly isOwn: boolean;
}

/** A version as `--json` prints it. */
export interface ShownVersion {
  /** What every command takes as VERSION. */
  readonly version: string;
  readonly label: string;
  readonly created: string;
  readonly isDefault: boolean;
  readonly isLatest: boolean;
  readonly name: string | null;
  readonly description: string | null;
}

export function shownSkill(skill: RemoteSkill): ShownSkill {
  const { id, label, name, description, defaultVersion, latestVersion, createdAt, isOwn } = skill;
  return {
    id,
    name: label ?? name ?? id,
    description,
    default: defaultVersion,
    latest: latestVersion,
    created: new Date(createdAt).toISOString(),
    isOwn,
  };
}

/** `latestKey`: the newest version's key. */
export function shownVersion(
  version: RemoteVersion,
  { defaultVersion }: Pick<RemoteSkill, 'defaultVersion'>,
  latestKey: string | null,
): ShownVersion {
  const { key, createdAt, name, description } = version;
  return {
    version: key,
    label: versionLabel(version),
    created: new Date(createdAt).toISOString(),
    isDefault: key === defaultVersion,
    isLatest: key === latestKey,
    name,
    description,
  };
}

/** `pdf-forms  skill_1  v2 is the default, v3 the latest`. */
export function skillLine({ id, name, default: running, latest, isOwn }: ShownSkill): string {
  const label = (key: string) => countedLabel(key) ?? plainText(key);
  const pointers = [
    running !== null && `${label(running)} is the default`,
    latest !== null &&
      latest !== running &&
      `${label(latest)} ${running === null ? 'is the latest' : 'the latest'}`,
    !isOwn && "the vendor's own",
  ].filter(part => part !== false);
  return [plainText(name), plainText(id), pointers.join(', ')].filter(Boolean).join('  ');
}

/** `pdf-forms  skill_1  could not be read: …`. */
export function unreadableLine(item: UnreadableItem): string {
  const parts = [item.name, item.id].filter(part => part !== null);
  return [...parts, unreadableWords(item)].map(part => plainText(part)).join('  ');
}

/** `v3  2026-11-27 04:12 UTC  default, latest`; of a version that is called by its time, the id in its place. */
export function versionLine({ version, label, created, isDefault, isLatest }: ShownVersion): string {
  const marks = [isDefault && 'default', isLatest && 'latest'].filter(mark => mark !== false);
  const more = label === `v${version}` ? `${created.slice(0, 16).replace('T', ' ')} UTC` : plainText(version);
  return [label, more, marks.join(', ')].filter(Boolean).join('  ');
}

/** What `--help` prints for a command that looks into one registry. */
export function remoteHelp(parts: {
  readonly does: string;
  readonly usage: string;
  /** What SKILL and VERSION are; empty where there is neither. */
  readonly words: string;
  /** Its own options, as lines; empty for none. */
  readonly options?: string;
  /** What `--json` prints. */
  readonly json: string;
  /** What 0 and 1 mean. */
  readonly exit: string;
}): string {
  const { does, usage, words, options = '', json, exit } = parts;
  return `${does}

  skillwright ${usage}
${words === '' ? '' : `\n${words}\n`}
${options === '' ? '' : `${options}\n`}${registryOptionHelp}
  --root DIR          Where .skillwright.json is; found from the folder upwards when not given.
  --json              Print a document, also when it fails:
                      ${json}

${keyHelp}
Exit code: ${exit}, 2 could not run.`;
}

/** What SKILL is, for `--help`. */
export const skillHelp = 'SKILL is its name, its id, or a folder that is linked to it.';

/** What SKILL and V are, for `--help`. */
export const versionHelp = `${skillHelp} V is "default", "latest", what people call the
version (v3), or its id; without --version it is the one that runs.`;
