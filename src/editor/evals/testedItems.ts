import type * as vscode from 'vscode';
import type { EvalCase, Suite, TriggerQuery } from '../../core/evals/suite/suite.ts';
import { casesDigest } from '../../core/evals/suite/suiteDigest.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';

/** What a row of the Test Explorer stands for. */
export type EvalNode =
  | { readonly kind: 'skill'; readonly skill: WorkspaceSkill }
  | { readonly kind: 'suite'; readonly skill: WorkspaceSkill; readonly suite: Suite }
  | {
      readonly kind: 'case';
      readonly skill: WorkspaceSkill;
      readonly suite: Suite;
      readonly evalCase: EvalCase;
    }
  | {
      readonly kind: 'query';
      readonly skill: WorkspaceSkill;
      readonly suite: Suite;
      readonly query: TriggerQuery;
    }
  | {
      readonly kind: 'expectation';
      readonly skill: WorkspaceSkill;
      readonly suite: Suite;
      readonly evalCase: EvalCase;
    };

/** Collects the rows of one skill. */
export class TestedItems {
  readonly #rows = new Map<Suite, Map<string, vscode.TestItem>>();

  add(suite: Suite, id: string, item: vscode.TestItem): void {
    const rows = this.#rows.get(suite) ?? new Map<string, vscode.TestItem>();
    this.#rows.set(suite, rows.set(id, item));
  }

  /** Whether no case of the skill's suites was left out: a whole suite of several is a part, too. */
  isWholeOf(all: readonly Suite[]): boolean {
    return casesDigest(this.suites()) === casesDigest(all);
  }

  suites(): readonly Suite[] {
    return [...this.#rows].map(([suite, rows]) =>
      suite.kind === 'cases'
        ? { ...suite, cases: suite.cases.filter(({ id }) => rows.has(id)) }
        : { ...suite, queries: suite.queries.filter(({ id }) => rows.has(id)) },
    );
  }

  itemOf(suite: string, id: string): vscode.TestItem | undefined {
    return [...this.#rows].find(([{ path }]) => path === suite)?.[1].get(id);
  }

  leaves(): readonly vscode.TestItem[] {
    return [...this.#rows.values()].flatMap(rows => [...rows.values()]);
  }
}
