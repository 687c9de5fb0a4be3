import type { RegistryState } from '../../core/link/skillState.ts';
import { mapLimited } from '../../core/work/mapLimited.ts';
import type { Services } from '../services/services.ts';

/** A link to a skill in a registry, both as the link file has them. */
type Asked = Pick<RegistryState, 'registryKey' | 'link'>;

/** Skills that are asked about at once. */
const maxRequests = 4;

/**
 * Asks the registries what became of the skills that the workspace is linked to: the answers reach every row by what
 * was heard. Resolves to the labels of the registries that could not be asked.
 */
export async function askLinked(
  services: Services,
  isAsked: (registryId: string) => boolean = () => true,
): Promise<readonly string[]> {
  const skills = await services.skills.all();
  const states = (await Promise.all(skills.map(skill => services.states.of(skill)))).flat();
  const linked = new Map(states.map(state => [keyOf(state), state]));
  const silent = new Set<string>();
  await mapLimited([...linked.values()], maxRequests, async state => {
    const label = await ask(services, state, isAsked, silent);
    if (label !== null) {
      silent.add(label);
    }
  });
  // Their versions were forgotten with that, and what runs may be another.
  for (const key of new Set(states.map(({ registryKey }) => registryKey))) {
    const settings = services.connections.byKey(key);
    if (settings && isAsked(settings.id)) {
      services.registriesTree.redrawRegistry(settings.id);
    }
  }
  return [...silent];
}

function keyOf({ registryKey, link }: Asked): string {
  return [registryKey, link.skillId, link.version].join('\n');
}

/** The label of the registry if it could not be asked; a registry that is known to be silent is asked no more. */
async function ask(
  services: Services,
  state: Asked,
  isAsked: (registryId: string) => boolean,
  silent: ReadonlySet<string>,
): Promise<string | null> {
  const settings = services.connections.byKey(state.registryKey);
  if (!settings || !isAsked(settings.id) || silent.has(settings.label)) {
    return null;
  }
  return (await askAbout(services, state)) ? null : settings.label;
}

/** Asks a registry what became of one linked skill; false where it could not be asked. */
export async function askAbout({ connections }: Services, { registryKey, link }: Asked): Promise<boolean> {
  const settings = connections.byKey(registryKey);
  const browser = settings && (await connections.browser(settings.id));
  if (!browser?.ok) {
    return false;
  }
  const skill = await browser.value.refreshSkill(link.skillId, { mayShare: true });
  if (!skill.ok) {
    return skill.failure.kind === 'not-found';
  }
  if (skill.value.latestVersion === link.version || skill.value.defaultVersion === link.version) {
    return true;
  }
  const version = await browser.value.registry.getVersion(link.skillId, link.version);
  return version.ok || version.failure.kind === 'not-found';
}
