import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import type { Republication } from '../../../core/publish/republish.ts';
import type { DeletedVersion, OpenVersion } from '../../../core/published/versionStore.ts';
import type { Registry } from '../../../core/registry/contract.ts';
import { versionLabel } from '../../../core/registry/versionLabel.ts';
import { plainText } from '../../../core/text/plainText.ts';
import { failed, type Result, success } from '../../../core/text/result.ts';
import { relink } from '../../links/relink.ts';
import { publishAgain } from '../../publish/publishAgain.ts';
import { revealVersion } from '../../reveal/revealVersion.ts';
import type { Services } from '../../services/services.ts';
import { type Choice, pickOne } from '../../ui/quickPick.ts';
import { notify } from '../../ui/shown.ts';

/** Publishes again what was deleted with Skillwright: the copy with the id it is called with, or one that is picked. */
export async function restoreDeleted(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const deleted = await services.versions.deleted();
  const copies = await deleted.list();
  const copy = copies.find(({ id }) => id === target) ?? (await pickCopy(services, copies));
  if (!copy) {
    return cancelled;
  }
  const { registryKey } = copy.facts;
  const { connections } = services;
  const settings = connections.byKey(registryKey);
  if (!settings) {
    return failed({ kind: 'registry-gone', registry: connections.labelOf(registryKey), key: registryKey });
  }
  const browser = await connections.browser(settings.id);
  if (!browser.ok) {
    return browser;
  }
  const version = await deleted.open(copy.id);
  if (!version.ok) {
    return version;
  }
  const { registry } = browser.value;
  const as = await placeFor(registry, version.value);
  if (!as.ok) {
    return as;
  }
  const name = nameOf(copy);
  const done = await publishAgain(services, `Restore ${name} on ${registry.label}`, name, {
    registry,
    version: version.value,
    as: as.value,
  });
  if (!done.ok) {
    return done;
  }
  const stored = done.value;
  await deleted.forget(copy.id);
  const { facts } = version.value;
  const linked = await relink(services, registry.id, facts, stored, facts.digest);
  await browser.value.refreshSkill(stored.skillId);
  services.registriesTree.redrawRegistry(registry.id);
  const show = 'Show in Registries';
  const text = `Restored “${name}” on ${registry.label} as ${versionLabel(stored.version)}.`;
  const note = as.value.kind === 'new-skill' ? ' Its id is a new one.' : '';
  const answer = await notify(`${text}${note}`, show);
  if (answer === show) {
    await revealVersion(services, registry.id, stored.skillId, stored.version.key);
  }
  return linked;
}

/** A skill that is still there gets a version more; one that is gone is made anew. */
async function placeFor(
  registry: Registry,
  { facts }: OpenVersion,
): Promise<Result<Republication['as'], Failure>> {
  const { skillId, label } = facts;
  const skill = await registry.getSkill(skillId);
  if (skill.ok) {
    return success({ kind: 'new-version', skillId, makeDefault: false });
  }
  return skill.failure.kind === 'not-found' ? success({ kind: 'new-skill', label }) : skill;
}

async function pickCopy(
  services: Services,
  copies: readonly DeletedVersion[],
): Promise<DeletedVersion | undefined> {
  if (copies.length === 0) {
    void notify('There is no copy of a deleted skill in this machine’s cache.');
    return undefined;
  }
  const choices = copies.map((copy): Choice<DeletedVersion> => {
    const { registryKey, deletedAt } = copy.facts;
    const when = deletedAt === null ? '' : `, deleted ${new Date(deletedAt).toLocaleString()}`;
    return {
      label: nameOf(copy),
      description: `${services.connections.labelOf(registryKey)}${when}`,
      ...(copy.facts.description === null ? {} : { detail: plainText(copy.facts.description) }),
      value: copy,
    };
  });
  return pickOne('Restore Deleted Skill', 'What was deleted last comes first', choices);
}

function nameOf({ facts }: DeletedVersion): string {
  return plainText(facts.label ?? facts.name ?? facts.skillId);
}
