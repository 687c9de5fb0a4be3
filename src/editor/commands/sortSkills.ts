import { type Result, success } from '../../core/failure.ts';
import type { Services } from '../services.ts';

/** Lists the skills that are loaded by name. */
export async function sortByName(services: Services): Promise<Result<unknown>> {
  services.filter.update({ order: 'name' });
  return success(null);
}

/** Lists the newest skills first, as the registries do. */
export async function sortByDate(services: Services): Promise<Result<unknown>> {
  services.filter.update({ order: 'newest' });
  return success(null);
}
