import * as vscode from 'vscode';
import { settingIds } from '../../contributions.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { registryKey as keyOf, registryKeyLabel } from '../../core/link/registryKey.ts';
import type { RegistryBrowser } from '../../core/registry/registryBrowser.ts';
import { readRegistryEntries, toSettingValue } from '../../core/registry/registryEntries.ts';
import type { Credentials, RegistrySettings } from '../../core/registry/settings.ts';
import { profileOf } from '../../core/registry/vendors.ts';
import type { Profile } from '../../core/skill/problem.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { DisposableStore } from '../ui/disposableStore.ts';
import type { StoredCredentials } from './credentials.ts';
import type { LocalRegistry } from './localRegistry.ts';
import type { RemoteFacts } from './remoteFacts.ts';

/** The id and the settings of the embedded registry; its address is known once it runs. */
const local: RegistrySettings = { id: 'local', label: 'Local', kind: 'local', baseURL: '' };

/** An address, and the key for it. */
export interface WayToRegistry {
  readonly settings: RegistrySettings;
  readonly credentials: Credentials;
}

/** The registries that the person set up, and what is loaded of each. Connects when first asked. */
export class Connections implements vscode.Disposable {
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<void>());
  readonly #localRegistry: LocalRegistry;
  readonly #credentials: StoredCredentials;
  readonly #log: vscode.LogOutputChannel;
  readonly #facts: RemoteFacts;
  readonly #connecting = new Map<string, Promise<Result<RegistryBrowser, Failure>>>();
  readonly #connected = new Map<string, RegistryBrowser>();
  #entries = readSetting();
  /** What was set up in this window: rows, links and reports may speak of it still. */
  readonly #gone = new Map<string, RegistrySettings>();
  /** The list of registries changed, or how one of them is reached. */
  readonly onDidChange = this.#changed.event;

  constructor(
    localRegistry: LocalRegistry,
    credentials: StoredCredentials,
    facts: RemoteFacts,
    log: vscode.LogOutputChannel,
  ) {
    this.#facts = facts;
    this.#log = log;
    this.#localRegistry = localRegistry;
    this.#credentials = credentials;
    this.#owned.add(credentials.onDidChange(id => this.#drop([id])));
    this.#owned.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire()));
    this.#owned.add(
      vscode.workspace.onDidChangeConfiguration(change => {
        if (change.affectsConfiguration(settingIds.registries)) {
          this.#onEntries(readSetting());
        }
      }),
    );
  }

  /** The embedded one first, then those that the person added, in their order. */
  all(): readonly RegistrySettings[] {
    return [local, ...this.#entries];
  }

  /** The settings of a registry; undefined where it is not set up any more. */
  settingsOf(registryId: string): RegistrySettings | undefined {
    return this.all().find(({ id }) => id === registryId);
  }

  /** The settings of the registry that the link file calls by this key; undefined where none is set up for it. */
  byKey(registryKey: string): RegistrySettings | undefined {
    return this.all().find(settings => keyOf(settings) === registryKey);
  }

  /** Whose rules a skill of this workspace has to keep besides the specification's. */
  profilesInUse(): readonly Profile[] {
    return this.all().map(({ kind }) => profileOf(kind));
  }

  /** The label of the registry that the link file calls by this key; the key where none is set up for it. */
  labelOf(registryKey: string): string {
    return this.byKey(registryKey)?.label ?? registryKey;
  }

  /** Where the links of the link file lead to, in words; says of a registry that is not set up here that it is not. */
  whereOf(registryKey: string): string {
    return this.isSetUp(registryKey)
      ? this.labelOf(registryKey)
      : `${registryKeyLabel(registryKey)} (not set up here)`;
  }

  /** Whether the registry that the link file calls by this key is among those that the person set up. */
  isSetUp(registryKey: string): boolean {
    return this.byKey(registryKey) !== undefined;
  }

  /** The id of the registry that people know by this label; undefined where none has it. */
  idOf(label: string): string | undefined {
    return this.all().find(settings => settings.label === label)?.id;
  }

  /** Adds a registry, or puts new settings in the place of those with the same id. */
  async save(entry: RegistrySettings): Promise<Result<null, Failure>> {
    const isKnown = this.#entries.some(({ id }) => id === entry.id);
    return this.#write(
      isKnown
        ? this.#entries.map(known => (known.id === entry.id ? entry : known))
        : [...this.#entries, entry],
    );
  }

  /** Forgets a registry and its key; nothing is deleted there. */
  async remove(registryId: string): Promise<Result<null, Failure>> {
    const written = await this.#write(this.#entries.filter(({ id }) => id !== registryId));
    if (written.ok) {
      await this.#credentials.removeKey(registryId);
    }
    return written;
  }

  /** What names a registry in the link file and in caches; its id where it is not set up any more. */
  keyOf(registryId: string): string {
    const settings = this.settingsOf(registryId);
    return settings ? keyOf(settings) : registryId;
  }

  /** What is loaded of a registry; callers share one connection. */
  async browser(registryId: string): Promise<Result<RegistryBrowser, Failure>> {
    const connecting = this.#connecting.get(registryId) ?? this.#connect(registryId);
    this.#connecting.set(registryId, connecting);
    const browser = await connecting;
    if (this.#connecting.get(registryId) !== connecting) {
      return browser;
    }
    if (browser.ok) {
      this.#connected.set(registryId, browser.value);
    } else {
      this.#connecting.delete(registryId);
    }
    return browser;
  }

  /**
   * How a registry is reached. The embedded one is started for it, and not before the workspace is trusted, whose files
   * make people do things.
   */
  async wayTo(registryId: string): Promise<Result<WayToRegistry, Failure>> {
    const settings = this.settingsOf(registryId);
    if (!settings) {
      const gone = this.#gone.get(registryId);
      return failed({
        kind: 'registry-gone',
        registry: gone?.label ?? registryId,
        ...(gone ? { key: keyOf(gone) } : {}),
      });
    }
    return settings.kind === 'local'
      ? this.#wayToLocal()
      : success({ settings, credentials: this.#credentials });
  }

  /** The same without connecting. */
  browserIfConnected(registryId: string): RegistryBrowser | undefined {
    return this.#connected.get(registryId);
  }

  dispose(): void {
    for (const browser of this.#connected.values()) {
      browser.reset();
    }
    this.#owned.dispose();
  }

  async #connect(registryId: string): Promise<Result<RegistryBrowser, Failure>> {
    const way = await this.wayTo(registryId);
    return way.ok ? success(await this.#open(way.value)) : way;
  }

  async #wayToLocal(): Promise<Result<WayToRegistry, Failure>> {
    if (!vscode.workspace.isTrusted) {
      return failed({ kind: 'untrusted-workspace', action: 'use-local-registry' });
    }
    const running = await this.#localRegistry.running();
    if (!running.ok) {
      return running;
    }
    const { baseURL, token } = running.value;
    return success({ settings: { ...local, baseURL }, credentials: { readKey: async () => token } });
  }

  async #open({ settings, credentials }: WayToRegistry): Promise<RegistryBrowser> {
    const [
      { connectRegistry },
      { RegistryBrowser },
      { NoticingRegistry },
      { exchangeLine, observeFetch },
      { eagerFetch },
      { lookUpHost },
    ] = await Promise.all([
      import('../../core/registry/connect.ts'),
      import('../../core/registry/registryBrowser.ts'),
      import('../../core/registry/noticingRegistry.ts'),
      import('../../core/registry/http/observeFetch.ts'),
      import('./eagerFetch.ts'),
      import('../../disk/files/lookUpHost.ts'),
    ]);
    const fetch = observeFetch(eagerFetch, settings.baseURL, exchange => {
      const line = `${settings.label}: ${exchangeLine(exchange)}`;
      return exchange.isGood ? this.#log.debug(line) : this.#log.info(line);
    });
    const registryKey = keyOf(settings);
    const registry = connectRegistry({ settings, credentials, fetch, lookup: lookUpHost });
    return new RegistryBrowser(new NoticingRegistry(registry, news => this.#facts.note(registryKey, news)));
  }

  async #write(entries: readonly RegistrySettings[]): Promise<Result<null, Failure>> {
    const { writeSetting } = await import('../ui/writeSetting.ts');
    const values = entries.map(toSettingValue);
    const written = await writeSetting(settingIds.registries, values);
    if (written.ok) {
      // The news of the change may come later; callers go on with what they just saved.
      this.#onEntries(readRegistryEntries(values));
    }
    return written;
  }

  #onEntries(entries: readonly RegistrySettings[]): void {
    const before = new Map(this.#entries.map(entry => [entry.id, JSON.stringify(entry)]));
    if (JSON.stringify(entries) === JSON.stringify(this.#entries)) {
      return;
    }
    for (const entry of this.#entries) {
      this.#gone.set(entry.id, entry);
    }
    this.#entries = entries;
    const now = new Map(entries.map(entry => [entry.id, JSON.stringify(entry)]));
    this.#drop([...before.keys()].filter(id => now.get(id) !== before.get(id)));
  }

  /** Closes connections whose settings or key are no longer the same; what is on its way is dropped. */
  #drop(registryIds: readonly string[]): void {
    for (const id of registryIds) {
      this.#connected.get(id)?.reset();
      this.#connected.delete(id);
      this.#connecting.delete(id);
    }
    this.#changed.fire();
  }
}

function readSetting(): readonly RegistrySettings[] {
  return readRegistryEntries(vscode.workspace.getConfiguration().get(settingIds.registries));
}
