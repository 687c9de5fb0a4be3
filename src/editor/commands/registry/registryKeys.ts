import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { type Result, success } from '../../../core/text/result.ts';
import { askKey } from '../../registries/askKey.ts';
import { addedTarget } from '../../services/addedTarget.ts';
import type { Services } from '../../services/services.ts';
import { confirm } from '../../ui/quickPick.ts';
import { showBriefly } from '../../ui/shown.ts';

/** Asks for a registry's key and puts it in the place of the one before. */
export async function updateKey(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const title = 'Update Key';
  const settings = await addedTarget(services, target, title);
  const key = settings && (await askKey(settings, title));
  if (!settings || key === undefined) {
    return cancelled;
  }
  await services.credentials.storeKey(settings.id, new URL(settings.baseURL).origin, key);
  return success(null);
}

/** Removes a registry's key; the registry stays. */
export async function removeKey(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const settings = await addedTarget(services, target, 'Remove Key');
  if (!settings) {
    return cancelled;
  }
  await services.credentials.removeKey(settings.id);
  showBriefly('key', `The key of ${settings.label} is removed`);
  return success(null);
}

/** Forgets a registry and its key. */
export async function removeRegistry(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const settings = await addedTarget(services, target, 'Remove Registry');
  if (!settings) {
    return cancelled;
  }
  const details = [
    'Its address and its key are forgotten.',
    'What is published there stays, and so do the links to it.',
  ];
  if (!(await confirm(`Remove “${settings.label}” from Skillwright?`, details, 'Remove Registry'))) {
    return cancelled;
  }
  return services.connections.remove(settings.id);
}
