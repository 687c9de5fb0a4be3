import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { parseRegistryKey } from '../../../core/link/registryKey.ts';
import { enteredAddress } from '../../../core/registry/http/address.ts';
import { defaultLabel, newRegistryId } from '../../../core/registry/registryEntries.ts';
import type { RegistrySettings } from '../../../core/registry/settings.ts';
import { type Vendor, vendors } from '../../../core/registry/vendors.ts';
import { hostOf } from '../../../core/text/hostOf.ts';
import { type Result, success } from '../../../core/text/result.ts';
import { askKey } from '../../registries/askKey.ts';
import { askAddress, editEntry } from '../../registries/editEntry.ts';
import type { Services } from '../../services/services.ts';
import { pickOne } from '../../ui/quickPick.ts';

const title = 'Add Registry';

/** Adds a registry: its kind or address, its settings, and a key that was tried. */
export async function addRegistry(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const basis = named(target) ?? (await askBasis());
  if (!basis) {
    return cancelled;
  }
  const { kind, baseURL, ...scope } = basis;
  const known = services.connections.all();
  const usual = defaultLabel(kind, baseURL);
  const count = known.filter(({ label }) => label === usual || label.startsWith(`${usual} (`)).length;
  const label = count === 0 ? usual : `${usual} (${count + 1})`;
  const entry = await editEntry(
    { id: newRegistryId(kind, known), label, kind, baseURL, ...scope },
    title,
    'Enter the key…',
  );
  if (!entry) {
    return cancelled;
  }
  const key = await askKey(entry, title);
  if (key === undefined) {
    return cancelled;
  }
  await services.credentials.storeKey(entry.id, new URL(entry.baseURL).origin, key);
  const saved = await services.connections.save(entry);
  if (!saved.ok) {
    await services.credentials.removeKey(entry.id);
    return saved;
  }
  await services.registriesTree.revealRegistry(services.registriesView, entry.id);
  return success(null);
}

type Basis = Pick<RegistrySettings, 'baseURL' | 'organization' | 'project' | 'workspace'> & {
  readonly kind: Vendor;
};

/** The registry that a row names by its key in the link file; its address is shown before any key goes there. */
function named(target: unknown): Basis | undefined {
  const { registryKey } = (target ?? {}) as { readonly registryKey?: unknown };
  const identity = typeof registryKey === 'string' ? parseRegistryKey(registryKey) : null;
  if (identity === null || identity.kind === 'local') {
    return undefined;
  }
  const { kind, baseURL = vendors[kind].baseURL, ...scope } = identity;
  return { kind, baseURL, ...scope };
}

async function askBasis(): Promise<Basis | undefined> {
  const choice = await pickOne<{ readonly kind: Vendor; readonly isHosted: boolean }>(
    title,
    'Which registry',
    [
      ...(['openai', 'anthropic'] as const).map(kind => ({
        icon: 'cloud',
        label: `${vendors[kind].name}`,
        detail: hostOf(vendors[kind].baseURL),
        value: { kind, isHosted: true },
      })),
      {
        icon: 'server',
        label: 'A server that speaks OpenAI’s protocol',
        detail:
          'Azure, a gateway or a server of your team behind https; or an SSH tunnel to “skillwright registry”',
        value: { kind: 'openai', isHosted: false },
      },
      {
        icon: 'server',
        label: 'A server that speaks Anthropic’s protocol',
        detail: 'A gateway or a server of your team behind https; or an SSH tunnel to “skillwright registry”',
        value: { kind: 'anthropic', isHosted: false },
      },
    ],
    { staysOpen: true },
  );
  if (!choice) {
    return undefined;
  }
  const { kind, isHosted } = choice;
  const baseURL = isHosted ? vendors[kind].baseURL : await askAddress(title, 'https://');
  return baseURL === undefined ? undefined : { kind, baseURL: enteredAddress(baseURL) };
}
