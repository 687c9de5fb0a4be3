import type { VersionFacts } from '../../core/published/cachedVersion.ts';
import { versionSummary } from '../../core/published/rollBackChoices.ts';
import type { RemoteVersion } from '../../core/registry/contract.ts';
import { versionLabel } from '../../core/registry/versionLabel.ts';
import { mapLimited } from '../../core/work/mapLimited.ts';
import { type RemoteTarget, skillLabel } from '../services/remoteTarget.ts';
import type { Services } from '../services/services.ts';
import { jumpToTyped, moreRow } from '../ui/pickListed.ts';
import { createPick, type ShownRow } from '../ui/shown.ts';

/** A version, or null for the row that loads more of them. */
interface Row extends ShownRow {
  readonly version: RemoteVersion | null;
}

/** Versions whose files are looked at for the list, newest first; older ones are listed by date alone. */
const maxSummed = 10;

/** Downloads at once while the list is open. */
const atOnce = 2;

/**
 * Asks for the version to go back to. Each row tells the date and, as soon as the version is here, what it calls
 * itself and how it differs from what runs; fetching ends with the list.
 */
export async function pickRollBack(
  services: Services,
  { browser, registry, skill }: RemoteTarget,
  running: RemoteVersion,
): Promise<RemoteVersion | undefined> {
  const list = browser.versions(skill.id);
  const known = new Map<string, VersionFacts>();
  const pick = createPick<Row>(`Roll Back ${skillLabel(skill)}`);
  pick.placeholder = `${versionLabel(running)} runs now. Choose the version that shall run instead`;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  const jumped: RemoteVersion[] = [];
  const others = () => [...list.state.items, ...jumped].filter(({ key }) => key !== running.key);
  const draw = () => {
    const active = pick.activeItems[0]?.version?.key;
    const rows = others().map(version => toRow(version, known, running));
    pick.showRows([...rows, ...moreRow(list).map(row => ({ ...row, version: null }))]);
    if (active !== undefined) {
      pick.activeItems = pick.items.filter(({ version }) => version?.key === active);
    }
  };
  const abort = new AbortController();
  const look = async (version: RemoteVersion) => {
    const ref = { registryId: registry.id, skillId: skill.id, version: version.key };
    const facts = await services.versions.facts(ref, abort.signal);
    if (!facts.ok || abort.signal.aborted) {
      return;
    }
    known.set(version.key, facts.value);
    draw();
  };
  jumpToTyped(pick, { list, find: number => registry.getVersion(skill.id, number) }, version => {
    jumped.push(version);
    draw();
  });
  const { promise, resolve } = Promise.withResolvers<RemoteVersion | undefined>();
  pick.onDidAccept(() => {
    const version = pick.selectedItems[0]?.version;
    if (version === null) {
      void list.more().then(draw);
    } else {
      resolve(version);
    }
  });
  pick.onDidHide(() => resolve(undefined));
  draw();
  pick.show();
  const looking = mapLimited([running, ...others().slice(0, maxSummed)], atOnce, look);
  try {
    return await promise;
  } finally {
    abort.abort();
    await looking;
    pick.dispose();
  }
}

function toRow(
  version: RemoteVersion,
  known: ReadonlyMap<string, VersionFacts>,
  running: RemoteVersion,
): Row {
  const facts = known.get(version.key) ?? null;
  const detail = versionSummary(facts, known.get(running.key) ?? null, versionLabel(running));
  return {
    label: versionLabel(version),
    description: new Date(version.createdAt).toLocaleString(),
    ...(detail === '' ? {} : { detail }),
    version,
  };
}
