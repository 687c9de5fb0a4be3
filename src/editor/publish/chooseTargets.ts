import { cancelled, type Failure } from '../../core/failure/failure.ts';
import type { PublishTarget } from '../../core/link/registryKey.ts';
import { registryKey } from '../../core/link/registryKey.ts';
import { whereWords } from '../../core/registry/registryEntries.ts';
import type { RegistrySettings } from '../../core/registry/settings.ts';
import { type Result, success } from '../../core/text/result.ts';
import type { Services } from '../services/services.ts';
import { withProgress } from '../ui/progress.ts';
import { pickRows } from '../ui/shown.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';
import { leftTargets } from './leftTargets.ts';

/** Where the ids of the registries that were published to last are kept, in the workspace's own storage. */
const lastTargetsKey = 'skillwright.lastTargets';

/** Where skills are to be published. */
export interface ChosenTargets {
  readonly targets: readonly PublishTarget[];
  /** Where nobody chose, each skill goes only where it belongs. */
  isMeant(skill: WorkspaceSkill, target: PublishTarget): boolean;
}

/** The registries that skills usually go to; for each skill its own ones, or null where all go to each. */
interface Usual {
  readonly registries: readonly RegistrySettings[];
  readonly own: ReadonlyMap<WorkspaceSkill, ReadonlySet<string>> | null;
  /** They are only where something else went: the person is asked. */
  readonly isGuess: boolean;
}

/**
 * The registries to publish to: those that the skills are linked to or were last meant for, else the only one. Asks
 * where a skill is new and there are several, with those of the last time ticked, or when `always` is set.
 */
export async function chooseTargets(
  services: Services,
  skills: readonly WorkspaceSkill[],
  always: boolean,
): Promise<Result<ChosenTargets, Failure>> {
  const all = services.connections.all();
  const usual = await defaultTargets(services, skills, all);
  const isAsked = always || usual.isGuess || usual.registries.length === 0;
  const chosen = isAsked ? await ask(all, usual.registries) : usual.registries;
  if (!chosen || chosen.length === 0) {
    return cancelled;
  }
  await services.context.workspaceState.update(
    lastTargetsKey,
    chosen.map(({ id }) => id),
  );
  const targets = await connect(services, chosen);
  if (!targets.ok) {
    return targets;
  }
  const own = isAsked ? null : usual.own;
  const isMeant = (skill: WorkspaceSkill, { key }: PublishTarget) => own?.get(skill)?.has(key) ?? true;
  return success({ targets: targets.value, isMeant });
}

async function defaultTargets(
  services: Services,
  skills: readonly WorkspaceSkill[],
  all: readonly RegistrySettings[],
): Promise<Usual> {
  const { states, context } = services;
  const own = new Map<WorkspaceSkill, ReadonlySet<string>>();
  for (const skill of skills) {
    const linked = (await states.of(skill)).map(state => state.registryKey);
    const left = leftTargets(context.workspaceState, skill);
    const meant = all.filter(({ id }) => left.includes(id)).map(registryKey);
    own.set(skill, new Set([...linked, ...meant]));
  }
  const registries = all.filter(settings => [...own.values()].some(keys => keys.has(registryKey(settings))));
  if (registries.length > 0) {
    return { registries, own, isGuess: false };
  }
  const last = context.workspaceState.get<readonly string[]>(lastTargetsKey, []);
  const known = all.filter(({ id }) => last.includes(id));
  return { registries: all.length === 1 ? all : known, own: null, isGuess: all.length > 1 };
}

async function ask(
  all: readonly RegistrySettings[],
  usual: readonly RegistrySettings[],
): Promise<readonly RegistrySettings[] | undefined> {
  const items = all.map(settings => ({
    label: settings.label,
    description: whereWords(settings),
    picked: usual.includes(settings),
    settings,
  }));
  const picked = await pickRows(items, {
    title: 'Publish To',
    placeHolder: 'Choose one or more registries',
    ignoreFocusOut: true,
  });
  return picked?.map(({ settings }) => settings);
}

async function connect(
  services: Services,
  chosen: readonly RegistrySettings[],
): Promise<Result<readonly PublishTarget[], Failure>> {
  return withProgress('Connecting', async () => {
    const targets: PublishTarget[] = [];
    for (const settings of chosen) {
      const browser = await services.connections.browser(settings.id);
      if (!browser.ok) {
        return browser;
      }
      targets.push({ registry: browser.value.registry, key: registryKey(settings) });
    }
    return success(targets);
  });
}
