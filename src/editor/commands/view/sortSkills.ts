import type { Failure } from '../../../core/failure/failure.ts';
import type { SkillOrder } from '../../../core/registry/findSkills.ts';
import { type Result, success } from '../../../core/text/result.ts';
import { showRegistries } from '../../reveal/revealVersion.ts';
import type { Services } from '../../services/services.ts';
import { showBriefly } from '../../ui/shown.ts';

/** Lists the skills that are loaded by name. */
export async function sortByName(services: Services): Promise<Result<unknown, Failure>> {
  return sort(services, 'name', 'by name');
}

/** Lists the newest skills first, as the registries do. */
export async function sortByDate(services: Services): Promise<Result<unknown, Failure>> {
  return sort(services, 'newest', 'by date, newest first');
}

/** The usual order is not worth a word beside the view's title; the other one is. */
async function sort(services: Services, order: SkillOrder, words: string): Promise<Result<unknown, Failure>> {
  await showRegistries(services);
  services.filter.update({ order });
  services.registriesView.description = order === 'newest' ? '' : words;
  showBriefly('list-ordered', `Skills are sorted ${words}`);
  return success(null);
}
