import type { RegistrySettings } from '../../core/registry/settings.ts';
import { pickOne } from '../quickPick.ts';
import type { Services } from '../services.ts';

/** The added registry that a command was called on, by its row or a row below it, or the one that the person picks. */
export async function addedTarget(
  services: Services,
  target: unknown,
  title: string,
  fits: (settings: RegistrySettings) => boolean = () => true,
): Promise<RegistrySettings | undefined> {
  const added = services.connections.all().filter(settings => settings.kind !== 'local' && fits(settings));
  const { registryId } = (target ?? {}) as { readonly registryId?: unknown };
  const meant = added.find(({ id }) => id === registryId);
  if (meant) return meant;
  return pickOne(
    title,
    added.length === 0 ? 'No registry of this kind was added yet' : 'Choose a registry',
    added.map(settings => ({ label: settings.label, description: settings.baseURL, value: settings })),
  );
}
