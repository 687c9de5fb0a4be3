import type { Severity } from './problem.ts';

/** How VS Code marks, by itself, what one of our rules is about. */
export interface BuiltinMark {
  readonly severity: Severity;
  /** Its check is the same as ours, so that its mark can be counted on before it is there. */
  readonly isSure: boolean;
}

const sure = (severity: Severity): BuiltinMark => ({ severity, isSure: true });
const perhaps = (severity: Severity): BuiltinMark => ({ severity, isSure: false });

/**
 * What VS Code's own check of an open SKILL.md marks, by the code of our rule with the same reason. Read from VS Code
 * 1.139's `PromptValidator` and its parser of front matter, and held against the real editor by
 * test/integration/languageCoreMarks.test.ts.
 *
 * Keys that VS Code does not read are faded as hints. That says less than our rules for misspelt and misplaced keys
 * do, so only `field-of-product` is among these.
 */
const builtinMarks: ReadonlyMap<string, BuiltinMark> = new Map([
  ['name-missing', sure('warning')],
  ['name-blank', sure('error')],
  ['name-type', perhaps('error')],
  ['name-format', sure('error')],
  ['name-folder', sure('warning')],
  ['description-missing', sure('warning')],
  ['description-blank', sure('error')],
  ['description-type', perhaps('error')],
  ['vscode-flag', sure('error')],
  ['vscode-argument-hint', perhaps('error')],
  ['duplicate-key', sure('error')],
  ['field-of-product', perhaps('hint')],
  ['link-missing', sure('warning')],
  ['link-absolute', perhaps('warning')],
  ['link-backslash', perhaps('warning')],
  ['link-case', perhaps('warning')],
  ['link-outside', perhaps('warning')],
  ['yaml-indent', perhaps('error')],
  ['yaml-syntax', perhaps('error')],
  ['yaml-unclosed-quote', perhaps('error')],
]);

const ranks: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** Whether VS Code's mark says as much as a problem of ours: one that is worse is marked all the same. */
export function isAsSevere({ severity }: BuiltinMark, problem: Severity): boolean {
  return ranks.indexOf(severity) <= ranks.indexOf(problem);
}

/** How VS Code marks the problem that a rule of ours finds; null when it does not. */
export function builtinMarkOf(code: string): BuiltinMark | null {
  return builtinMarks.get(code) ?? null;
}
