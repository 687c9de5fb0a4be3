import * as vscode from 'vscode';
import type { SourceRange } from '../../core/evals/suite/expectation.ts';
import type { EvalCase, Suite, TriggerQuery } from '../../core/evals/suite/suite.ts';
import type { Services } from '../services/services.ts';
import { toRange } from '../workspace/convert.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';
import type { ProfileKind } from './chooseArms.ts';
import { readSkillSuites } from './skillSuites.ts';
import type { EvalNode } from './testedItems.ts';

/** The rows of the Test Explorer: a skill with its suites, their cases, and what each is held to. */
export class EvalTests {
  readonly #controller: vscode.TestController;
  readonly #services: Services;
  readonly #nodes = new WeakMap<vscode.TestItem, EvalNode>();

  constructor(controller: vscode.TestController, services: Services) {
    this.#controller = controller;
    this.#services = services;
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

  /** Reads a skill's evals again where they are shown. */
  async outdate(skill: WorkspaceSkill): Promise<void> {
    await this.#show(skill);
  }

  async run(
    kind: ProfileKind,
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken,
  ): Promise<void> {
    const { runProfile } = await import('./runProfile.ts');
    if (request.include === undefined) {
      await this.refresh();
    }
    const asked = request.include ?? [...this.#controller.items].map(([, item]) => item);
    const excluded = new Set(request.exclude ?? []);
    await runProfile(
      { services: this.#services, controller: this.#controller, nodeOf: item => this.#nodes.get(item) },
      { kind, request, asked: asked.filter(item => !excluded.has(item)), excluded },
      token,
    );
  }

  async #show(skill: WorkspaceSkill): Promise<void> {
    const id = skill.uri.toString();
    const known = this.#controller.items.get(id);
    const item = known ?? this.#controller.createTestItem(id, nameOf(skill), skill.uri);
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
    const { suites } = await readSkillSuites(skill);
    parent.children.replace(
      suites.map(suite => {
        const item = this.#item(suite.path, suite.path.replace(/^evals\//, ''), skill, suite.path, null);
        this.#nodes.set(item, { kind: 'suite', skill, suite });
        item.children.replace(
          suite.kind === 'cases'
            ? suite.cases.map(evalCase => this.#caseItem(skill, suite, evalCase))
            : suite.queries.map(query => this.#queryItem(skill, suite, query)),
        );
        return item;
      }),
    );
  }

  #caseItem(skill: WorkspaceSkill, suite: Suite, evalCase: EvalCase): vscode.TestItem {
    const { id, title, promptSource } = evalCase;
    const item = this.#item(id, title, skill, promptSource.path, promptSource);
    item.description = id === title ? '' : id;
    this.#nodes.set(item, { kind: 'case', skill, suite, evalCase });
    item.children.replace(
      evalCase.expectations.map(({ id: expectation, text, source }) => {
        const child = this.#item(expectation, text, skill, source.path, source);
        this.#nodes.set(child, { kind: 'expectation', skill, suite, evalCase });
        return child;
      }),
    );
    return item;
  }

  #queryItem(skill: WorkspaceSkill, suite: Suite, query: TriggerQuery): vscode.TestItem {
    const item = this.#item(query.id, query.query, skill, query.source.path, query.source);
    item.description = query.shouldTrigger ? 'should be loaded' : 'should not be loaded';
    this.#nodes.set(item, { kind: 'query', skill, suite, query });
    return item;
  }

  #item(
    id: string,
    label: string,
    skill: WorkspaceSkill,
    path: string,
    source: SourceRange | null,
  ): vscode.TestItem {
    const item = this.#controller.createTestItem(id, label, vscode.Uri.joinPath(skill.folder, path));
    if (source) {
      item.range = toRange(source.range);
    }
    return item;
  }
}

function nameOf({ folder }: WorkspaceSkill): string {
  return folder.path.slice(folder.path.lastIndexOf('/') + 1);
}
