import type { Link } from './linkFile.ts';

/** Where a workspace skill stands with one registry. */
export interface RegistryState {
  readonly registryKey: string;
  readonly link: Link;
  /** The folder's content is no longer that of the linked version. */
  readonly isChanged: boolean;
}

/** Where a skill stands with every registry that it was published to or came from; none: never published. */
export function registryStates(links: ReadonlyMap<string, Link>, digest: string): readonly RegistryState[] {
  return [...links].map(([registryKey, link]) => ({ registryKey, link, isChanged: link.digest !== digest }));
}

/** In a few words: `never published`, `v2 on Local`, `changed since v2 on Local`. */
export function stateWords(
  states: readonly RegistryState[],
  labelOf: (registryKey: string) => string,
): string {
  if (states.length === 0) {
    return 'never published';
  }
  return states
    .map(({ registryKey, link, isChanged }) => {
      const version = /^\d{1,9}$/.test(link.version) ? `v${link.version}` : 'published';
      const where = `on ${labelOf(registryKey)}`;
      if (!isChanged) {
        return `${version} ${where}`;
      }
      return version === 'published'
        ? `changed since published ${where}`
        : `changed since ${version} ${where}`;
    })
    .join(' · ');
}
