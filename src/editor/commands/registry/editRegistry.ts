import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import type { Result } from '../../../core/text/result.ts';
import { askKey } from '../../registries/askKey.ts';
import { editEntry } from '../../registries/editEntry.ts';
import { addedTarget } from '../../services/addedTarget.ts';
import type { Services } from '../../services/services.ts';

/** Changes a registry's label, address or ids. A key goes to the origin it was entered for: another one needs it again. */
export async function editRegistry(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const title = 'Edit Registry';
  const settings = await addedTarget(services, target, title);
  const entry = settings && (await editEntry(settings, title, 'Save'));
  if (!settings || !entry) {
    return cancelled;
  }
  const origin = new URL(entry.baseURL).origin;
  let key: string | undefined;
  if (!URL.canParse(settings.baseURL) || origin !== new URL(settings.baseURL).origin) {
    key = await askKey(entry, title);
    if (key === undefined) {
      return cancelled;
    }
  }
  const saved = await services.connections.save(entry);
  if (saved.ok && key !== undefined) {
    await services.credentials.storeKey(entry.id, origin, key);
  }
  return saved;
}
