import * as vscode from 'vscode';
import type { Services } from '../services/services.ts';
import { DisposableStore } from '../ui/disposableStore.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';
import type { LensKind } from './lensCommands.ts';

type Needed = Pick<Services, 'skills' | 'checks' | 'states' | 'connections'>;

/** A lens whose words are found when it comes into view. */
class SkillLens extends vscode.CodeLens {
  readonly kind: LensKind;
  readonly skill: WorkspaceSkill;

  constructor(kind: LensKind, skill: WorkspaceSkill) {
    super(new vscode.Range(0, 0, 0, 0));
    this.kind = kind;
    this.skill = skill;
  }
}

/** Above the front matter: where the skill stands with each registry, how large its bundle is, and what to do next. */
export class CodeLenses implements vscode.CodeLensProvider<SkillLens>, vscode.Disposable {
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<void>());
  readonly #services: Needed;
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(services: Needed) {
    this.#services = services;
    const { skills, states, connections } = services;
    const tell = () => this.#changed.fire();
    // Not told of what is typed: VS Code asks again by itself then.
    this.#owned.add(skills.onDidChange(tell));
    this.#owned.add(states.onDidOutdate(tell));
    this.#owned.add(connections.onDidChange(tell));
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<SkillLens[]> {
    const skill = await this.#services.skills.of(document.uri);
    if (skill?.uri.path !== document.uri.path) {
      return [];
    }
    const isPublished = (await this.#services.states.of(skill)).length > 0;
    const kinds: readonly LensKind[] = [
      'state',
      'size',
      'publish',
      ...(isPublished ? ['compare' as const] : []),
    ];
    return kinds.map(kind => new SkillLens(kind, skill));
  }

  async resolveCodeLens(lens: SkillLens): Promise<SkillLens> {
    const { lensCommand } = await import('./lensCommands.ts');
    lens.command = await lensCommand(this.#services, lens);
    return lens;
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
