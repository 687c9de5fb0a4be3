import { filterList } from '../../core/registry/findSkills.ts';
import type { RegistryBrowser } from '../../core/registry/registryBrowser.ts';
import { countWords } from '../../core/text/words.ts';
import type { Connections } from '../registries/connections.ts';
import type { SkillFilter } from './skillFilter.ts';

/** What stands above the rows of the Registries view while they are filtered: how many of what; '' where all are shown. */
export function filterMessage(connections: Connections, filter: SkillFilter): string {
  const { text, isSearching } = filter.state;
  if (text === '') {
    return '';
  }
  const browsers = connections.all().map(({ id }) => connections.browserIfConnected(id));
  const lists = browsers.flatMap(browser => (browser ? skillLists(browser).map(({ state }) => state) : []));
  const loaded = lists.reduce((sum, { items }) => sum + items.length, 0);
  const found = lists.reduce((sum, list) => sum + filterList(list, filter.state).items.length, 0);
  const isWhole = browsers.every(Boolean) && lists.every(({ hasMore, failure }) => !hasMore && !failure);
  const rest = isSearching ? 'Searching the rest…' : isWhole ? '' : 'The rest was not searched.';
  const words = `Filtered by “${text}”: ${found.toLocaleString('en')} of ${countWords(loaded, 'skill')}. ${rest}`;
  return words.trim();
}

/** Every list of skills that a registry has. */
export function skillLists({ registry, skills, vendorSkills }: RegistryBrowser) {
  return registry.capabilities.hasVendorSkills ? [skills, vendorSkills] : [skills];
}
