import { cancelled, type Failure } from '../../core/failure/failure.ts';
import type { PublishTarget } from '../../core/link/registryKey.ts';
import { registryKey, registryKeyLabel } from '../../core/link/registryKey.ts';
import { whereWords } from '../../core/registry/registryEntries.ts';
import type { RegistrySettings } from '../../core/registry/settings.ts';
import { type Result, success } from '../../core/text/result.ts';
import { countWords } from '../../core/text/words.ts';
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

/** For each skill the registries that it is linked to or was last meant for, by their keys; none for a new one. */
type Own = ReadonlyMap<WorkspaceSkill, ReadonlySet<string>>;

/**
 * The registries to publish to: those that the skills are linked to or were last meant for, else the only one. Asks
 * where to new ones go where there are several, with those of the last time ticked; about all, when `always` is set.
 * Skills that are linked to nothing but registries that are not set up here are always asked about, and say so. Beside
 * skills that know where they go, to tick nothing leaves the others out.
 */
export async function chooseTargets(
  services: Services,
  skills: readonly WorkspaceSkill[],
  always: boolean,
): Promise<Result<ChosenTargets, Failure>> {
  const all = services.connections.all();
  const own = await ownTargets(services, skills, all);
  const keys = all.map(registryKey);
  const linked = all.filter(settings => [...own.values()].some(some => some.has(registryKey(settings))));
  const fresh = always ? skills : skills.filter(skill => !keys.some(key => own.get(skill)?.has(key)));
  const isAsked = fresh.length > 0;
  const forFresh = isAsked ? await askForNew(services, { all, linked, fresh, skills, own, always }) : [];
  const canBeNone = !always && fresh.length < skills.length;
  if (!forFresh || (forFresh.length === 0 && !canBeNone)) {
    return cancelled;
  }
  const chosen = all.filter(
    settings => forFresh.includes(settings) || (!always && linked.includes(settings)),
  );
  await services.context.workspaceState.update(
    lastTargetsKey,
    (isAsked ? forFresh : chosen).map(({ id }) => id),
  );
  const targets = await connect(services, chosen);
  if (!targets.ok) {
    return targets;
  }
  const freshKeys = new Set(forFresh.map(registryKey));
  const isMeant = (skill: WorkspaceSkill, { key }: PublishTarget) =>
    fresh.includes(skill) ? freshKeys.has(key) : (own.get(skill)?.has(key) ?? false);
  return success({ targets: targets.value, isMeant });
}

async function ownTargets(
  { states, context }: Services,
  skills: readonly WorkspaceSkill[],
  all: readonly RegistrySettings[],
): Promise<Own> {
  const own = new Map<WorkspaceSkill, ReadonlySet<string>>();
  for (const skill of skills) {
    const linked = (await states.of(skill)).map(state => state.registryKey);
    const left = leftTargets(context.workspaceState, skill);
    const meant = all.filter(({ id }) => left.includes(id)).map(registryKey);
    own.set(skill, new Set([...linked, ...meant]));
  }
  return own;
}

interface Asked {
  readonly all: readonly RegistrySettings[];
  /** Where some of the skills are already. */
  readonly linked: readonly RegistrySettings[];
  /** Skills that go nowhere yet that is set up here. */
  readonly fresh: readonly WorkspaceSkill[];
  readonly skills: readonly WorkspaceSkill[];
  readonly own: Own;
  readonly always: boolean;
}

/** The only registry, or those that the person picks. */
async function askForNew(
  { context }: Services,
  { all, linked, fresh, skills, own, always }: Asked,
): Promise<readonly RegistrySettings[] | undefined> {
  const elsewhere = always ? [] : fresh.flatMap(skill => [...(own.get(skill) ?? [])]);
  if (all.length === 1 && !always && elsewhere.length === 0) {
    return all;
  }
  const last = context.workspaceState.get<readonly string[]>(lastTargetsKey, []);
  const usual = always && linked.length > 0 ? linked : all.filter(({ id }) => last.includes(id));
  const kind = elsewhere.length === 0 ? 'New Skill' : 'Other Skill';
  const items = all.map(settings => ({
    label: settings.label,
    description: whereWords(settings),
    // Where the skill is already is one thing, where else it is to go another.
    picked: elsewhere.length === 0 && usual.includes(settings),
    settings,
  }));
  const picked = await pickRows(items, {
    title: fresh.length < skills.length ? `Publish ${countWords(fresh.length, kind)} To` : 'Publish To',
    placeHolder: elsewhere.length === 0 ? 'Choose one or more registries' : elsewhereWords(elsewhere, fresh),
    ignoreFocusOut: true,
  });
  return picked?.map(({ settings }) => settings);
}

/** That skills are published where nothing can be sent to from here. */
function elsewhereWords(keys: readonly string[], { length }: readonly WorkspaceSkill[]): string {
  const labels = [...new Set(keys.map(registryKeyLabel))].sort();
  const named = labels.length > 2 ? `${labels[0]} and ${labels.length - 1} others` : labels.join(' and ');
  const where = labels.length === 1 ? `${named}, which is` : `${named}, which are`;
  return `Published on ${where} not set up here. Choose where else ${length === 1 ? 'it goes' : 'they go'}`;
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
