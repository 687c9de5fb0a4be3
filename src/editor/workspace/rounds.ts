import * as vscode from 'vscode';
import { DisposableStore } from '../ui/disposableStore.ts';
import type { ProjectConfigs } from './projectConfigs.ts';
import type { SkillStates } from './skillStates.ts';
import { isManifest, type WorkspaceSkills } from './workspaceSkills.ts';

/** After something was heard from the disk, in ms: what it was is looked at once more. */
const settled = 1_000;

/** Between two rounds that nothing asked for, in ms. */
const pause = 15_000;

/** Of the time, at most, is spent in rounds that nothing asked for. */
const maxShare = 1 / 100;

/** What is looked at, and the view that shows it. */
interface Looked {
  readonly skills: WorkspaceSkills;
  readonly configs: ProjectConfigs;
  readonly states: SkillStates;
  readonly workspaceView: vscode.TreeView<unknown>;
}

/**
 * Looks after the workspace's skills, what their project says of them and where they are published, again and again.
 * VS Code's watchers tell what changes in time and nearly always: of a folder that is deleted and made again at once, as
 * by a branch switch, they may tell that it changed and no more, or a part of what is in it. So what is shown is looked
 * at when a person turns to it, after what was heard has come to rest, and now and then while the window has the focus.
 */
export class Rounds implements vscode.Disposable {
  readonly #owned = new DisposableStore();
  readonly #skills: WorkspaceSkills;
  readonly #configs: ProjectConfigs;
  readonly #states: SkillStates;
  #next: NodeJS.Timeout | undefined;
  #settling: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #isAskedAgain = false;

  constructor({ skills, configs, states, workspaceView: view }: Looked) {
    this.#skills = skills;
    this.#configs = configs;
    this.#states = states;
    this.#owned.add(skills.onDidStir(() => this.#settle()));
    this.#owned.add(view.onDidChangeVisibility(({ visible }) => visible && void this.go()));
    this.#owned.add(vscode.window.onDidChangeWindowState(({ focused }) => focused && void this.go()));
    this.#owned.add(vscode.workspace.onDidSaveTextDocument(() => void this.go()));
    this.#owned.add(
      vscode.window.onDidChangeActiveTextEditor(
        editor => editor && isManifest(editor.document.uri) && void this.go(),
      ),
    );
    this.#owned.add({ dispose: () => clearTimeout(this.#next) });
    this.#owned.add({ dispose: () => clearTimeout(this.#settling) });
    // What happened before anybody listened is not known.
    this.#settle();
    this.#goIn(pause);
  }

  /** One round now, and another one after it when one is going on already: that may have passed by. */
  async go(): Promise<void> {
    if (this.#running !== undefined) {
      this.#isAskedAgain = true;
      return this.#running;
    }
    this.#running = this.#go();
    await this.#running;
  }

  dispose(): void {
    this.#owned.dispose();
  }

  async #go(): Promise<void> {
    const start = Date.now();
    try {
      do {
        this.#isAskedAgain = false;
        await Promise.all([this.#configs.lookAgain(), this.#states.lookAgain()]);
        // What is in motion is looked at until it rests.
        if (await this.#skills.lookAgain()) {
          this.#settle();
        }
      } while (this.#isAskedAgain);
    } finally {
      // Also after a round that failed, as where the system had no more files to open, there is another one.
      this.#running = undefined;
      this.#goIn(Math.max(pause, (Date.now() - start) / maxShare));
    }
  }

  /** There is a round after the last thing that was heard, however many come. */
  #settle(): void {
    this.#settling ??= setTimeout(() => {
      this.#settling = undefined;
      void this.go();
    }, settled);
  }

  #goIn(ms: number): void {
    clearTimeout(this.#next);
    this.#next = setTimeout(() => (vscode.window.state.focused ? void this.go() : this.#goIn(pause)), ms);
  }
}
