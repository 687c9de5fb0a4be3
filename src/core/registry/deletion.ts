import type { Capabilities, RemoteSkill, RemoteVersion } from './contract.ts';
import { versionLabel } from './versionLabel.ts';

/** What deleting a version would do, known before it is asked for. */
export type DeletionEffect =
  /** Only this version goes. */
  | { readonly kind: 'plain' }
  /** It is the skill's last one, and the skill goes with it. */
  | { readonly kind: 'deletes-skill' }
  /** It is the last one, and the skill stays, empty. */
  | { readonly kind: 'empties-skill' }
  /** It is what runs now; `next` runs from then on. */
  | { readonly kind: 'changes-active'; readonly next: RemoteVersion }
  /** Refused while it is the default; moving the default to `candidate` first makes it possible. */
  | { readonly kind: 'refused-default'; readonly candidate: RemoteVersion }
  /** Refused because it is the last one; the skill can be deleted instead. */
  | { readonly kind: 'refused-last' };

/**
 * Tells what deleting `version` would do under the registry's rules.
 * `versions` are the skill's newest ones, newest first; two are enough, and one means that it is the only one.
 */
export function deletionEffect(
  capabilities: Pick<Capabilities, 'active' | 'lastVersion' | 'isDefaultProtected'>,
  skill: Pick<RemoteSkill, 'defaultVersion' | 'latestVersion'>,
  versions: readonly RemoteVersion[],
  version: Pick<RemoteVersion, 'key'>,
): DeletionEffect {
  const next = versions.find(other => other.key !== version.key);
  if (!next) {
    const effects = {
      'deletes-skill': { kind: 'deletes-skill' },
      refused: { kind: 'refused-last' },
      allowed: { kind: 'empties-skill' },
    } as const;
    return effects[capabilities.lastVersion];
  }
  if (capabilities.isDefaultProtected && version.key === skill.defaultVersion) {
    return { kind: 'refused-default', candidate: next };
  }
  if (capabilities.active === 'latest' && version.key === (skill.latestVersion ?? versions[0]?.key)) {
    return { kind: 'changes-active', next };
  }
  return { kind: 'plain' };
}

/** What deleting a version would do, in a sentence for its tooltip and for the question before it is done. */
export function deletionWords(effect: DeletionEffect): string {
  switch (effect.kind) {
    case 'plain':
      return 'The other versions stay. Requests that name this version will fail.';
    case 'deletes-skill':
      return 'It is the only version: the skill goes with it, and requests that use the skill will fail.';
    case 'empties-skill':
      return 'It is the only version: the skill stays, with nothing in it.';
    case 'changes-active':
      return `It is the latest, which is what runs: from then on ${versionLabel(effect.next)} runs.`;
    case 'refused-default':
      return 'As the default it cannot be deleted. Another version has to become the default first.';
    case 'refused-last':
      return 'The only version cannot be deleted. Delete the skill instead.';
  }
}
