import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Services } from '../services/services.ts';
import { DisposableStore } from '../ui/disposableStore.ts';

interface Needed extends Pick<Services, 'checks' | 'states' | 'connections'> {
  readonly skills: Pick<Services['skills'], 'of' | 'onDidChange'>;
}

/**
 * How long VS Code waits for an answer, in ms. It remembers how long answers took, and after a change it lets as much
 * time pass before it asks again: one that waited for the search of a large workspace would leave the lenses behind
 * for as long as that took.
 */
const maxAnswer = 1000;

/** In ms: VS Code forgets that something changed when the focus leaves the editor before it has asked. */
const toldAgain = 2000;

/** Above the front matter: where the skill stands with each registry, how large its bundle is, and what to do next. */
export class CodeLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<void>());
  readonly #services: Needed;
  /** What was last said above each document; nothing is kept of those that are closed. */
  readonly #said = new WeakMap<vscode.TextDocument, vscode.CodeLens[]>();
  #again: NodeJS.Timeout | undefined;
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(services: Needed) {
    this.#services = services;
    const { skills, states, connections } = services;
    const tell = () => this.#tell();
    // Not told of what is typed: VS Code asks again by itself then.
    this.#owned.add(skills.onDidChange(tell));
    this.#owned.add(states.onDidOutdate(tell));
    this.#owned.add(connections.onDidChange(tell));
  }

  /** What takes longer is told of when it is there; until then what was said before stays. */
  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const finding = this.#find(document);
    const found = await Promise.race([finding, pause(maxAnswer, null, { ref: false })]);
    if (found) {
      return found;
    }
    const said = this.#said.get(document) ?? [];
    // Not where it is the same: whatever takes long each time would be asked for without an end.
    void finding.then(now => titles(now) === titles(said) || this.#tell());
    return said;
  }

  dispose(): void {
    clearTimeout(this.#again);
    this.#owned.dispose();
  }

  #tell(): void {
    this.#changed.fire();
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.#changed.fire(), toldAgain);
  }

  async #find(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const commands = await this.#commandsFor(document.uri);
    const lenses = commands.map(command => new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), command));
    this.#said.set(document, lenses);
    return lenses;
  }

  async #commandsFor(uri: vscode.Uri): Promise<readonly vscode.Command[]> {
    const skill = await this.#services.skills.of(uri);
    if (skill?.uri.path !== uri.path) {
      return [];
    }
    const { lensCommands } = await import('./lensCommands.ts');
    return lensCommands(this.#services, skill);
  }
}

function titles(lenses: readonly vscode.CodeLens[]): string {
  return lenses.map(({ command }) => command?.title).join('\n');
}
