import { countedLabel, versionWords } from '../../core/registry/versionLabel.ts';
import { plainText } from '../../core/text/plainText.ts';

/** How a skill's folder stands to what is published; `gone`: the skill is deleted there, or the version it was. */
export type SkillStatus =
  | 'as-published'
  | 'changed'
  | 'behind'
  | 'changed-and-behind'
  | 'never-published'
  | 'gone'
  | 'unknown';

/** A folder's status in one registry. */
export interface StatusLine {
  readonly path: string;
  readonly registry: string;
  readonly status: SkillStatus;
  /** Keys of the versions; null where there is none. */
  readonly published: string | null;
  readonly latest: string | null;
  readonly default: string | null;
  /** Why it is unknown. */
  readonly error: string | null;
}

/**
 * A status for a person, in the words of the editor's rows. `publishedAt`: when the folder's version was published, as
 * the link says.
 */
export function statusWords(
  { path, registry, status, published, latest, default: running, error }: StatusLine,
  publishedAt: string,
): string {
  const own = published === null ? 'nothing' : versionWords(published, publishedAt);
  const runs =
    running === null || running === published ? '' : `, ${countedLabel(running) ?? 'another version'} runs`;
  const place = plainText(registry);
  const behind = countedLabel(latest ?? '') ?? 'a newer version';
  const words: Readonly<Record<SkillStatus, string>> = {
    'as-published': `as published, ${own}${runs}`,
    changed: `changed since ${own}${runs}`,
    behind: `${own}, behind ${behind}${runs}`,
    'changed-and-behind': `changed since ${own}, and behind ${behind}${runs}`,
    'never-published': 'never published',
    gone: latest === null ? `gone from ${place}` : `${own} gone from ${place}${runs}`,
    unknown: error ?? 'not known',
  };
  return `${plainText(path)}  ${place}  ${words[status]}`;
}
