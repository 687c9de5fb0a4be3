import * as vscode from 'vscode';
import { failed, type Result, success } from '../core/failure.ts';
import { registryKey as keyOf } from '../core/link/registryKey.ts';
import { profileOf } from '../core/registry/capabilities.ts';
import type { RegistryBrowser } from '../core/registry/registryBrowser.ts';
import type { RegistrySettings } from '../core/registry/settings.ts';
import type { Profile } from '../core/skill/problem.ts';
import { DisposableStore } from './disposableStore.ts';
import type { LocalRegistry } from './localRegistry.ts';

/** The id and the settings of the embedded registry; its address is known once it runs. */
const local: RegistrySettings = { id: 'local', label: 'Local', kind: 'local', baseURL: '' };

/** The registries that the person set up, and what is loaded of each. Connects when first asked. */
export class Connections implements vscode.Disposable {
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<void>());
  readonly #localRegistry: LocalRegistry;
  readonly #connecting = new Map<string, Promise<Result<RegistryBrowser>>>();
  readonly #connected = new Map<string, RegistryBrowser>();
  /** The list of registries changed. */
  readonly onDidChange = this.#changed.event;

  constructor(localRegistry: LocalRegistry) {
    this.#localRegistry = localRegistry;
  }

  all(): readonly RegistrySettings[] {
    return [local];
  }

  /** Whose rules a skill of this workspace has to keep besides the specification's. */
  profilesInUse(): readonly Profile[] {
    return this.all().map(({ kind }) => profileOf[kind]);
  }

  /** The label of the registry that the link file calls by this key; the key where none is set up for it. */
  labelOf(registryKey: string): string {
    return this.all().find(settings => keyOf(settings) === registryKey)?.label ?? registryKey;
  }

  /** What is loaded of a registry; callers share one connection. */
  async browser(registryId: string): Promise<Result<RegistryBrowser>> {
    const connecting = this.#connecting.get(registryId) ?? this.#connect(registryId);
    this.#connecting.set(registryId, connecting);
    const browser = await connecting;
    if (browser.ok) this.#connected.set(registryId, browser.value);
    else this.#connecting.delete(registryId);
    return browser;
  }

  /** The same without connecting. */
  browserIfConnected(registryId: string): RegistryBrowser | undefined {
    return this.#connected.get(registryId);
  }

  dispose(): void {
    for (const browser of this.#connected.values()) browser.reset();
    this.#owned.dispose();
  }

  async #connect(registryId: string): Promise<Result<RegistryBrowser>> {
    if (!vscode.workspace.isTrusted) {
      return failed({ kind: 'untrusted-workspace', action: 'The local registry' });
    }
    const running = await this.#localRegistry.running();
    if (!running.ok) return running;
    const { connectRegistry } = await import('../core/registry/connect.ts');
    const { RegistryBrowser } = await import('../core/registry/registryBrowser.ts');
    const { baseURL, token } = running.value;
    const registry = connectRegistry({
      settings: { ...local, id: registryId, baseURL },
      credentials: { readKey: async () => token },
      fetch: globalThis.fetch,
    });
    return success(new RegistryBrowser(registry));
  }
}
