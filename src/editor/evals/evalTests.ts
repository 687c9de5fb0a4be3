import * as vscode from 'vscode';
import type { SourceRange } from '../../core/evals/suite/expectation.ts';
import type { EvalCase, Suite, TriggerQuery } from '../../core/evals/suite/suite.ts';
import type { SuiteProblem } from '../../core/evals/suite/suiteProblem.ts';
import { inertText } from '../../core/text/plainText.ts';
import type { Services, WantedTrial } from '../services/services.ts';
import { toRange } from '../workspace/convert.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';
import type { ProfileKind } from './run/chooseArms.ts';
import type { AskedRun } from './run/runProfile.ts';
import { readSkillSuites } from './skillSuites.ts';
import type { EvalNode } from './testedItems.ts';

const profiles: readonly { readonly kind: ProfileKind; readonly label: string }[] = [
  { kind: 'working-copy', label: 'Working Copy' },
  { kind: 'default', label: 'Default Version' },
  { kind: 'compare-default', label: 'Compare with Default' },
  { kind: 'compare', label: 'Compare…' },
  { kind: 'trigger', label: 'Trigger' },
];

/** The rows of the Test Explorer: a skill with its suites, their cases, and what each is held to. */
export class EvalTests implements vscode.Disposable {
  readonly #controller: vscode.TestController;
  readonly #services: Services;
  readonly #nodes = new WeakMap<vscode.TestItem, EvalNode>();
  readonly #written: ReadonlySet<string>;
  readonly #heard: readonly vscode.Disposable[];

  /** `written`: the paths of files of evals that the person wrote in this window. */
  constructor(controller: vscode.TestController, services: Services, written: ReadonlySet<string>) {
    this.#controller = controller;
    this.#services = services;
    this.#written = written;
    for (const [index, { kind, label }] of profiles.entries()) {
      // By the tag a row offers only what it can be run with.
      const tag = new vscode.TestTag(kind === 'trigger' ? 'triggers' : 'cases');
      const run = (request: vscode.TestRunRequest) => this.run(kind, request);
      controller.createRunProfile(label, vscode.TestRunProfileKind.Run, run, index === 0, tag);
    }
    this.#heard = [
      services.skills.onDidTouch(skill => void this.#show(skill)),
      services.skills.onDidChange(() => void this.refresh()),
    ];
  }

  dispose(): void {
    for (const each of this.#heard) {
      each.dispose();
    }
  }

  /** Fills a row, or the top. */
  async resolve(item: vscode.TestItem | undefined): Promise<void> {
    const node = item && this.#nodes.get(item);
    if (node?.kind === 'skill') {
      await this.#fill(item as vscode.TestItem, node.skill);
    } else if (!item) {
      await this.refresh();
    }
  }

  /** Looks for skills with evals again. */
  async refresh(): Promise<void> {
    const pattern = '**/evals/**/*.{json,md,yaml,yml}';
    const found = await vscode.workspace.findFiles(pattern, '**/{node_modules,.git}/**');
    const skills = new Map<string, WorkspaceSkill>();
    for (const uri of found) {
      const skill = await this.#services.skills.of(uri);
      if (skill && uri.path.startsWith(`${skill.folder.path}/evals/`)) {
        skills.set(skill.uri.toString(), skill);
      }
    }
    for (const [id] of this.#controller.items) {
      if (!skills.has(id)) {
        this.#controller.items.delete(id);
      }
    }
    await Promise.all([...skills.values()].map(skill => this.#show(skill)));
  }

  /** Shows the evals of the skill that a file belongs to, so that its cases have their icons. */
  async resolveAt(uri: vscode.Uri): Promise<void> {
    const skill = await this.#services.skills.of(uri);
    if (skill) {
      await this.#show(skill);
    }
  }

  /** Runs the rows of a request under a profile, or all there are. */
  async run(kind: ProfileKind, request: vscode.TestRunRequest): Promise<void> {
    if (request.include === undefined) {
      await this.refresh();
    }
    const asked = request.include ?? [...this.#controller.items].map(([, item]) => item);
    const excluded = new Set(request.exclude ?? []);
    await this.#carryOut({ kind, request, asked: asked.filter(item => !excluded.has(item)), excluded });
  }

  /** Runs a skill's cases on two of its versions, in front of the person. */
  async tryVersions(trial: WantedTrial): Promise<void> {
    await this.#show(trial.skill);
    const item = this.#controller.items.get(trial.skill.uri.toString());
    if (item) {
      await vscode.commands.executeCommand('workbench.view.testing.focus');
      const request = new vscode.TestRunRequest([item]);
      await this.#carryOut({ kind: trial, request, asked: [item], excluded: new Set() });
    }
  }

  async #carryOut(run: AskedRun): Promise<void> {
    const { runProfile } = await import('./run/runProfile.ts');
    const rows = {
      services: this.#services,
      controller: this.#controller,
      nodeOf: (item: vscode.TestItem) => this.#nodes.get(item),
      isEdited: ({ folder }: WorkspaceSkill) =>
        [...this.#written].some(path => path.startsWith(`${folder.path}/evals/`)),
    };
    await runProfile(rows, run);
  }

  async #show(skill: WorkspaceSkill): Promise<void> {
    const id = skill.uri.toString();
    const known = this.#controller.items.get(id);
    const item = known ?? this.#controller.createTestItem(id, inertText(nameOf(skill)), skill.uri);
    item.description = skill.path;
    item.canResolveChildren = true;
    this.#nodes.set(item, { kind: 'skill', skill });
    await this.#fill(item, skill);
    if (item.children.size === 0) {
      this.#controller.items.delete(id);
    } else if (!known) {
      this.#controller.items.add(item);
    }
  }

  async #fill(parent: vscode.TestItem, skill: WorkspaceSkill): Promise<void> {
    const { suites, problems } = await readSkillSuites(skill);
    parent.tags = [...new Set(suites.map(({ kind }) => kind))].map(kind => new vscode.TestTag(kind));
    const filled = suites.filter(suite => (suite.kind === 'cases' ? suite.cases : suite.queries).length > 0);
    const broken = brokenFiles(filled, problems).map(({ source, message }) => {
      const { path } = source;
      const name = path.replace(/^evals\//, '');
      const item = this.#controller.createTestItem(
        path,
        inertText(name),
        vscode.Uri.joinPath(skill.folder, path),
      );
      item.range = toRange(source.range);
      item.error = message;
      return item;
    });
    parent.children.replace([
      ...broken,
      ...filled.map(suite => {
        const name = suite.path.replace(/^evals\//, '');
        const item = this.#item(suite.path, name, { skill, suite, path: suite.path, source: null });
        this.#nodes.set(item, { kind: 'suite', skill, suite });
        item.children.replace(
          suite.kind === 'cases'
            ? suite.cases.map(evalCase => this.#caseItem(skill, suite, evalCase))
            : suite.queries.map(query => this.#queryItem(skill, suite, query)),
        );
        return item;
      }),
    ]);
  }

  #caseItem(skill: WorkspaceSkill, suite: Suite, evalCase: EvalCase): vscode.TestItem {
    const { id, title, promptSource } = evalCase;
    const item = this.#item(id, title, { skill, suite, path: promptSource.path, source: promptSource });
    item.description = id === title ? '' : id;
    this.#nodes.set(item, { kind: 'case', skill, suite, evalCase });
    item.children.replace(
      evalCase.expectations.map(({ id: expectation, text, source }) => {
        const child = this.#item(expectation, text, { skill, suite, path: source.path, source });
        this.#nodes.set(child, { kind: 'expectation', skill, suite, evalCase });
        return child;
      }),
    );
    return item;
  }

  #queryItem(skill: WorkspaceSkill, suite: Suite, query: TriggerQuery): vscode.TestItem {
    const { source } = query;
    const item = this.#item(query.id, query.query, { skill, suite, path: source.path, source });
    item.description = query.shouldTrigger ? 'should be loaded' : 'should not be loaded';
    this.#nodes.set(item, { kind: 'query', skill, suite, query });
    return item;
  }

  #item(id: string, label: string, { skill, suite, path, source }: RowPlace): vscode.TestItem {
    const item = this.#controller.createTestItem(
      id,
      inertText(label),
      vscode.Uri.joinPath(skill.folder, path),
    );
    item.tags = [new vscode.TestTag(suite.kind)];
    if (source) {
      item.range = toRange(source.range);
    }
    return item;
  }
}

/** What is wrong first with each file of which nothing can be run, so that it does not look as if it were not there. */
function brokenFiles(suites: readonly Suite[], problems: readonly SuiteProblem[]): readonly SuiteProblem[] {
  const read = new Set(suites.map(({ path }) => path));
  const found = problems.filter(
    ({ code, severity, source }) =>
      (code === 'eval-link' || (severity !== 'information' && /\.json$/.test(source.path))) &&
      !read.has(source.path),
  );
  return [...Map.groupBy(found, ({ source }) => source.path).values()].flatMap(([first]) => first ?? []);
}

/** What a row belongs to, and where in the skill it stands. */
interface RowPlace {
  readonly skill: WorkspaceSkill;
  readonly suite: Suite;
  readonly path: string;
  readonly source: SourceRange | null;
}

function nameOf({ folder }: WorkspaceSkill): string {
  return folder.path.slice(folder.path.lastIndexOf('/') + 1);
}
