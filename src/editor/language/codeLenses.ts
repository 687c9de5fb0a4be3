import * as vscode from 'vscode';
import { commandIds } from '../../contributions.ts';
import { stateWords } from '../../core/link/skillState.ts';
import { bytesWords, countWords, sentenceStart } from '../../core/text/words.ts';
import type { Connections } from '../registries/connections.ts';
import { DisposableStore } from '../ui/disposableStore.ts';
import type { SkillChecks } from '../workspace/skillChecks.ts';
import type { SkillStates } from '../workspace/skillStates.ts';
import type { WorkspaceSkill, WorkspaceSkills } from '../workspace/workspaceSkills.ts';

type Kind = 'state' | 'size' | 'publish' | 'compare';

/** A lens whose words are found when it comes into view. */
class SkillLens extends vscode.CodeLens {
  readonly kind: Kind;
  readonly skill: WorkspaceSkill;

  constructor(kind: Kind, skill: WorkspaceSkill) {
    super(new vscode.Range(0, 0, 0, 0));
    this.kind = kind;
    this.skill = skill;
  }
}

/** Above the front matter: where the skill stands with each registry, how large its bundle is, and what to do next. */
export class CodeLenses implements vscode.CodeLensProvider<SkillLens>, vscode.Disposable {
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<void>());
  readonly #skills: WorkspaceSkills;
  readonly #checks: SkillChecks;
  readonly #states: SkillStates;
  readonly #connections: Connections;
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(skills: WorkspaceSkills, checks: SkillChecks, states: SkillStates, connections: Connections) {
    this.#skills = skills;
    this.#checks = checks;
    this.#states = states;
    this.#connections = connections;
    const tell = () => this.#changed.fire();
    // Not told of what is typed: VS Code asks again by itself then.
    this.#owned.add(skills.onDidChange(tell));
    this.#owned.add(states.onDidOutdate(tell));
    this.#owned.add(connections.onDidChange(tell));
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<SkillLens[]> {
    const skill = await this.#skills.of(document.uri);
    if (skill?.uri.path !== document.uri.path) {
      return [];
    }
    const isPublished = (await this.#states.of(skill)).length > 0;
    const kinds: readonly Kind[] = ['state', 'size', 'publish', ...(isPublished ? ['compare' as const] : [])];
    return kinds.map(kind => new SkillLens(kind, skill));
  }

  async resolveCodeLens(lens: SkillLens): Promise<SkillLens> {
    lens.command = await this.#commandOf(lens);
    return lens;
  }

  dispose(): void {
    this.#owned.dispose();
  }

  async #commandOf({ kind, skill }: SkillLens): Promise<vscode.Command> {
    switch (kind) {
      case 'state': {
        const states = await this.#states.of(skill);
        const [failure] = await this.#states.troubles(skill.workspaceFolder);
        return states.length === 0 && failure
          ? words('link file damaged')
          : words(stateWords(states, key => this.#connections.whereOf(key)));
      }
      case 'size':
        return words(await this.#sizeOf(skill));
      case 'publish':
        return { title: 'Publish…', command: commandIds.publishSkill, arguments: [skill.uri] };
      case 'compare':
        return { title: 'Compare', command: commandIds.compareSkill, arguments: [skill.uri] };
    }
  }

  /** `3 files · 12 KB · ≈ 1,240 tokens`: of the bundle, and of SKILL.md as it is in the editor. */
  async #sizeOf(skill: WorkspaceSkill): Promise<string> {
    const check = await this.#checks.check(skill);
    const files = check.ok ? check.value.context.files : null;
    if (!check.ok || !files) {
      return 'cannot be read';
    }
    const { estimateTokens } = await import('../../core/skill/document/tokens.ts');
    const { text, seenEnd } = check.value.document;
    const tokens = estimateTokens(text.slice(0, seenEnd));
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    return [countWords(files.length, 'file'), bytesWords(bytes), `≈ ${countWords(tokens, 'token')}`].join(
      ' · ',
    );
  }
}

/** Words that are not a button. */
function words(title: string): vscode.Command {
  return { title: sentenceStart(title), command: '' };
}
